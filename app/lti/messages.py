"""Logins and launches of platforms, by pylti1p3, for a server that keeps no session and needs no cookie.

In a frame of another site a browser may keep no cookie. So the state that goes to the platform and comes back
is signed, and says which nonce, issuer and client it was made for; it lasts ten minutes. A message is taken
with the nonce of its own state alone, and once.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from itsdangerous import BadData, URLSafeTimedSerializer
from pylti1p3.cookie import CookieService
from pylti1p3.exception import LtiException, OIDCException
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.request import Request
from pylti1p3.session import SessionService

from .ledger import ledger
from .registered import Patient, Platforms, current, platforms
from .trouble import Refused, Stale

LOGIN = 600
"""Seconds that a platform, and a person who has to sign in there, may take."""
KEYS_KEPT = 60.0
"""Seconds that a platform's public keys are kept."""
BEFORE = "state-"
"""What the library writes before every state."""


class Parameters(Request):
    """A request's parameters, of its address or its form."""

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__()
        self.given = given

    @property
    def session(self) -> dict[str, Any]:
        """Nothing is kept from one request to the next."""
        return {}

    def is_secure(self) -> bool:
        """Whether cookies would be; there are none."""
        return True

    def get_param(self, key: str) -> str:
        """One parameter; empty where it is not given."""
        return self.given.get(key, "")


class State(CookieService, SessionService):
    """In place of a cookie and of a session: a signed state that says what they would."""

    def __init__(self, given: str = "") -> None:
        """A state that came back; raises Stale. Without one, that of a login to come."""
        self._signer = URLSafeTimedSerializer(current().key, salt="lti state")
        self.given, self.nonce, self.about = given, secrets.token_urlsafe(32), ["", ""]
        if given:
            try:
                self.nonce, *self.about = self._signer.loads(given.removeprefix(BEFORE), max_age=LOGIN)
            except (BadData, ValueError):
                raise Stale from None

    def signed(self, issuer: str, client_id: str) -> str:
        """The state as a text, for a login at this platform."""
        return str(self._signer.dumps([self.nonce, issuer, client_id]))

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        """Nothing is set."""

    def get_cookie(self, name: str) -> str | None:
        """The state: that this server signed it was seen when it was read."""
        return name if name == self.given else None

    def save_nonce(self, nonce: str) -> None:
        """Nothing is kept: the state has it."""

    def check_nonce(self, nonce: str) -> bool:
        """Is this the nonce that the state was made for?"""
        return secrets.compare_digest(nonce.encode(), self.nonce.encode())

    def save_launch_data(self, key: str, jwt_body: Any) -> None:
        """Nothing is kept here: ``endpoints.py`` keeps what it needs."""

    def set_state_valid(self, state: str, id_token_hash: str) -> None:
        """Nothing is kept: no message is taken twice."""

    def check_state_is_valid(self, state: str, id_token_hash: str) -> bool:
        """Never by itself: ``get_cookie`` decides."""
        return False


class To(Redirect[str]):
    """An address to go to, as the library hands it over."""

    def __init__(self, url: str) -> None:
        self.url = url

    def do_redirect(self) -> str:
        """The address."""
        return self.url

    def do_js_redirect(self) -> str:
        """The address."""
        return self.url

    def set_redirect_url(self, location: str) -> None:
        """Go elsewhere."""
        self.url = location

    def get_redirect_url(self) -> str:
        """The address."""
        return self.url


class Login(OIDCLogin[Parameters, Platforms, State, State, str]):
    """The first step: a platform announces a launch, and is asked for its message."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._state = State()
        super().__init__(
            Parameters(given), platforms(), session_service=self._state, cookie_service=self._state
        )

    def _generate_nonce(self) -> str:
        return self._state.nonce

    def _get_uuid(self) -> str:
        found = self._registration
        return self._state.signed(str(found.get_issuer()), str(found.get_client_id()))

    def get_redirect(self, url: str) -> To:
        """Where the library goes."""
        return To(url)


class Launch(MessageLaunch[Parameters, Platforms, State, State]):
    """The second step: the platform's signed message."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.state = State(given.get("state") or BEFORE)
        super().__init__(
            Parameters(given), platforms(), session_service=self.state, cookie_service=self.state,
            requests_session=Patient(),
        )  # fmt: skip

    @property
    def claims(self) -> dict[str, Any]:
        """What the message says."""
        return dict(self.get_launch_data())

    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)

    def fetch_public_key(self, key_set_url: str) -> Any:
        """The platform's keys, which the launches of a whole class have in common."""
        read, keys = _kept.get(key_set_url, (-KEYS_KEPT, None))
        if keys is None or time.monotonic() - read > KEYS_KEPT:
            keys = super().fetch_public_key(key_set_url)
            _kept[key_set_url] = time.monotonic(), keys
        return keys


_kept: dict[str, tuple[float, Any]] = {}


def asked(given: Mapping[str, str]) -> tuple[str, str]:
    """Where a login leads to, at the platform, and with which state; raises Unknown and Refused."""
    try:
        there = Login(given).redirect(current().launch_url)
        return there, parse_qs(urlsplit(there).query)["state"][-1]
    except OIDCException as error:
        raise Refused(str(error)) from error


def received(given: Mapping[str, str]) -> Launch:
    """A platform's message, verified and used up; raises Stale, Unknown and Refused."""
    launch = Launch(given)
    try:
        launch.validate()
    except (LtiException, requests.RequestException, ValueError, TypeError, AttributeError) as error:
        raise Refused(f"{type(error).__name__}: {error}") from error
    body = launch.claims
    if [launch.get_iss(), launch.get_client_id()] != launch.state.about:
        raise Refused("the message is of another platform than the login")
    if "exp" not in body or body.get("azp", launch.get_client_id()) != launch.get_client_id():
        raise Refused("the message has no end, or is meant for another client")
    ledger().use(launch.state.nonce, LOGIN)
    return launch
