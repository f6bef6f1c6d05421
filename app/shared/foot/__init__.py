"""The foot of a page: what of it can be taken along."""
