"""What the film's component is given, as plain data; ``types.js`` says the same to the browser."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

Numbers = list[float]
Point = list[float]
"""Two coordinates."""
Plane = dict[str, Any]
"""Shadows of one task's walk: ``fast``, ``next`` and perhaps ``pull``; ``lens`` of the outer arrow."""
CodeLine = tuple[int, str, str]
"""A line of the pseudo-code: indent, id, text."""
Frame = dict[str, Any]
"""Everything that is on the stage at one moment, as ``Frame`` in types.js; what is missing is nothing."""


class Answers(TypedDict):
    """Predicted label of every image (-1: a tie), and class by class the mean probability of the truth.

    A class that no image is of has no share.
    """

    y: list[int]
    shares: list[float | None]


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
    moved_said: NotRequired[str]


class TaskUpdate(Update):
    """The first task of a meta-batch in full, the others in brief. ``asked``: the query set's labels."""

    kind: Literal["task"]
    support: list[int]
    query: list[int]
    asked: list[int]
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
    plane: Plane
    tasks: int
    others: list[OtherTask]


class BatchUpdate(Update):
    """The first images of a conventional batch. ``called``: an image alone, in short and in full."""

    kind: Literal["batch"]
    batch: list[int]
    called: NotRequired[tuple[str, str]]
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
    """The training log: step, tasks seen, loss, accuracy, mean loss, mean accuracy a row.

    ``batch``: how many tasks a meta-batch shows, and classes, support and query images of each.
    """

    window: int
    rows: list[Numbers]
    batch: NotRequired[tuple[int, int, int, int]]


class Form(TypedDict):
    """What decides the stage's layout; counts of images are those of a class.

    ``asked``: the classes of the query set, by label.
    """

    way: int
    asked: list[int]
    shot: int
    queries: int
    steps: int
    tasks: int
    batch: int
    test: int


class Said(TypedDict):
    """What is said around a film and is the same in all of its frames."""

    spec: list[str]
    code: list[CodeLine]
    curve: str
    curve_note: str
    trays: dict[str, str]


class Record(TypedDict):
    """One learner's training in numbers."""

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


class Film(Record):
    """The same to be played. ``sheet`` and ``tiles``, the picture with its images, come with the page."""

    colour: str
    ticks: list[float]
    form: Form
    said: Said
    frames: list[Frame]
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
