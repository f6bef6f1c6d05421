"""How Alembic runs the steps: on the connection that ``schema.py`` hands over, within its transaction."""

from __future__ import annotations

from alembic import context

from fewshot_app.classroom.rooms.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a column by copying its table
)
context.run_migrations()
