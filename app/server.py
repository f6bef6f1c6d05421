"""The app as a server: ``streamlit run app/server.py``. ``main.py`` is the script that it runs.

What Streamlit alone cannot do is done here: the theme is set before the first paint, the engine
is loaded before the first visitor comes, and errors outside a page's own run are told in words.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from fewshot_app.classroom.api.routes import routes as room_routes
from fewshot_app.classroom.api.routes import tend
from fewshot_app.classroom.phone.page import routes as phone_routes
from fewshot_app.guard.closed import Closed
from fewshot_app.guard.headers import Headers
from fewshot_app.guard.limits import Limits
from fewshot_app.guard.policy import frame_ancestors, policy
from fewshot_app.health import routes as health_routes
from fewshot_app.lti.config import configured
from fewshot_app.lti.routes import routes as lti_routes
from fewshot_app.lti.routes import tend as tend_launches
from fewshot_app.no_page import NoPage
from fewshot_app.operations import gauges, logs, metrics
from fewshot_app.operations.watching import Watched
from fewshot_app.privacy.page import routes as privacy_routes
from fewshot_app.shared.choices import DATA
from fewshot_app.shared.meters import REGISTRY
from fewshot_app.shared.network import named_hosts
from fewshot_app.shared.own import Quotas, store
from fewshot_app.shared.own.visitor import asking, hand_out
from fewshot_app.shared.room import rooms
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_app.shared.trouble import tell
from fewshot_app.shared.web import modules, version
from fewshot_app.streamlit_inside import ignore_pages_folder, index_page, log_by, plotly_script
from fewshot_app.upload_bound import UploadBound
from fewshot_app.warm import warm_up

log = logging.getLogger("fewshot_app.server")

HERE = Path(__file__).parent
FOR_GOOD = "public, max-age=31536000, immutable"


@cache
def front_door() -> str:
    """Streamlit's own index page, with the theme's script and the tokens at its head.

    It names the script of Plotly's charts too, which the header fetches once the page is at rest.
    """
    script = (HERE / "shared" / "header" / "first_paint.js").read_text(encoding="utf-8")
    tokens = (HERE / "shared" / "web" / "tokens.css").read_text(encoding="utf-8")
    ground = "html, body, #root { background: var(--fs-ground); }"
    later = f'<meta name="fewshot-later" content="{plotly_script()}">'
    head = f"<head>{later}<script>{script}</script><style>{tokens}{ground}</style>"
    if configured():
        head += f'<script type="module" src="web/{version()}/lti/report.js"></script>'
    page = index_page().replace("<head>", head, 1)
    return page.replace("<title>Streamlit</title>", f"<title>{words(LANGUAGES[0])('common.title')}</title>")


async def _open_door(request: Request) -> HTMLResponse:
    page = HTMLResponse(front_door(), headers={"Cache-Control": "no-cache"})
    hand_out(request.cookies, page, f"{_base()}/", request.url.scheme == "https", Quotas().keep)
    return page


async def _module(request: Request) -> Response:
    """A browser module or font; kept for good, since another version has another address."""
    place = request.path_params["place"]
    content = modules().get(place)
    if content is None or request.path_params["version"] != version():
        return Response(status_code=404)
    kind = "font/woff2" if place.endswith(".woff2") else "text/javascript"
    return Response(content, media_type=kind, headers={"Cache-Control": FOR_GOOD})


def _classes(request: Request) -> Response:
    """What the picker of classes offers: a list in one language, or the sheet of pictures.

    The engine is imported by the first who asks: the server answers before it is loaded.
    """
    from fewshot_app.shared.class_picker import catalogue

    name, _, kind = request.path_params["file"].partition(".")
    lang = kind.removesuffix(".json")
    if not _may_see(request, name) or request.path_params["version"] != catalogue.version(name):
        return Response(status_code=404)
    kept = {"Cache-Control": FOR_GOOD if name in DATA else "private, no-store"}
    if kind == "png":
        return Response(catalogue.sheet(name), media_type="image/png", headers=kept)
    return JSONResponse(catalogue.entries(name, lang if lang in LANGUAGES else LANGUAGES[0]), headers=kept)


def _may_see(request: Request, name: str) -> bool:
    """Is this an embedded data set, or one of whoever asks?"""
    if name in DATA:
        return True
    visitor = asking(request.cookies)
    found = store().find(visitor, name) if visitor else None
    return found is not None and found.kind == "data"


def _base() -> str:
    """The path below which everything is served: "" or, for example, "/course"."""
    return f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")


def _routes() -> list[Route]:
    base = _base()
    doors = [Route(f"{base}/{room.path}", _open_door) for room in rooms()]
    classes = Route(f"{base}/classes/{{version}}/{{file}}", _classes)
    web = Route(f"{base}/web/{{version}}/{{place:path}}", _module)
    beside = [*health_routes(base), *metrics.routes(base), *privacy_routes(base), *lti_routes(base)]
    return [*doors, classes, web, *beside, *phone_routes(base), *room_routes(base)]


def _middleware() -> list[Middleware]:
    """What every request passes, from the outside in."""
    base = _base()
    return [
        Middleware(Headers, policy=policy(front_door()), frames=frame_ancestors(named_hosts())),
        Middleware(Watched, base=base),
        Middleware(Limits, doors=[f"{base}/{room.path}" for room in rooms()]),
        Middleware(Closed, base=base),
        Middleware(UploadBound),
        Middleware(NoPage, base=base),
    ]


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    """Load the engine on a thread of its own, so the server answers at once; tend what ends by itself."""
    work = (asyncio.to_thread(warm_up), tend(), tend_launches())
    tasks = [asyncio.create_task(each) for each in work]
    log.info("started")
    yield
    log.info("stopped")
    for task in tasks:
        task.cancel()


logs.set_up(log_by)
ignore_pages_folder()
gauges.register(REGISTRY)

app = st.App(
    HERE / "main.py",
    lifespan=_lifespan,
    routes=_routes(),
    middleware=_middleware(),
    on_script_error=tell,
)
