"""``fewshot app --share``: every address is listened on, and those that phones reach are told."""

from __future__ import annotations

import socket
import subprocess

import pytest

from fewshot_app import launch
from fewshot_core.cli import main


def test_share_listens_on_every_address(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(launch, "launch", lambda port, host, *_: asked.append(host) or 0)
    assert main(["app", "--no-browser"]) == 0 and main(["app", "--share"]) == 0
    assert asked == ["localhost", "0.0.0.0"]


def test_the_addresses_on_the_network_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        monkeypatch.setattr(launch.urllib.request, "urlopen", lambda *_, **__: door)
        with subprocess.Popen(["sleep", "20"]) as process:
            there = ("http://192.168.1.5:8501",)
            launch.tell_when_ready(process, "http://localhost:8501", False, there)
            process.kill()
    assert "http://192.168.1.5:8501" in capsys.readouterr().out
    assert launch.address("0.0.0.0", 8501) == "http://localhost:8501"
