"""The learners as pupils of the class: they learn from its drawings, and answer."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ...shared import page
from ...shared.host import Host
from ...shared.text import Words
from ...shared.worker import Job
from ..rooms.activities import Sketching
from ..rooms.state import Sketch, State, Step
from . import LectureChoices
from .lesson import Lesson, lesson_of, most_shot
from .outcome import figure, row_of
from .results import share_of
from .runs import pupil_answers, query_of

JOBS = "lecture_pupils"
"""Where the session keeps what was asked of the pupils last, and their answers."""


def shot_of(choices: LectureChoices, sketches: tuple[Sketch, ...]) -> int:
    """How many drawings of each class the pupils get: as chosen, or as many as there are."""
    return min(choices.shot, most_shot(sketches))


def lesson_controls(
    activity: Sketching, sketches: tuple[Sketch, ...], choices: LectureChoices, host: Host[LectureChoices]
) -> Lesson | None:
    """How many drawings the pupils get and what they are asked then; None where too little was drawn."""
    w, most = host.w, most_shot(sketches)
    if not most:
        st.info(w("lecture.too_few_drawings"), icon=":material/info:")
        return None
    shot = shot_of(choices, sketches)
    st.session_state["lecture_shot"], st.session_state["lecture_of"] = shot, choices.of
    with st.container(horizontal=True, vertical_alignment="bottom", key="lecture_lesson"):
        st.number_input(
            w("lecture.shot"), min_value=1, max_value=min(most, 10), step=1, key="lecture_shot", width=180,
            help=w("lecture.shot_help"),
            on_change=lambda: host.change(shot=st.session_state["lecture_shot"]),
        )  # fmt: skip
        st.segmented_control(
            w("lecture.asked"), ("data", "rest"), key="lecture_of", required=True,
            format_func=lambda of: w(f"lecture.of_{of}"),
            on_change=lambda: host.change(of=st.session_state["lecture_of"]),
        )  # fmt: skip
    lesson = lesson_of(sketches, shot)
    missing = [name for i, name in enumerate(activity.names[w.lang]) if lesson and i not in lesson.labels]
    if missing:
        st.caption(w("lecture.classes_left_out", names=w("lecture.and_so_on").join(missing), shot=shot))
    return lesson


def pupils(state: State, step: Step, lesson: Lesson, choices: LectureChoices, w: Words) -> None:
    """What the pupils answer after the lesson, with intervals over the images."""
    activity = step.activity
    assert isinstance(activity, Sketching)
    if choices.of == "rest" and not lesson.rest:
        st.info(w("lecture.no_rest"), icon=":material/info:")
        return
    jobs = _asked(f"{state.code} {step.number}", activity, lesson, choices.of)
    if page.await_jobs(jobs.values(), w, w("lecture.answering")):
        return
    truth = lesson.rest_labels
    if choices.of == "data":
        task = query_of(activity.task, lesson)
        truth = tuple(label for label in range(lesson.way) for _ in range(task.query))
    rows = []
    for id, job in jobs.items():
        if job.result:
            right = [label for said, label in zip(job.result, truth, strict=True) if said == label]
            row = row_of(id, share_of(len(right), len(truth)), "images", choices.theme, w)
            by_class = (f"{right.count(i)} / {truth.count(i)}" for i in range(lesson.way))
            rows.append(replace(row, more=tuple(by_class)))
    said = {"way": lesson.way, "shot": lesson.shot, "chance": round(100 / lesson.way)}
    names = [activity.names[w.lang][label] for label in lesson.labels]
    figure(activity.kind, rows, choices.theme, w, w(f"lecture.note_drawing_{choices.of}", **said), names)


def _asked(about: str, activity: Sketching, lesson: Lesson, of: str) -> dict[str, Job[tuple[int, ...]]]:
    """The pupils' answers; asked once as long as neither the drawings nor the question change."""
    key = (about, lesson, of)
    kept = st.session_state.get(JOBS)
    if kept is None or kept[0] != key:
        kept = st.session_state[JOBS] = (key, pupil_answers(activity.task, lesson, of))
    return kept[1]


def forget() -> None:
    """Forget the drawings that this session has seen: their room is closed."""
    st.session_state.pop(JOBS, None)
