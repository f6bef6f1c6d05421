"""Whoever shows an instrument: the address that a change starts from."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from fewshot_app.shared.host import LATE, Change


def test_a_change_starts_from_what_was_written_last_if_the_browser_is_late() -> None:
    change = Change(({"n": "5"}, {"n": "6"}), {"n": "7"}, when=10.0)
    assert change.base({"n": "5"}, 10.1) == ({"n": "7"}, True)
    assert change.base({"n": "6"}, 10.1) == ({"n": "7"}, True)
    assert change.base({"n": "7"}, 10.1) == ({"n": "7"}, False)
    assert change.base({"n": "9"}, 10.1) == ({"n": "9"}, False)  # another link was opened
    assert change.base({"n": "5"}, 10.1 + LATE) == ({"n": "5"}, False)  # the browser went back


def script() -> None:
    import streamlit as st

    from fewshot_app.instruments.overfit import ROOM
    from fewshot_app.shared.host import PageHost

    host = PageHost(ROOM)
    st.button("beside", key="beside", on_click=lambda: host.change(beside="maml"))
    st.button("at", key="at", on_click=lambda: host.change(trained=100))


def test_two_clicks_in_a_row_both_count() -> None:
    app = AppTest.from_function(script, default_timeout=30)
    app.query_params["n"] = "3"
    app.run()
    app.button(key="beside").click().run()
    app.query_params.clear()  # the browser has not yet the address of the first click
    app.query_params["n"] = "3"
    app.button(key="at").click().run()
    found = {key: value[0] if isinstance(value, list) else value for key, value in app.query_params.items()}
    assert found == {"n": "3", "with": "maml", "at": "100"}
