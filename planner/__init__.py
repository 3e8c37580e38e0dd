"""What to walk: places, streets and the best loop through them.

Imports nothing of routes or the doors.
"""

from pathlib import Path

from planner.codecache import place_compiled_code

place_compiled_code(Path(__file__).parent)
