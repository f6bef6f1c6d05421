"""The app's key, the file that names its platforms, and what a platform has to be told."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from fewshot_core.tensors.errors import Unusable, Unwritable

from ..shared.text import FALLBACK, words
from .config import Config, is_safe, read_config

BITS = 2048
FILE, KEY = "lti.toml", "private.pem"
TEMPLATE = """# What `fewshot app --lti {file}` reads. The key beside it is the app's secret.
url = "{url}"
key = "{key}"

# A table for each platform, with what it says once the app is registered there:
# [[platform]]
# issuer = "https://moodle.example.org"
# client_id = "..."
# deployment_ids = ["1"]
# auth_login_url = "https://moodle.example.org/mod/lti/auth.php"
# auth_token_url = "https://moodle.example.org/mod/lti/token.php"
# key_set_url = "https://moodle.example.org/mod/lti/certs.php"
"""
SCORES = "https://purl.imsglobal.org/spec/lti-ags/scope/"


def make(folder: Path, url: str) -> Config:
    """Make the key and the file where they are missing; raises Unusable and Unwritable."""
    key, file = folder / KEY, folder / FILE
    url = url.rstrip("/")
    if not file.exists() and not is_safe(url):
        raise Unusable("--url", url, "it must be the app's address, which begins with https://")
    try:
        if not key.exists():
            # Nobody else may read it, not even while it is written.
            with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(_new_key())
        if not file.exists():
            file.write_text(TEMPLATE.format(file=FILE, url=url, key=KEY), encoding="utf-8")
    except OSError as error:
        raise Unwritable(str(folder), str(error)) from error
    return read_config(file)


def _new_key() -> bytes:
    try:
        from jwcrypto.jwk import JWK
    except ModuleNotFoundError as error:
        raise Unusable("lti", "keys", "the extra is missing: pip install 'fewshot-classroom[lti]'") from error
    return JWK.generate(kty="RSA", size=BITS).export_to_pem(private_key=True, password=None)


def registration(config: Config, folder: Path) -> str:
    """What to enter at Moodle and at Canvas."""
    said = Path(__file__).with_name("registration.txt").read_text(encoding="utf-8")
    described = json.dumps(canvas(config), indent=2)
    return said.format(url=config.url, canvas=described, file=folder / FILE).rstrip()


def canvas(config: Config) -> dict[str, Any]:
    """The app as Canvas wants it described; nothing of a person is asked for."""
    w = words(FALLBACK)
    link = {"message_type": "LtiDeepLinkingRequest", "target_link_uri": config.launch_url, "enabled": True}
    placements = [{**link, "placement": name} for name in ("assignment_selection", "link_selection")]
    settings = {"platform": "canvas.instructure.com", "privacy_level": "anonymous", "placements": placements}
    return {
        "title": w("common.title"),
        "description": w("chapters.lead"),
        "target_link_uri": config.launch_url,
        "oidc_initiation_url": f"{config.url}/lti/login",
        "public_jwk_url": f"{config.url}/lti/jwks",
        "scopes": [f"{SCORES}score"],
        "extensions": [
            {"platform": "canvas.instructure.com", "privacy_level": "anonymous", "settings": settings}
        ],
    }
