"""The orienteering problem with time windows and its solver. Seconds, prizes; no streets."""
