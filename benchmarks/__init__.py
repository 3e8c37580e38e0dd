"""Measurements beside the tests: each module has ``run()``, which returns rows of figures."""
