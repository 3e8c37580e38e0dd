"""What people take away from a planned route. May import planner, never the doors."""
