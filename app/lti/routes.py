"""The routes on the app's server, where a file names platforms; without one there are none."""

from __future__ import annotations

from functools import partial

from starlette.routing import Route

from .config import configured


def routes(base: str) -> list[Route]:
    """All below ``base``. The library that they need is imported where they are wanted."""
    if configured() is None:
        return []
    from . import endpoints as e

    table = (
        ("login", ["GET", "POST"], e.login, True),
        ("launch", ["POST"], e.launch, True),
        ("jwks", ["GET"], e.jwks, False),
        ("pick", ["POST"], e.pick, True),
        ("enter", ["POST"], e.enter, False),
        ("again", ["POST"], e.again, False),
        ("score", ["POST"], e.score, False),
    )
    return [
        Route(f"{base}/lti/{name}", partial(e.answered, handler, shown), methods=methods)
        for name, methods, handler, shown in table
    ]
