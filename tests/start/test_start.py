"""The app starts on a machine that never saw Streamlit: it asks nothing and writes nothing."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from fewshot_core.cli import main
from tests.start.serving import fewshot, page, started


@pytest.mark.parametrize("terminal", [True, False], ids=["pseudo-terminal", "stdin closed"])
def test_an_empty_home_is_asked_nothing_and_stays_empty(tmp_path, terminal: bool) -> None:
    with started([fewshot(), "app", "--no-browser"], tmp_path, terminal=terminal) as app:
        address = app.address()
        assert "fewshot" in page(address)
        assert app.stop() == 0
    assert app.text.count("\n") <= 3, app.text  # the address, the device, and a port that was taken
    for unwanted in ("Email", "runtime", "Traceback", "Aborted", "Streamlit"):
        assert unwanted not in app.text
    assert list(tmp_path.iterdir()) == []


def test_the_process_that_waits_for_the_server_loads_no_torch() -> None:
    code = """import sys
from fewshot_core import cli
import fewshot_app.launch as launch
launch.launch = lambda *asked: print(asked[3], "torch" in sys.modules) or 0
cli.main(["app", "--no-browser", "--device", "cpu"])"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout == "cpu False\n"


def test_a_taken_port_is_told_in_one_sentence(tmp_path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        asked = [fewshot(), "app", "--no-browser", "--host", "127.0.0.1", "--port", str(port)]
        ended = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1 and ended.stdout == ""
    assert ended.stderr.count("\n") == 1 and str(port) in ended.stderr


def test_without_a_port_the_next_free_one_is_taken_and_told(tmp_path) -> None:
    command = [fewshot(), "app", "--no-browser", "--host", "127.0.0.1"]
    with started(command, tmp_path) as first:
        at = first.address()
        with started(command, tmp_path) as second:
            other = second.address()
            assert other != at and "taken" in second.text
            assert "fewshot" in page(other)


def test_below_a_path_all_is_served_there_and_nowhere_else(tmp_path) -> None:
    command = [fewshot(), "app", "--no-browser", "--host", "127.0.0.1", "--base-path", "course/"]
    with started(command, tmp_path) as app:
        address = app.address()
        assert f"{address}/course " in app.text
        assert "fewshot" in page(f"{address}/course")
        assert json.load(urllib.request.urlopen(f"{address}/course/healthz", timeout=30)) == {"alive": True}
        for unknown in ("/course/nonsense", "/healthz", "/"):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(f"{address}{unknown}", timeout=30)


def test_an_impossible_base_path_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["app", "--no-browser", "--base-path", "/a b"]) == 1
    assert "--base-path" in capsys.readouterr().err
