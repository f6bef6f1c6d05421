"""A launch: what a platform signs is taken once; what is forged, late, repeated or another's is not."""

from __future__ import annotations

import json
import re
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from jwcrypto.jwk import JWK

from fewshot_app.lti import ledger, messages
from fewshot_app.lti.tables import VISITS
from tests.app.lti.platform import CLIENT, DEPLOYMENT, LTI, NAME, USER, Platform

OTHER = JWK.generate(kty="RSA", size=2048, kid="platform-key")


def going(answer: requests.Response) -> str:
    """Where a page of the app leads to by its script; empty where it does not."""
    found = re.search(r"location\.replace\((\".*?\")\)", answer.text)
    return json.loads(found[1]) if found else ""


def begun(platform: Platform, **changes: str) -> dict[str, str]:
    """What the app asks the platform for when a launch begins."""
    query = platform.announcement()
    for key, value in changes.items():
        query = query.replace(f"{key}=", "before=") + f"&{key}={value}"
    answer = requests.get(f"{platform.tool}/lti/login?{query}", allow_redirects=False, timeout=10)
    assert answer.status_code == 200, answer.text
    asked = parse_qs(urlsplit(going(answer)).query)
    return {key: values[0] for key, values in asked.items()}


def launched(platform: Platform, token: str, state: str) -> requests.Response:
    form = {"id_token": token, "state": state}
    return requests.post(f"{platform.tool}/lti/launch", data=form, allow_redirects=False, timeout=10)


def once(platform: Platform, **changes: Any) -> requests.Response:
    """A whole launch, whose message has these changes."""
    asked = begun(platform)
    return launched(platform, platform.signed(platform.claims(asked["nonce"], **changes)), asked["state"])


def test_the_login_asks_for_a_message_and_sets_no_cookie(platform: Platform) -> None:
    asked = begun(platform)
    assert asked["redirect_uri"] == f"{platform.tool}/lti/launch" and asked["client_id"] == CLIENT
    assert asked["response_type"] == "id_token" and asked["response_mode"] == "form_post"
    again = begun(platform)
    assert again["nonce"] != asked["nonce"] and again["state"] != asked["state"]
    answer = requests.get(
        f"{platform.tool}/lti/login?{platform.announcement()}", allow_redirects=False, timeout=10
    )
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("chapters?chapter=why", "/chapters?lang=en&chapter=why&only=chapter"),
        ("chapters?chapter=why&part=labels", "/chapters?lang=en&chapter=why&part=labels&only=1"),
        ("quiz?set=after&lang=zh", "/quiz?lang=zh&set=after&only=1"),
        ("compare?n=3&k=2&seen=1", "/compare?lang=en&n=3&k=2&seen=1&only=1"),
        ("glossary", "/glossary?lang=en"),
        ("", "/chapters?lang=en"),
    ],
)
def test_a_launch_leads_to_the_page_of_its_link(platform: Platform, target: str, address: str) -> None:
    platform.custom = {"target": target} if target else {}
    answer = once(platform)
    there = urlsplit(going(answer))
    assert answer.status_code == 200 and f"{there.path}?{there.query}" == f"/course{address}"
    counts = target.startswith(("chapters", "quiz"))
    assert there.fragment.startswith("lti=") is counts, "a ticket where something can be done"
    assert "set-cookie" not in answer.headers


def test_the_address_of_a_link_made_by_hand_names_the_page(platform: Platform) -> None:
    answer = once(platform, **{f"{LTI}target_link_uri": f"{platform.tool}/map?n=3&theme=dark"})
    assert urlsplit(going(answer)).query == "lang=en&n=3&only=1"


def test_the_language_is_the_platforms(platform: Platform) -> None:
    answer = once(platform, **{f"{LTI}launch_presentation": {"locale": "zh_CN"}})
    assert "lang=zh" in going(answer)


@pytest.mark.parametrize(
    "target", ["//evil.example/x", "https://evil.example/", "nowhere?x=1", "javascript:1"]
)
def test_a_launch_never_leads_out_of_the_app(platform: Platform, target: str) -> None:
    platform.custom = {"target": target}
    answer = once(platform)
    assert answer.status_code == 400 and not going(answer)


def test_a_message_is_taken_once(platform: Platform) -> None:
    asked = begun(platform)
    token = platform.signed(platform.claims(asked["nonce"]))
    assert launched(platform, token, asked["state"]).status_code == 200
    again = launched(platform, token, asked["state"])
    assert again.status_code == 403 and "used already" in again.text
    another = platform.signed(platform.claims(asked["nonce"], iat=int(time.time())))
    assert launched(platform, another, asked["state"]).status_code == 403, "its state is used up, too"


