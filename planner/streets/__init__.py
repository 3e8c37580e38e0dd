"""Extract to walking network to arrays. Units: metres, seconds; (lon, lat) WGS-84 at the edges."""
