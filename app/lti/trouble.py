"""What can be wrong with a request of a platform or of a launched page."""

from __future__ import annotations


class LtiTrouble(Exception):
    """The base of all; ``name`` is the key of its sentence."""

    name, status = "refused", 400


class Refused(LtiTrouble):
    """A platform's message that cannot be verified."""

    name, status = "refused", 403


class Unknown(LtiTrouble):
    """A platform that is not registered here."""

    name, status = "unknown", 403


class Stale(LtiTrouble):
    """A message, a ticket or a key whose time is over, or that was used before."""

    name, status = "stale", 403


class BadAddress(LtiTrouble):
    """A text that leads to no page of the app."""

    name, status = "address", 400


class BadScore(LtiTrouble):
    """A result that is none, or is beyond what can be reached."""

    name, status = "score", 400


class TooMuch(LtiTrouble):
    """A body that is too large, or more results than one visit has."""

    name, status = "much", 429


class Unreachable(LtiTrouble):
    """A platform that does not take a result now."""

    name, status = "unreachable", 502


class Declined(LtiTrouble):
    """A platform that will not take a result: of a teacher, say, or after the course's end."""

    name, status = "declined", 409
