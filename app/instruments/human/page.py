"""Human against machine: the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from fewshot_core.tensors.errors import FewshotError

from ...shared import page, runs
from ...shared.choices import HIGHEST_SEED, rules
from ...shared.host import Host
from ...shared.learners import appearance
from ...shared.room import room
from ...shared.task import Task
from ...shared.terms import terms_in
from ...shared.text import Words
from ...shared.trouble import sentence, tell_corrections
from ...shared.worker import Job
from . import HumanChoices
from .component import Chip, HumanData, Rival, TaskData, human_board
from .contest import (
    MODES,
    NONE,
    SCRIPTS,
    Contest,
    beat_of,
    chosen,
    contest_of,
    form_of,
    is_fair,
    mode_of,
    usable,
)
from .runs import Timed, timed_answer, unseen_groups

UNPLAYED: Mapping[str, Any] = {"seen": False, "said": ""}
"""What goes with another task: nobody has answered it."""
AFRESH: Mapping[str, Any] = {**UNPLAYED, "beat": ""}
"""What goes with other tasks: a score to beat belongs to its own."""
Jobs = Mapping[str, Job[Timed] | FewshotError]


def draw(choices: HumanChoices, host: Host[HumanChoices]) -> None:
    """Show the page. The learners answer while the visitor plays, and are shown afterwards."""
    w = host.w
    page.head(choices, host, also=lambda changes: AFRESH)
    choices = usable(choices)
    tell_corrections(choices, w, host.name)
    contest = contest_of(choices, w)
    there = chosen(choices.learners, runs.learners(choices.data))
    asked = contest.task if choices.seen or is_fair(choices) else None
    jobs = {learner: _job(asked, learner) for learner in there} if asked else {}
    if choices.seen:
        page.await_jobs((job for job in jobs.values() if isinstance(job, Job)), host.w)
    human_board(
        human_data(choices, contest, jobs, host),
        mode=lambda mode: host.change(**MODES[mode], classes=(), **AFRESH),
        known=lambda known: host.change(known=tuple(known), **AFRESH),
        option=lambda option: host.change(**{option["name"]: option["on"]}, **AFRESH),
        done=lambda said: host.change(seen=True, said="" if said == page.SKIP else said),
        next=partial(_next, host),
    )


def _next(host: Host[HumanChoices], _: bool) -> None:
    """The next task of a row, which a friend who has the first one's address gets as well."""
    host.change(seed=(host.now().seed + 1) % (HIGHEST_SEED + 1), **UNPLAYED)


def _job(task: Task, learner: str) -> Job[Timed] | FewshotError:
    try:
        return timed_answer(task, learner)
    except FewshotError as error:
        return error


def human_data(choices: HumanChoices, contest: Contest, jobs: Jobs, host: Host[HumanChoices]) -> HumanData:
    """What the component shows."""
    w, form, notes = host.w, form_of(choices), _notes(choices, contest, host.w)
    return {
        "look": f"{form} {choices.seed}",
        "form": form,
        "seed": choices.seed,
        "way": choices.way,
        "shot": choices.shot,
        "task": _task(contest, w),
        "trouble": contest.trouble,
        "fair": is_fair(choices),
        "within": choices.within,
        "names": choices.names,
        "feedback": choices.feedback,
        "modes": _modes(choices, w),
        "scripts": _scripts(choices, w),
        "seen": choices.seen,
        "said": choices.said,
        "beat": beat_of(choices),
        "rivals": _rivals(contest, jobs, w) if choices.seen else [],
        "link": _link(choices, host),
        "compare": _compare(contest, tuple(jobs), host),
        "title": _title(choices, w),
        "notes": notes,
        "terms": terms_in(notes, w),
        "words": _words(choices, w),
    }


def _task(contest: Contest, w: Words) -> TaskData | None:
    task = contest.task
    if task is None:
        return None
    episode, classes = runs.episode(task), runs.data(task.data).classes
    return {
        "support": runs.sprite(task.data, episode.support_items),
        "query": runs.sprite(task.data, tuple(episode.query_items[i] for i in contest.order)),
        "truth": [i // task.query for i in contest.order],
        "classes": [w.pick(classes[i]) for i in episode.class_ids],
    }


def _rivals(contest: Contest, jobs: Jobs, w: Words) -> list[Rival]:
    """The learners with what they answered."""
    found: list[Rival] = []
    for id, job in jobs.items():
        a, timed, note = appearance(id, w), None, w("human.say.thinking")
        if isinstance(job, FewshotError):
            note = sentence(job, w)
        elif job.error:
            note = sentence(job.error, w)
        else:
            timed = job.result
        labels = [timed.labels[i] for i in contest.order] if timed else None
        found.append(
            {
                "id": id, "name": a["name"], "how": a["how"], "colour": a["colour"], "dash": a["dash"],
                "note": note, "labels": labels, "milliseconds": round(timed.milliseconds, 1) if timed else 0,
            }
        )  # fmt: skip
    return found


def _modes(choices: HumanChoices, w: Words) -> list[Chip]:
    here = mode_of(choices)
    return [
        {"id": id, "name": w(f"human.mode.{id}"), "note": w(f"human.mode.{id}_note"), "on": id == here}
        for id in MODES
    ]


def _scripts(choices: HumanChoices, w: Words) -> list[Chip]:
    """The scripts that a visitor may read, and that he or she reads none; empty where that is no question."""
    if choices.data != SCRIPTS:
        return []
    groups = [(group.id, w.pick(group)) for group in unseen_groups(choices.data, choices.split)]
    named = [*groups, (NONE, w("human.say.none_read"))]
    return [{"id": id, "name": name, "note": "", "on": id in choices.known} for id, name in named]


def _link(choices: HumanChoices, host: Host[HumanChoices]) -> str:
    """The address of these tasks, unplayed; the browser puts the first one's seed and the score into it."""
    same = (
        "data",
        "way",
        "shot",
        "query",
        "seed",
        "classes",
        "learners",
        "names",
        "feedback",
        "within",
        "known",
    )
    return host.link(host.name, **{name: getattr(choices, name) for name in same}, **AFRESH)


def _compare(contest: Contest, learners: tuple[str, ...], host: Host[HumanChoices]) -> str:
    """The address of the same task in the room that shows how each learner came to its answers."""
    task = contest.task
    if task is None:
        return ""
    form = {"data": task.data, "way": task.way, "shot": task.shot, "query": task.query, "seed": task.seed}
    last = rules(room("compare").choices)["step"].bounds[1]
    return host.link("compare", **form, classes=task.classes, learners=learners, step=last, seen=True)


def _title(choices: HumanChoices, w: Words) -> str:
    form = w.count("human.form", choices.shot, data=w.data(choices.data), way=choices.way)
    return form + (w("human.one_script") if choices.within and choices.data == SCRIPTS else "")


def _notes(choices: HumanChoices, contest: Contest, w: Words) -> list[str]:
    """What the score means: who knew what before, and last how time was taken."""
    notes = []
    if contest.task and is_fair(choices) and f"human.note.{choices.data}" in w:
        notes.append(w(f"human.note.{choices.data}"))
    if mode_of(choices) == "script":
        notes.append(w("human.note.people"))
    return [*notes, w("human.note.time")]


def _words(choices: HumanChoices, w: Words) -> dict[str, str]:
    how = w.count("human.how", choices.shot, way=choices.way, images=choices.way * choices.query)
    return w.section("human.say") | {"how": how}
