"""The measurements at ``/metrics``, for Prometheus: with the right token, and otherwise nothing is there.

A token works alike on one machine, behind a proxy and between containers; whether a request comes from this
machine would say nothing behind a proxy.
"""

from __future__ import annotations

import hmac
import os

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..shared.meters import REGISTRY

TOKEN = "FEWSHOT_METRICS_TOKEN"
"""The environment variable with the token; where it is empty, nobody may ask."""
SCHEME = "Bearer "


def routes(base: str) -> list[Route]:
    """``metrics`` below ``base``."""
    return [Route(f"{base}/metrics", _metrics)]


async def _metrics(request: Request) -> Response:
    if not may_ask(request.headers.get("authorization", "")):
        return Response(status_code=404)
    content = await run_in_threadpool(generate_latest, REGISTRY)
    return Response(content, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})


def may_ask(authorization: str) -> bool:
    """Does a request's header of this name bring the token?"""
    token = os.environ.get(TOKEN, "")
    scheme, given = authorization[: len(SCHEME)], authorization[len(SCHEME) :]
    same = hmac.compare_digest(given.encode(), token.encode())
    return bool(token) and scheme == SCHEME and same
