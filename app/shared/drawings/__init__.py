"""Drawings by hand: made on a paper in the browser, read with care, answered by learners."""
