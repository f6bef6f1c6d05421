"""The steps by which a database of an earlier version comes to the present tables, by Alembic.

A change of ``tables.py`` is a new file in ``versions/``; the tests compare what all of them make with the
tables.
"""
