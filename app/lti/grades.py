"""Results to a platform, by the Assignment and Grade Services."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import requests
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.grade import Grade
from pylti1p3.service_connector import ServiceConnector

from .registered import Patient, platforms
from .trouble import Declined, Unreachable

MARGIN = 60.0
"""Seconds before its end that a token is no longer used."""
SCORE: Final = "https://purl.imsglobal.org/spec/lti-ags/scope/score"


_tokens: dict[tuple[str | None, str], tuple[str, float]] = {}


class Connector(ServiceConnector):
    """Requests in the app's name; an access token serves all results of a client until it ends."""

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        token, ends = _tokens.get(self._named(scope_key), ("", 0.0))
        return token if ends > time.monotonic() else None

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: float) -> None:
        _tokens[self._named(scope_key)] = access_token, time.monotonic() + expires_in - MARGIN

    def forget(self) -> None:
        """Ask for a new token next time."""
        _tokens.pop(self._named(self._scope_key([SCORE])), None)

    def _named(self, scope_key: str) -> tuple[str | None, str]:
        return self._registration.get_client_id(), scope_key


def takes_results(service: Mapping[str, Any]) -> bool:
    """Does a launch's claim of the service name a column that the app may write to?"""
    return bool(service.get("lineitem") and SCORE in service.get("scope", ()))


def send(visit: Mapping[str, Any], score: int, most: int) -> None:
    """Write a result into the platform's column; raises Unreachable, Declined and Unknown."""
    registration = platforms().registration(visit["issuer"], visit["client_id"])
    connector = Connector(registration, Patient())
    service = AssignmentsGradesService(connector, {**visit["service"], "scope": [SCORE]})
    grade = (
        Grade()
        .set_score_given(score)
        .set_score_maximum(most)
        .set_timestamp(datetime.now(UTC).isoformat(timespec="milliseconds"))
        .set_activity_progress("Completed")
        .set_grading_progress("FullyGraded")
        .set_user_id(visit["user"])
    )
    try:
        service.put_grade(grade)
    except LtiServiceException as error:
        status = error.response.status_code
        if status == 401:
            connector.forget()
        final = 400 <= status < 500 and status not in (401, 408, 429)
        raise (Declined if final else Unreachable)(str(error)) from error
    except (LtiException, requests.RequestException, ValueError, KeyError) as error:
        raise Unreachable(str(error)) from error
