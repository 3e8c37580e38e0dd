"""Opening hours in OSM syntax: their rules, what they say of a day, and the reason in words."""