WRONG = {
    "another's nonce": {"nonce": "n" * 43},
    "no nonce": {"nonce": None},
    "expired": {"iat": int(time.time()) - 7200, "exp": int(time.time()) - 3600},
    "without an end": {"exp": None},
    "another audience": {"aud": "somebody-else"},
    "an audience of two, meant for the other": {"aud": [CLIENT, "other"], "azp": "other"},
    "another client of the same platform": {"aud": "client-2", f"{LTI}deployment_id": "deployment-2"},
    "an unknown deployment": {f"{LTI}deployment_id": "deployment-9"},
    "the deployment of another client": {f"{LTI}deployment_id": "deployment-2"},
    "no deployment": {f"{LTI}deployment_id": None},
    "an unknown platform": {"iss": "https://elsewhere.example"},
    "another version": {f"{LTI}version": "1.1"},
    "no resource": {f"{LTI}resource_link": None},
    "an unknown kind": {f"{LTI}message_type": "LtiSomething"},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_a_message_that_is_not_meant_is_refused(platform: Platform, changes: dict[str, Any]) -> None:
    answer = once(platform, **changes)
    assert answer.status_code == 403 and not going(answer)
    assert NAME not in answer.text and "Traceback" not in answer.text


def test_both_deployments_of_a_client_are_taken(platform: Platform) -> None:
    for deployment in ("deployment-2", "deployment-3"):
        asked = begun(platform, client_id="client-2")
        assert asked["client_id"] == "client-2"
        claims = platform.claims(asked["nonce"], aud="client-2", **{f"{LTI}deployment_id": deployment})
        assert launched(platform, platform.signed(claims), asked["state"]).status_code == 200
    claims = platform.claims(asked["nonce"], **{f"{LTI}deployment_id": DEPLOYMENT})
    assert claims[f"{LTI}deployment_id"] == DEPLOYMENT


def forged(platform: Platform, claims: dict[str, Any]) -> dict[str, str]:
    token = platform.signed(claims)
    head, body, signature = token.split(".")
    return {
        "by another key": platform.signed(claims, OTHER),
        "of an unknown key": platform.signed(claims, kid="nobody"),
        "unsigned": f"eyJhbGciOiJub25lIiwia2lkIjoicGxhdGZvcm0ta2V5In0.{body}.",
        "with a changed body": f"{head}.{body[:-6]}AAAAAA.{signature}",
        "without a signature": f"{head}.{body}.",
        "of two parts": f"{head}.{body}",
        "of a list": f"{head}.W10.{signature}",
        "empty": "",
    }


@pytest.mark.parametrize("how", forged(Platform("http://x"), {}))
def test_a_forged_message_is_refused(platform: Platform, how: str) -> None:
    asked = begun(platform)
    token = forged(platform, platform.claims(asked["nonce"]))[how]
    assert launched(platform, token, asked["state"]).status_code == 403
    whole = platform.signed(platform.claims(asked["nonce"]))
    assert launched(platform, whole, asked["state"]).status_code == 200, "a forged one uses nothing up"


def test_a_state_must_be_the_servers_own_and_fresh(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = begun(platform)
    token = platform.signed(platform.claims(asked["nonce"]))
    for state in ("", "state-", "state-x", asked["state"][:-2] + "AA", begun(platform)["state"]):
        assert launched(platform, token, state).status_code == 403, state
    monkeypatch.setattr(messages, "LOGIN", -1)
    assert launched(platform, token, asked["state"]).status_code == 403


def test_an_unknown_platform_begins_nothing(platform: Platform) -> None:
    for query in (
        "",
        "iss=https://elsewhere.example&login_hint=1",
        f"iss={platform.url}&login_hint=1&client_id=9",
    ):
        answer = requests.get(f"{platform.tool}/lti/login?{query}", allow_redirects=False, timeout=10)
        assert answer.status_code == 403 and not going(answer), query


def test_a_body_without_end_is_cut_off(platform: Platform) -> None:
    answer = requests.post(f"{platform.tool}/lti/launch", data="a" * 70_000, timeout=10)
    assert answer.status_code == 429


def test_no_name_is_kept(platform: Platform) -> None:
    platform.custom = {"target": "chapters?chapter=why"}
    ticket = urlsplit(going(once(platform))).fragment.removeprefix("lti=")
    with ledger.ledger().engine.connect() as db:
        rows = db.execute(VISITS.select()).all()
    kept = [row.body for row in rows if row.hash == ledger._hash(ticket)]
    assert len(kept) == 1 and kept[0]["user"] == USER
    assert set(kept[0]) == {"issuer", "client_id", "user", "service", "target", "lang"}
    assert ticket not in str(rows) and NAME not in str(rows) and "ada@" not in str(rows)
