"""The form of the rooms' tables: its steps lie in ``migrations/``."""

from __future__ import annotations

from pathlib import Path

from ...shared.schema.steps import Schema
from .tables import METADATA

SCHEMA = Schema(METADATA, (Path(__file__).with_name("migrations"),), record="alembic_version", sign="rooms")
"""Its first version are the tables of version 0.2.0, which kept no record of their version."""
