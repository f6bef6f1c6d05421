"""Whoever shows an instrument: the address that a change starts from."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.shared import address_change
from fewshot_app.shared.address_change import LAST, LATE, Change, changes_timed
from fewshot_app.shared.host import href


def test_a_change_starts_from_what_was_written_last_if_the_browser_is_late() -> None:
    change = Change(({"n": "5"}, {"n": "6"}), {"n": "7"}, when=10.0)
    assert change.base({"n": "5"}, 10.1) == ({"n": "7"}, True)
    assert change.base({"n": "6"}, 10.1) == ({"n": "7"}, True)
    assert change.base({"n": "7"}, 10.1) == ({"n": "7"}, False)
    assert change.base({"n": "9"}, 10.1) == ({"n": "9"}, False)  # another link was opened
    assert change.base({"n": "5"}, 10.1 + LATE) == ({"n": "5"}, False)  # the browser went back


def test_a_change_is_as_old_as_the_end_of_its_run_until_the_browser_knows_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter((10.0, 19.0, 19.5))  # a busy server took nine seconds for the run
    monkeypatch.setattr(address_change.time, "monotonic", lambda: next(clock))
    session: dict[str, object] = {}
    monkeypatch.setattr(address_change.st, "session_state", session)
    monkeypatch.setattr(address_change.st, "query_params", SimpleNamespace(to_dict=lambda: {"n": "6"}))
    session[LAST] = Change(({"n": "5"},), {"n": "6"}, address_change.time.monotonic())
    with changes_timed():
        assert LAST in session
    assert session[LAST].base({"n": "5"}, address_change.time.monotonic()) == ({"n": "6"}, True)
    with changes_timed():
        assert LAST not in session


def script() -> None:
    import streamlit as st

    from fewshot_app.instruments.overfit import ROOM
    from fewshot_app.shared.host import PageHost

    host = PageHost(ROOM)
    st.button("beside", key="beside", on_click=lambda: host.change(beside="maml"))
    st.button("way", key="way", on_click=lambda: host.change(way=4))
    st.button("at", key="at", on_click=lambda: host.change(trained=100))
    st.button("go", key="go", on_click=lambda: host.go("compare", step=3))
    st.caption(host.link("compare"))


def clicked(*keys: str) -> AppTest:
    """The page after these clicks in a row: the browser has the address of none of them yet."""
    app = AppTest.from_function(script, default_timeout=30)
    for key in (None, *keys):
        app.query_params.clear()
        app.query_params["n"] = "3"
        if key:
            app.button(key=key).click()
        app.run()
    return app


def address(app: AppTest) -> dict[str, str]:
    return {key: value[0] if isinstance(value, list) else value for key, value in app.query_params.items()}


def test_two_clicks_in_a_row_both_count() -> None:
    assert address(clicked("beside", "at")) == {"n": "3", "with": "maml", "at": "100"}


def test_what_was_changed_a_moment_ago_goes_along_to_another_page() -> None:
    app = clicked("way", "go")
    assert address(app) == {"n": "4", "step": "3"}
    (link,) = (caption.value for caption in clicked("way").caption)
    assert link == "./compare?n=4"


@pytest.mark.parametrize("text", ["3", "a b", "a+b", "&=?#%", "数", "~._-", "a,b", "é/ü"])
def test_an_address_holds_a_text_as_any_reader_of_addresses_finds_it(text: str) -> None:
    assert dict(parse_qsl(href("compare", {"x": text, "y": "1"}).partition("?")[2])) == {
        "x": text,
        "y": "1",
    }


def many_links() -> None:
    import streamlit as st

    from fewshot_app.instruments.overfit import ROOM
    from fewshot_app.shared.host import PageHost

    host = PageHost(ROOM)
    there = host.links("compare")
    for changes in ({"way": 4}, {"seed": 9, "step": 2}, {}):
        st.text(there(**changes))
        st.caption(host.link("compare", **changes))


def test_many_links_to_a_room_are_what_each_would_be() -> None:
    app = AppTest.from_function(many_links, default_timeout=30)
    app.query_params.update({"n": "3", "seen": "1", "lang": "zh"})
    app.run()
    many, single = [each.value for each in app.text], [each.value for each in app.caption]
    assert many == single and len(set(many)) == 3
    assert dict(parse_qsl(many[1].partition("?")[2])) == {"n": "3", "lang": "zh", "seed": "9", "step": "2"}
