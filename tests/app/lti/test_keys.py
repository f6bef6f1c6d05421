"""The app's key and file: made by a command, read at the start, and told where they are wrong."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from fewshot_app import launch, server
from fewshot_app.lti import config
from fewshot_app.lti.routes import routes
from fewshot_core.cli import main

URL = "https://few-shot.example.org/course"
PLATFORM = """
[[platform]]
issuer = "https://moodle.example.org"
client_id = "c"
deployment_ids = ["1"]
auth_login_url = "https://moodle.example.org/auth"
auth_token_url = "https://moodle.example.org/token"
key_set_url = "https://moodle.example.org/certs"
"""


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["lti", "keys", str(tmp_path / "lti"), "--url", f"{URL}/"]) == 0
    return tmp_path / "lti"


def test_the_command_makes_a_key_once_and_says_what_to_register(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said, key = capsys.readouterr().out, (folder / "private.pem").read_text()
    assert main(["lti", "keys", str(folder)]) == 0
    assert capsys.readouterr().out == said and (folder / "private.pem").read_text() == key
    assert stat.S_IMODE((folder / "private.pem").stat().st_mode) == 0o600 and "PRIVATE" not in said
    for path in ("login", "launch", "jwks"):
        assert f"{URL}/lti/{path}" in said
    canvas = json.loads(said[said.index("{") : said.rindex("}") + 1])
    assert canvas["oidc_initiation_url"] == f"{URL}/lti/login" and canvas["extensions"]


def test_the_app_is_started_with_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(launch, "launch", lambda *given: asked.append(given) or 0)
    assert main(["app", "--lti", str(folder / "lti.toml")]) == 0
    (settings,) = (each for each in asked[0] if isinstance(each, dict))
    assert str(settings[config.NAMED]) == str(folder / "lti.toml")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({URL: "http://few-shot.example.org"}, "https"),
        ({URL: ""}, "https"),
        ({'"c"': "5"}, "texts"),
        ({"client_id": "client"}, "client is unknown"),
        ({'client_id = "c"': ""}, "client_id is missing"),
        ({"https://moodle.example.org/certs": "http://moodle.example.org/certs"}, "key_set_url"),
        ({'["1"]': '"1"'}, "deployment_ids"),
        ({"private.pem": "nowhere.pem"}, "nowhere.pem"),
        ({"private.pem": "lti.toml"}, "PEM"),
        ({"[[platform]]": "platform = 5\n[other]"}, "platform"),
        ({"url =": "url"}, "lti.toml"),
    ],
)
def test_a_file_that_cannot_be_used_gives_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, str], told: str
) -> None:
    file = folder / "lti.toml"
    lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
    text = "\n".join(lines) + PLATFORM
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text)
    capsys.readouterr()
    assert main(["app", "--lti", str(file)]) == 1
    said = capsys.readouterr().err
    assert told in said and "Traceback" not in said


@pytest.mark.parametrize("url", ["", "http://few-shot.example.org", "few-shot.example.org"])
def test_the_command_wants_a_safe_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    assert main(["lti", "keys", str(tmp_path / "lti"), "--url", url]) == 1
    assert "--url" in capsys.readouterr().err


def test_without_a_file_there_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(config.NAMED, raising=False)
    config.configured.cache_clear()
    assert routes("") == [] and "report.js" not in server.front_door.__wrapped__()
