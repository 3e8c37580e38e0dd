"""What to walk: places, streets and the best loop through them.

Imports nothing of routes or the doors.
"""
