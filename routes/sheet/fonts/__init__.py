"""The shipped fonts and the script that made them (README.md)."""
