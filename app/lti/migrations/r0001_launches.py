"""Messages that were used, and visits: the tables that were made before there were steps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "lti_nonces",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("ends", sa.Float, nullable=False),
    )
    op.create_table(
        "lti_visits",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("entered", sa.Boolean, nullable=False),
        sa.Column("ends", sa.Float, nullable=False),
        sa.Column("results", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
