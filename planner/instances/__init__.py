"""Published orienteering instances as problems of the solver. Units: those of each file, scaled."""
