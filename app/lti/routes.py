"""The routes on the app's server, where a file names platforms; without one there are none."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from fewshot_core.tensors.errors import FewshotError

from .config import configured
from .ledger import ledger

log = logging.getLogger(__name__)

SWEEP = 600.0
"""Seconds between two looks at what is over."""


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


async def tend() -> None:
    """Delete what is over, as long as the server runs."""
    while configured():
        try:
            await run_in_threadpool(lambda: ledger().sweep())
        except (SQLAlchemyError, FewshotError):
            log.warning("What is over of launches could not be deleted; the next look tries again.")
        await asyncio.sleep(SWEEP)
