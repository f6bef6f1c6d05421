"""A file a step: how a database of an earlier version comes to the present tables, by Alembic.

A change of ``tables.py`` is a new file here; the tests compare what all of them make with the tables.
"""
