"""The tables of launches.

A change here needs a step in ``migrations/``, by which databases that are in use get it.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Integer, MetaData, String, Table

METADATA = MetaData()
NONCES = Table(
    "lti_nonces",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("ends", Float, nullable=False),
)
VISITS = Table(
    "lti_visits",
    METADATA,
    Column("hash", String(64), primary_key=True),  # of the ticket, then of the key
    Column("entered", Boolean, nullable=False),
    Column("ends", Float, nullable=False),  # seconds since 1970
    Column("results", Integer, nullable=False),  # that were sent
    Column("body", JSON, nullable=False),
)
