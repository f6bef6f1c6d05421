"""A visitor's own learners, trained in the lab or brought as a checkpoint: they join those of the course.

Each is a thing of ``own``, of the kind KIND. Its folder is that of a watched training of the engine, and its
facts are ``data`` and ``method``. It is a learner once its folder says that it is done.
"""

from __future__ import annotations

from collections.abc import Iterator

from streamlit.runtime.scriptrunner import get_script_run_ctx

from fewshot_core.studies.watched import DONE
from fewshot_core.tensors.errors import Unknown

from . import learners, own

KIND = "learner"


def mine(data: str) -> tuple[str, ...]:
    """The ids of this visitor's finished learners of a data set, oldest first; none outside a page's run."""
    return tuple(_entered(data)) if get_script_run_ctx(suppress_warning=True) else ()


def _entered(data: str) -> Iterator[str]:
    """Those ids; each learner is from then on known to ``learners.py``."""
    for number, item in enumerate(reversed(own.items(KIND))):
        if item.facts["data"] == data and (item.folder / DONE).is_file():
            dash = learners.OWN_DASHES[number % len(learners.OWN_DASHES)]
            learners.OWN[item.id] = learners.Learner(item.id, dash, item.name, item.facts["method"])
            yield item.id


def item_of(id: str) -> own.Item:
    """The thing that a learner is, whosever it is: who asks was let in by ``mine``. Raises Unknown."""
    item = own.store().held(id)
    if item is None:
        raise Unknown("learner", id, ())
    return item
