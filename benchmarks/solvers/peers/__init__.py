"""Other solvers, each a function of a posed problem and seconds; installed by the extra peers."""
