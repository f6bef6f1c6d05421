"""A whole class at once: a lecturer's room, its phones, their votes.

``rooms/`` keeps what a class does, ``api/`` is how phones reach it, ``phone/`` their page, and ``lecture/``
the lecturer's, a room of the app like any other.
"""
