"""What ``fewshot doctor`` looks at beside the engine: the app's store, databases, port, network, settings.

Each check returns a sentence, or raises an error whose text is one.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable
from functools import partial

from sqlalchemy import JSON as JSONType
from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from fewshot_app.guard.policy import frame_ancestors
from fewshot_app.launch import FIRST_PORT, free_port, is_free
from fewshot_app.lti.config import NAMED, check, named_file
from fewshot_app.operations import kept
from fewshot_app.operations.kept import Kept
from fewshot_app.operations.logs import FORM, JSON
from fewshot_app.operations.metrics import TOKEN
from fewshot_app.shared import own
from fewshot_app.shared.network import named_hosts, reachable
from fewshot_app.shared.own.store import size_of
from fewshot_app.shared.schema.database import address, connect
from fewshot_app.shared.schema.steps import Schema
from fewshot_core.tensors.errors import Missing, Unusable
from fewshot_core.tensors.store import check_writable

MB = 2**20
LEAST_TOKEN = 16
"""Letters of a token that is not soon guessed."""


def server_checks(options: argparse.Namespace) -> dict[str, Callable[[], str]]:
    """All of them by name, for the options of the command."""
    if options.store:
        os.environ["FEWSHOT_STORE"] = str(options.store.resolve())
    if options.lti:
        os.environ[NAMED] = str(options.lti.resolve())
    own.store.cache_clear()
    return {
        "store": store,
        "database": database,
        "launches": launches,
        "port": partial(port_is_free, options.host, options.port),
        "network": partial(network, options.share),
        "settings": settings,
    }


def store() -> str:
    """Can files be kept, with space for all that visitors may bring? Raises Unwritable, Unusable."""
    kept = own.store()
    check_writable(kept.folder)
    used, free = size_of(kept.folder), shutil.disk_usage(kept.folder).free
    wanted = max(0, kept.quotas.everyone - used)
    if free < wanted:
        reason = f"its disk has {free // MB:,} MB left, and visitors may bring {wanted // MB:,} MB more"
        raise Unusable("The folder of the store", str(kept.folder), reason)
    return f"{kept.folder} is writable; {used // MB:,} MB of {kept.quotas.everyone // MB:,} MB are used."


def database() -> str:
    """Does the rooms' database answer, take a row, and is it known? Raises Unusable, NewerDatabase."""
    return _examined(kept.ROOMS_FILE, kept.rooms)


def launches() -> str:
    """The platforms' file and the database of launches, where LTI is on. Raises Unusable, NewerDatabase."""
    file = named_file()
    if file is None:
        return f"LTI is off: neither --lti nor {NAMED} names a file."
    platforms = len(check(file).platforms)
    return f"{platforms} platforms may launch the app. {_examined(kept.LAUNCHES_FILE, kept.launches)}"


def _examined(file: str, kept_in: Callable[[Engine], Kept]) -> str:
    """What is to be said of the database of some tables."""
    try:
        engine = connect(address(file))
    except (SQLAlchemyError, ImportError) as error:
        raise Unusable("The database", "used", _first_line(error)) from error
    shown = engine.url.render_as_string(hide_password=True)
    schema = kept_in(engine).schema
    try:
        version = schema.version_of(engine)
        schema.check_known(version)
        if version == schema.newest():
            with engine.connect() as db:
                _try_to_write(db, schema)
    except SQLAlchemyError as error:
        raise Unusable("The database", shown, f"it does not answer: {_first_line(error)}") from error
    finally:
        engine.dispose()
    if version is None:
        return f"{shown} is empty; the app will make its tables."
    if version != schema.newest():
        return f"{shown} has tables of an earlier version; the app will bring them up to date."
    return f"{shown} answers and can be written to."


def _try_to_write(db: Connection, schema: Schema) -> None:
    """An empty row that is gone again: the transaction is not kept."""
    table = schema.metadata.tables[schema.sign]
    empty = {c.name: {} if isinstance(c.type, JSONType) else c.type.python_type() for c in table.columns}
    db.execute(insert(table).values(empty))
    db.execute(select(*table.primary_key)).all()
    db.rollback()


def _first_line(error: Exception) -> str:
    told = str(getattr(error, "orig", None) or error).strip()
    return told.splitlines()[0].rstrip(".")


def port_is_free(host: str, port: int | None) -> str:
    """Can the app listen there? Raises Unusable."""
    used = free_port(host) if port is None else port
    if not is_free(host, used):
        reason = f"{host} does not have it free; another server, or this app, listens there"
        raise Unusable("--port", str(used), reason)
    taken = f" ({FIRST_PORT} is taken)" if port is None and used != FIRST_PORT else ""
    return f"{used} is free on {host}{taken}."


def network(share: bool) -> str:
    """By which addresses would phones find this computer? Raises Missing where they must, and cannot."""
    found = reachable()
    if found:
        return f"With --share, phones in the same network reach {', '.join(found)}."
    if share:
        raise Missing("A network", "without one, phones cannot reach this computer")
    return "This computer is in no network; the app works on it alone."


def settings() -> str:
    """Can the settings of the environment be used? Raises Unusable."""
    frame_ancestors(named_hosts())
    token, form = os.environ.get(TOKEN, ""), os.environ.get(FORM, "")
    if token and len(token) < LEAST_TOKEN:
        raise Unusable(TOKEN, "so short", f"it must have at least {LEAST_TOKEN} letters")
    if form not in ("", JSON):
        raise Unusable(FORM, form, f"it must be '{JSON}', or empty for text")
    return f"Measurements are {'served' if token else 'not served'}; the log is {form or 'text'}."
