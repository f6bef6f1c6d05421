"""What a class does: rooms, activities, votes, drawings, kept in a database; and who is told of a change."""

from __future__ import annotations

import threading
from functools import cache

from sqlalchemy.exc import SQLAlchemyError

from ...shared.own import store
from ...shared.schema.database import address
from .book import Book
from .hub import Hub
from .trouble import DatabaseAway

FILE = "class.sqlite"
_OPENING = threading.Lock()


@cache
def hub() -> Hub:
    """Whom this process tells of changes."""
    return Hub()


def book() -> Book:
    """The rooms of this server: in its database, or in a file of its store; raises DatabaseAway."""
    with _OPENING:  # several threads may be the first to ask
        return _opened()


@cache
def _opened() -> Book:
    store().folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Book(address(FILE), hub().tell)


def is_reachable() -> bool:
    """Does the database answer, and does it have its tables?"""
    try:
        book().stamps(())
    except (DatabaseAway, SQLAlchemyError, OSError):
        return False
    return True
