"""The command line behind citywalk.py: arguments, commands, printing.

Imports planner and routes.
"""
