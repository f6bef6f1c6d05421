"""The app's key and the registered platforms, as pylti1p3 wants them."""

from __future__ import annotations

from functools import cache
from typing import Any

import requests
from jwcrypto.jwk import JWK
from pylti1p3.exception import ToolConfException
from pylti1p3.registration import Registration
from pylti1p3.tool_config import ToolConfDict

from .config import Config, configured
from .trouble import Unknown

PATIENCE = 10.0
"""Seconds that a platform may take to answer the server."""


class Patient(requests.Session):
    """Requests to platforms that end in time."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """A request, given up after PATIENCE seconds."""
        return super().request(*args, **{"timeout": PATIENCE, **kwargs})


class Platforms(ToolConfDict):
    """The registered platforms; an issuer may have several clients."""

    def __init__(self, config: Config) -> None:
        table: dict[str, Any] = {}
        for each in config.platforms:
            entry = {**vars(each), "deployment_ids": list(each.deployment_ids)}
            table.setdefault(each.issuer, []).append(entry)
        super().__init__(table)
        for each in config.platforms:
            self.set_private_key(each.issuer, config.key, client_id=each.client_id)
            self.set_public_key(each.issuer, public_key(config.key), client_id=each.client_id)

    def get_iss_config(self, iss: str, client_id: str | None = None) -> Any:
        """What is registered of a platform; raises Unknown."""
        try:
            return super().get_iss_config(iss, client_id)
        except ToolConfException as error:
            raise Unknown from error

    def registration(self, issuer: str, client_id: str) -> Registration:
        """A platform by its issuer and client id; raises Unknown."""
        return self.find_registration_by_params(issuer, client_id)


def public_key(private: str) -> str:
    """The public half of a private key, both as PEM; raises ValueError for what is none."""
    return JWK.from_pem(private.encode()).export_to_pem().decode()


def key_set(private: str) -> dict[str, Any]:
    """The app's public key in the form that platforms ask for."""
    return {"keys": [Registration.get_jwk(public_key(private))]}


def current() -> Config:
    """The file that the environment names: without one, there are no routes that ask."""
    config = configured()
    assert config is not None
    return config


@cache
def platforms() -> Platforms:
    """The platforms of that file."""
    return Platforms(current())
