"""The orienteering problem with time windows and its solver. Units: seconds, prizes; knows no streets."""
