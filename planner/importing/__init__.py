"""Walks that somebody has recorded or drawn, matched to the streets and made into a Route."""
