"""A video's graph as a picture: where things stand, kept from one reading to the next, and the picture as SVG."""
