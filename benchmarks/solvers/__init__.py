"""Our solver beside others on published and generated problems; one table, one row a run."""
