"""The form of the tables of launches: its steps lie in ``migrations/``."""

from __future__ import annotations

from pathlib import Path

from ..shared.schema.steps import Schema
from .tables import METADATA

SCHEMA = Schema(METADATA, (Path(__file__).with_name("migrations"),), record="lti_version", sign="lti_visits")
