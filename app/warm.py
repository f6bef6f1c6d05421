"""What is loaded before the first visitor comes, so that nobody waits for it."""

from __future__ import annotations

import gc
import logging
import threading

log = logging.getLogger(__name__)

LOADED = threading.Event()
"""Set once all of it is loaded."""


def warm_up() -> None:
    """Load the engine, the pages, the sentences and the first data set; then say what learners answer on.

    A failure here is only logged.
    """
    try:
        from fewshot_core.tensors.device import describe_device

        from .shared import runs
        from .shared.room import rooms
        from .shared.text import LANGUAGES, words

        for lang in LANGUAGES:
            words(lang)
        for room in rooms():
            room.page()
        runs.data("everyday")
        runs.warm_up()
        runs.worker()
        gc.collect()
        gc.freeze()  # what is loaded now stays; no later collection need look at it
        LOADED.set()
        runs.engine().start()
        print(f"Learners answer on {describe_device(runs.device())}.", flush=True)
    except Exception:
        log.exception("Warming up failed.")
