"""The file that says which platforms may launch the app, and by which address they reach it.

Its form is what ``keys.py`` writes: ``url``, ``key``, and a table ``[[platform]]`` each.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fewshot_core.tensors.errors import Unusable

NAMED = "FEWSHOT_LTI"
"""The environment variable that names the file."""
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Platform:
    """A learning platform as it says of itself, under one client id."""

    issuer: str
    client_id: str
    auth_login_url: str
    auth_token_url: str
    key_set_url: str
    deployment_ids: tuple[str, ...]
    auth_audience: str = ""  # of access tokens, where it is not auth_token_url


@dataclass(frozen=True)
class Config:
    """The app's own address, its private key as PEM, and the platforms that it trusts."""

    url: str  # without a slash at its end
    key: str
    platforms: tuple[Platform, ...]

    @property
    def launch_url(self) -> str:
        """Where platforms send launches to."""
        return f"{self.url}/lti/launch"


def read_config(path: Path) -> Config:
    """The file's content; raises Unusable, which says what is wrong with it."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        key = (path.parent / str(content.get("key", "private.pem"))).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unusable("--lti", str(path), str(error)) from error
    url = str(content.get("url", "")).rstrip("/")
    if not is_safe(url):
        raise Unusable("--lti", str(path), "url must be the app's address, which begins with https://")
    platforms = content.get("platform", [])
    if not isinstance(platforms, list):
        raise Unusable("--lti", str(path), "a platform is a table [[platform]]")
    return Config(url, key, tuple(_platform(path, each) for each in platforms))


def check(path: Path) -> Config:
    """The file's content, where the libraries that launches need are there; raises Unusable."""
    config = read_config(path)
    if not find_spec("pylti1p3"):
        raise Unusable("--lti", str(path), "the extra is missing: pip install 'fewshot-classroom[lti]'")
    from .registered import public_key

    try:
        public_key(config.key)
    except ValueError as error:
        raise Unusable("--lti", str(path), f"its key is no private key in PEM ({error})") from error
    return config


def _platform(path: Path, given: Mapping[str, Any]) -> Platform:
    known = {each.name for each in fields(Platform)}
    for name in sorted(set(given) ^ known):
        if name != "auth_audience":
            what = "is missing" if name in known else "is unknown"
            raise Unusable("--lti", str(path), f"of a [[platform]], {name} {what}")
    deployments = given["deployment_ids"]
    texts = [value for name, value in given.items() if name != "deployment_ids"]
    if not isinstance(deployments, list) or not all(isinstance(text, str) for text in (*texts, *deployments)):
        raise Unusable("--lti", str(path), "values are texts, deployment_ids a list of them")
    for name in ("auth_login_url", "auth_token_url", "key_set_url"):
        if not is_safe(given[name]):
            raise Unusable("--lti", str(path), f"{name} must begin with https://")
    return Platform(**{**given, "deployment_ids": tuple(deployments)})


def is_safe(url: str) -> bool:
    """Can nobody on the way read or change what is sent there? On this machine http will do."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    )


def named_file() -> Path | None:
    """The file that the environment names, if it names one."""
    named = os.environ.get(NAMED)
    return Path(named) if named else None


@cache
def configured() -> Config | None:
    """What that file says; None where there is none."""
    named = named_file()
    return read_config(named) if named else None
