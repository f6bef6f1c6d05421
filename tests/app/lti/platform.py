"""A learning platform: signs launches, gives access tokens, takes links and results, checks what it gets.

What it signs and verifies is done by jwcrypto, independently of the library that the app uses.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import requests
import uvicorn
from jwcrypto.jwk import JWK, JWKSet
from jwcrypto.jwt import JWT
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
CLIENT, DEPLOYMENT, USER = "client-1", "deployment-1", "user-7f3a"
NAME = "Ada Lovelace"
"""What a platform may tell of a person although it is not asked to; nowhere may it be kept."""


@dataclass
class Platform:
    """One platform with a course in it."""

    url: str  # its own address, which is its issuer, too
    tool: str = ""  # the app's
    key: JWK = field(default_factory=lambda: JWK.generate(kty="RSA", size=2048, kid="platform-key"))
    custom: dict[str, str] = field(default_factory=dict)  # of the link that is launched
    links: list[dict[str, Any]] = field(default_factory=list)  # that a teacher made
    scores: list[dict[str, Any]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    asked: int = 0  # how often for an access token
    declines: bool = False  # every result
    down: int = 0  # as many results are not taken before one is

    def entry(self, **changes: Any) -> str:
        """The platform in the app's file."""
        values: dict[str, Any] = {
            "issuer": self.url,
            "client_id": CLIENT,
            "deployment_ids": [DEPLOYMENT],
            "auth_login_url": f"{self.url}/auth",
            "auth_token_url": f"{self.url}/token",
            "key_set_url": f"{self.url}/jwks",
        } | changes
        return "[[platform]]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())

    def announcement(self, hint: str = "resource") -> str:
        """The parameters of a login that it begins."""
        return urlencode(
            {
                "iss": self.url,
                "login_hint": hint,
                "target_link_uri": f"{self.tool}/lti/launch",
                "client_id": CLIENT,
            }
        )

    def claims(self, asked: str, kind: str = "resource", **changes: Any) -> dict[str, Any]:
        """What a launch says; a change to None leaves a claim out."""
        deep = kind == "deep"
        now = int(time.time())
        said: dict[str, Any] = {
            "iss": self.url, "aud": CLIENT, "sub": USER, "nonce": asked, "iat": now, "exp": now + 300,
            "name": NAME, "email": "ada@example.org",
            f"{LTI}message_type": "LtiDeepLinkingRequest" if deep else "LtiResourceLinkRequest",
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": DEPLOYMENT,
            f"{LTI}target_link_uri": f"{self.tool}/lti/launch",
            f"{LTI}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
            f"{LTI}context": {"id": "course-1"},
            f"{LTI}launch_presentation": {"locale": "en-GB"},
        }  # fmt: skip
        if deep:
            said[f"{DEEP}deep_linking_settings"] = {
                "deep_link_return_url": f"{self.url}/return", "accept_types": ["ltiResourceLink"],
                "accept_presentation_document_targets": ["iframe", "window"], "data": "opaque-5",
            }  # fmt: skip
        else:
            said[f"{LTI}resource_link"] = {"id": "link-1"}
            said[f"{LTI}custom"] = self.custom
            said[f"{AGS}claim/endpoint"] = {
                "scope": [f"{AGS}scope/score"],
                "lineitems": f"{self.url}/columns",
                "lineitem": f"{self.url}/columns/1?type=lti",
            }
        said |= changes
        return {name: value for name, value in said.items() if value is not None}

    def signed(self, claims: dict[str, Any], key: JWK | None = None, **header: str) -> str:
        """A message, signed by its key unless by another."""
        token = JWT({"alg": "RS256", "kid": "platform-key", **header}, claims)
        token.make_signed_token(key or self.key)
        return token.serialize()

    def of_tool(self, token: str, audience: Any) -> dict[str, Any]:
        """What the app signed, by the keys that it publishes; raises for a forged one."""
        keys = JWKSet.from_json(requests.get(f"{self.tool}/lti/jwks", timeout=10).text)
        claims = json.loads(JWT(jwt=token, key=keys, algs=["RS256"]).claims)
        assert claims["iss"] == CLIENT and audience in (claims["aud"], *claims["aud"])
        return claims

    def app(self) -> Starlette:
        """Its pages and services."""

        async def auth(request: Request) -> Response:
            asked = request.query_params
            assert asked["client_id"] == CLIENT and asked["redirect_uri"] == f"{self.tool}/lti/launch"
            assert asked["response_mode"] == "form_post" and asked["prompt"] == "none"
            token = self.signed(self.claims(asked["nonce"], asked["login_hint"]))
            return _form(asked["redirect_uri"], {"id_token": token, "state": asked["state"]})

        async def jwks(_: Request) -> Response:
            return JSONResponse({"keys": [json.loads(self.key.export_public())]})

        async def token(request: Request) -> Response:
            form = dict(parse_qsl((await request.body()).decode()))
            assert form["scope"] == f"{AGS}scope/score"
            await run_in_threadpool(self.of_tool, form["client_assertion"], f"{self.url}/token")
            self.asked += 1
            self.tokens.add(access := secrets.token_hex(8))
            return JSONResponse({"access_token": access, "token_type": "Bearer", "expires_in": 3600})

        async def column(request: Request) -> Response:
            if self.declines:
                return Response(status_code=422)
            if self.down:
                self.down -= 1
                return Response(status_code=503)
            if request.headers["authorization"].removeprefix("Bearer ") not in self.tokens:
                return Response(status_code=401)
            self.scores.append(await request.json())
            return Response(status_code=204)

        async def back(request: Request) -> Response:
            form = dict(parse_qsl((await request.body()).decode()))
            self.links.append(await run_in_threadpool(self.of_tool, form["JWT"], self.url))
            return HTMLResponse("<!doctype html><link rel=icon href=data:,><h1>Added</h1>")

        async def course(request: Request) -> Response:
            """The course's page: the app in a frame."""
            start = f"{self.tool}/lti/login?{self.announcement(request.path_params['kind'])}"
            frame = f'<iframe src="{escape(start)}" width="1000" height="640"></iframe>'
            return HTMLResponse(f"<!doctype html><link rel=icon href=data:,>{frame}")

        return Starlette(
            routes=[
                Route("/auth", auth), Route("/jwks", jwks), Route("/token", token, methods=["POST"]),
                Route("/columns/1/scores", column, methods=["POST"]),
                Route("/return", back, methods=["POST"]), Route("/course/{kind}", course),
            ]
        )  # fmt: skip


def _form(action: str, fields: dict[str, str]) -> HTMLResponse:
    hidden = "".join(f'<input type="hidden" name="{k}" value="{escape(v)}">' for k, v in fields.items())
    form = f'<form method="post" action="{action}">{hidden}</form><script>document.forms[0].submit()</script>'
    return HTMLResponse(f"<!doctype html><link rel=icon href=data:,>{form}")


@contextmanager
def served(app: Any, port: int, host: str = "127.0.0.1") -> Iterator[None]:
    """An application on a port of this machine, as long as it is wanted."""
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < end and thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    yield
    server.should_exit = True
    thread.join(10)
