"""The page that is held in the hand while walking: one HTML file with everything in it.

Imports planner and modules of routes.
"""

from routes.walkpage.page import walk_html

__all__ = ["walk_html"]
