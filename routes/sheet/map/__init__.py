"""The map of a printed sheet, drawn in true millimetres."""
