"""A training that is watched while it runs: in a process of its own, stopped and resumed from outside."""

from __future__ import annotations

from fewshot_core.studies.watched.training import (
    DONE,
    LOOKS,
    PLAN,
    Look,
    Plan,
    Watched,
    build,
    examples,
    look_form,
    looks_of,
    measured,
    plan_of,
)

__all__ = [
    "DONE",
    "LOOKS",
    "PLAN",
    "Look",
    "Plan",
    "Watched",
    "build",
    "examples",
    "look_form",
    "looks_of",
    "measured",
    "plan_of",
]
