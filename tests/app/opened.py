"""A room's page by its address, without a browser."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from fewshot_app.shared.page import GUESSES


def script(name: str) -> None:
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room

    host = PageHost(room(name))
    host.room.page().draw(host.now(), host)


def ran(script: Callable[[object], None], sent: object, **params: object) -> AppTest:
    """A page by a test's own script, which is given what a browser ``sent``."""
    page = AppTest.from_function(script, default_timeout=60, kwargs={"sent": sent})
    page.query_params.update({key: str(value) for key, value in params.items()})
    page.run()
    assert not page.exception, page.exception
    return page


def opened(name: str, guess: str | None = None, about: tuple[object, ...] = (), **params: object) -> AppTest:
    """The room ``name`` with these parameters, and with the ``guess`` that was made ``about`` something."""
    page = AppTest.from_function(script, default_timeout=60, kwargs={"name": name})
    for key, value in params.items():
        page.query_params[key] = str(value)
    if guess:
        page.session_state[GUESSES] = {(name, about): guess}
    page.run()
    assert not page.exception, page.exception
    return page
