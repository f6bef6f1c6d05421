"""What can go wrong with a room; the API says each by its name and its status."""

from __future__ import annotations

from fewshot_core.tensors.errors import FewshotError


class RoomTrouble(FewshotError):
    """Something that a room does not do."""

    name = "bad_request"
    status = 400

    def __init__(self) -> None:
        super().__init__(self.__doc__ or self.name)


class BadVote(RoomTrouble):
    """What was sent is no vote of this activity."""

    name = "bad_vote"


class BadDrawing(RoomTrouble):
    """What was sent is no drawing."""

    name = "bad_drawing"


class NotYours(RoomTrouble):
    """Only whoever opened the room may do that."""

    name, status = "not_yours", 403


class NoRoom(RoomTrouble):
    """There is no such room: it was never opened, or it was closed, or its time is over."""

    name, status = "no_room", 404


class NoActivity(RoomTrouble):
    """The room has no such activity."""

    name, status = "no_activity", 404


class NoPath(RoomTrouble):
    """There is nothing at this address."""

    name, status = "no_path", 404


class VoteClosed(RoomTrouble):
    """The round is over."""

    name, status = "vote_closed", 409


class TooLarge(RoomTrouble):
    """The body is larger than any vote."""

    name, status = "too_large", 413


class TooMany(RoomTrouble):
    """More at once than the room takes; it can be tried again."""

    name, status = "too_many", 429


class RoomFull(RoomTrouble):
    """As many phones as a room takes are in it."""

    name, status = "room_full", 503


class ServerFull(RoomTrouble):
    """As many rooms as the server takes are open."""

    name, status = "server_full", 503


class DatabaseAway(RoomTrouble):
    """The database cannot be reached just now; it can be tried again."""

    name, status = "database_away", 503
