"""Rooms, what they are asked, phones and votes: the tables of version 0.2.0."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rooms",
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("opened", sa.Float, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
    )
    op.create_index("rooms_owner", "rooms", ["owner"])
    op.create_table(
        "activities",
        _code(),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("phase", sa.String(8), nullable=False),
    )
    op.create_table("phones", _code(), sa.Column("phone", sa.String(32), primary_key=True))
    op.create_table(
        "votes",
        _code(),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True),
        sa.Column("phone", sa.String(32), primary_key=True),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )


def _code() -> sa.Column[str]:
    return sa.Column("code", sa.String(8), sa.ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True)
