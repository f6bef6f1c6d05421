"""What the film's component is given, as plain data; ``types.js`` says the same to the browser."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

Numbers = list[float]
Point = list[float]
"""Two coordinates."""


class Answers(TypedDict):
    """Predicted label of every image (-1: a tie) and the probability of its true class."""

    y: list[int]
    p: Numbers


class Value(TypedDict):
    """The shown parameters' own values."""

    theta: Numbers
    next: Numbers
    fast: NotRequired[list[Numbers]]


class Norms(TypedDict):
    """Lengths of gradients over the backbone's parameters."""

    inner: Numbers
    query: float
    task: float
    outer: float


class OtherTask(TypedDict):
    """A task of the meta-batch in brief."""

    classes: list[int]
    thumbs: list[int]
    query_loss: float
    gradient: Numbers


class Update(TypedDict):
    """One update of θ. Bars are 0…1, images are places on the sheet."""

    classes: list[int]
    shelf: list[int]
    theta: Numbers
    next: Numbers
    lens: float
    value: Value
    moved: float


class TaskUpdate(Update):
    """The first task of a meta-batch in full, the others in brief."""

    kind: Literal["task"]
    support: list[int]
    query: list[int]
    fast: list[Numbers]
    inner_gradients: list[Numbers]
    head_only: list[bool]
    query_gradient: Numbers
    outer_gradient: Numbers
    task_gradient: Numbers
    support_loss: Numbers
    query_loss: Numbers
    support_answers: list[Answers]
    query_answers: list[Answers]
    turns: list[list[int]] | None
    distance: Numbers
    norms: Norms
    angle: float | None
    plane: dict[str, list[Point] | Point]
    tasks: int
    others: list[OtherTask]


class BatchUpdate(Update):
    """The first images of a conventional batch."""

    kind: Literal["batch"]
    batch: list[int]
    labels: list[int]
    predicted: list[int]
    probabilities: Numbers
    size: int
    right: int
    loss: float
    gradient: Numbers
    norm: float
    bend: float | None
    walk: list[Point]
    at: int


class TestSet(TypedDict):
    """Some images that a twin of the network was never trained on, and how it did on all of them."""

    tiles: list[int]
    labels: list[int]
    predicted: list[int]
    images: int
    right: int
    half_width: float


class Whole(TypedDict):
    """The training log: step, tasks seen, loss, accuracy, mean loss, mean accuracy a row."""

    window: int
    rows: list[Numbers]


class Film(TypedDict):
    """One learner's training. ``sheet`` and ``tiles``, the picture with its images, come with the page."""

    info: dict[str, float | int | str | bool]
    cells: list[int]
    parameters: int
    classes: dict[str, tuple[str, int]]
    train_classes: int
    updates: list[TaskUpdate] | list[BatchUpdate]
    curve: list[Point]
    whole: Whole
    guessing: float | None
    test: TestSet | None
    sheet: NotRequired[int]
    tiles: NotRequired[int]


class Data(TypedDict):
    """What the page hands over. ``trace`` names the run; ``turn`` counts what the page has heard."""

    trace: str
    lang: str
    order: list[str]
    films: dict[str, Film]
    sheets: list[str]
    words: dict[str, str]
    learner: str
    frame: int
    level: str
    companion: str
    code: str
    turn: int
