"""Chosen stops → legs on the street, no street walked twice where that can be helped."""
