"""What phones draw for a class: the classes that they are given, and their strokes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    room = sa.ForeignKey("rooms.code", ondelete="CASCADE")
    op.create_table(
        "drawings",
        sa.Column("code", sa.String(8), room, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True),
        sa.Column("phone", sa.String(32), primary_key=True),
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("label", sa.Integer, nullable=False),
        sa.Column("strokes", sa.JSON),
        sa.Column("at", sa.Float),
        sa.Column("out", sa.Boolean, nullable=False),
    )
    op.create_index("drawings_id", "drawings", ["code", "id"])
