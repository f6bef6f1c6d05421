"""Deep linking: what a platform is told of the page that a teacher picked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.lineitem import LineItem

from ..shared.text import Words
from .registered import current, platforms
from .targets import Target, goal_of, title_of

CUSTOM = "target"
"""The parameter of a link in which the platform keeps the page."""


def response(picking: Mapping[str, Any], target: Target, w: Words) -> str:
    """The signed message that makes a link to a page; one that can be done gets a column for its result."""
    registration = platforms().registration(picking["issuer"], picking["client_id"])
    link = DeepLink(registration, picking["deployment"], picking["settings"])
    title = title_of(target, w)
    resource = (
        DeepLinkResource()
        .set_url(current().launch_url)
        .set_title(title)
        .set_custom_params({CUSTOM: target.text})
    )
    goal = goal_of(target)
    if goal:
        column = LineItem().set_label(title).set_score_maximum(goal.most).set_resource_id(target.text[:255])
        resource.set_lineitem(column)
    return link.get_response_jwt([resource])
