"""``fewshot crossover``: measure learners of drawings and of photographs on drawings and on photographs."""

from __future__ import annotations

import argparse
from pathlib import Path

from fewshot_core.measuring.evaluation import mean_ci95
from fewshot_core.measuring.rounding import percent
from fewshot_core.studies.crossover.domains import domains
from fewshot_core.studies.crossover.learners import BY_ID, Learner, taking_part
from fewshot_core.studies.crossover.stored import FOLDER, QUERY, SHOTS, Answers, Store, answers
from fewshot_core.tensors.errors import OutOfRange, Unknown
from fewshot_core.tensors.memory import keep_freed_memory
from fewshot_core.tensors.store import check_writable


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its options."""
    command = verbs.add_parser("crossover", help="measure what a prior is worth elsewhere; again: goes on")
    command.add_argument("--photos", default="grocery", help="or photos:PATH (default: grocery)")
    command.add_argument("--learners", nargs="+", default=list(BY_ID), help="only these (default: all)")
    command.add_argument("--episodes", type=int, default=600, help="tasks of each form")
    command.add_argument("--out", type=Path, default=FOLDER)
    command.add_argument(
        "--take", type=Path, metavar="DIR", help="take over what was measured of these images with --out DIR"
    )
    command.set_defaults(run=crossover)


def crossover(options: argparse.Namespace) -> int:
    """Measure and store one learner after the other; what is stored is not done again."""
    keep_freed_memory()
    if options.episodes < 2:
        raise OutOfRange("--episodes", options.episodes, 2)
    for id in options.learners:
        if id not in BY_ID:
            raise Unknown("learner of the crossover", id, tuple(BY_ID))
    check_writable(options.out)
    store, other = Store(options.out), Store(options.take or options.out)
    todo = []
    for name, domain in domains(options.photos):
        store.describe(name, domain)
        asked = [learner for learner in taking_part(name) if learner.id in options.learners]
        todo += [(learner, name, domain, shot) for learner in asked for shot in SHOTS]
    for learner, name, domain, shot in sorted(todo, key=lambda each: (each[0].slow, each[3])):
        if store.has(learner, name, shot, options.episodes):
            continue
        taken = other.has(learner, name, shot, options.episodes) and store.same_images(other, name)
        found = other.get(learner, name, shot) if taken else answers(learner, domain, shot, options.episodes)
        store.put(learner, name, shot, found)
        _tell(learner, name, shot, found)
    return 0


def _tell(learner: Learner, domain: str, shot: int, found: Answers) -> None:
    mean, half = mean_ci95(found.right.float().mean(1) / QUERY)
    print(
        f"{domain} {shot}-shot {learner.id}: {percent(mean.item(), half.item())} ({len(found.right)} tasks)",
        flush=True,
    )
