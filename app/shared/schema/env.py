"""How Alembic runs the steps: on the connection that ``steps.py`` hands over, within its transaction."""

from __future__ import annotations

from alembic import context

given = context.config.attributes
context.configure(connection=given["connection"], version_table=given["record"])
context.run_migrations()
