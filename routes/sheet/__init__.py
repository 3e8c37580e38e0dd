"""Printed sheets of a walk: leaflet, poster, card, field check. Millimetres and points."""
