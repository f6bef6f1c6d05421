"""Questions about freshly drawn tasks, to be answered by looking at their images."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from fewshot_core.tensors.episode import Episode

from ... import runs
from ...task import Task
from ...text import Words
from ..figure import Images, Tile
from .drawn import Drawn, Offer, Value, listed

DATA = "everyday"
LETTERS = "ABCDEFGH"
MADE_UP = ("dax", "blick", "wug", "toma")
"""Words that no language model and no visitor has met as the name of a drawing."""


def class_name(class_id: int) -> Value:
    """The name of a class in the visitor's language."""
    return lambda w: w.pick(runs.data(DATA).classes[class_id])


def class_names(class_ids: Sequence[int]) -> Value:
    """Several names in a row."""

    def said(w: Words) -> str:
        return w.list(w.pick(runs.data(DATA).classes[i]) for i in class_ids)

    return said


def _episode(random: Random, way: int, shot: int, query: int, split: str = "test") -> Episode:
    return runs.episode(Task(DATA, split, way, shot, query, random.randrange(1_000_000)))


def _support_row(task: Episode, shot: int) -> tuple[Tile, ...]:
    """The support images, each with the letter of its class."""
    return tuple(
        Tile(item, LETTERS[place // shot], "support") for place, item in enumerate(task.support_items)
    )


def query_of_class(random: Random) -> Drawn:
    """Which query image belongs to class A."""
    task = _episode(random, 4, 1, 1)
    order = random.sample(range(4), 4)
    asked = random.randrange(4)
    row = tuple(Tile(task.query_items[label], str(i + 1), "query") for i, label in enumerate(order))
    offers = [
        Offer(
            "same" if label == asked else "other",
            {"n": str(i + 1), "name": class_name(task.class_ids[label]), "own": LETTERS[label]},
        )
        for i, label in enumerate(order)
    ]
    offers.sort(key=lambda offer: offer.key != "same")
    values: dict[str, Value] = {
        "letter": LETTERS[asked],
        "asked": class_name(task.class_ids[asked]),
        "names": class_names(task.class_ids),
        "queries": class_names([task.class_ids[label] for label in order]),
    }
    figure = Images(DATA, (_support_row(task, 1), row))
    return Drawn(values, tuple(offers), figure, in_order=True)


def odd_one_out(random: Random) -> Drawn:
    """Which of four images is of another class than the others."""
    task = _episode(random, 2, 3, 1)
    odd = random.randrange(4)
    items = list(task.support_items[:3])
    items.insert(odd, task.query_items[1])
    offers = [
        Offer("odd" if i == odd else "same", {"n": LETTERS[i]})
        for i in sorted(range(4), key=lambda i: i != odd)
    ]
    many, other = (class_name(i) for i in task.class_ids)
    row = tuple(Tile(item, LETTERS[i]) for i, item in enumerate(items))
    values = {"many": many, "other": other, "letter": LETTERS[odd]}
    return Drawn(values, tuple(offers), Images(DATA, (row,)), in_order=True)


def unseen_class(random: Random) -> Drawn:
    """Which of four classes a meta-test task may have: the one that meta-training did not use."""
    return _from_a_list(random, shown="train", among="test", key="unseen")


def seen_before(random: Random) -> Drawn:
    """Which of four classes is not unseen: the one that stands in the list of the pre-training."""
    return _from_a_list(random, shown="train", among="train", key="seen")


def _from_a_list(random: Random, shown: str, among: str, key: str) -> Drawn:
    """A list of training classes, and four classes of which the one asked for is in it, or alone is not."""
    data = runs.data(DATA)
    known = random.sample(data.split_classes(shown), 6)
    outside = random.sample(data.split_classes("test"), 4)
    inside = random.sample(known, 4)
    candidates = [outside[0], *inside[:3]] if key == "unseen" else [inside[0], *outside[:3]]
    order = random.sample(range(4), 4)
    letters = {place: LETTERS[at] for at, place in enumerate(order)}
    offers = tuple(
        Offer(key if place == 0 else "other", {"n": letters[place], "name": class_name(candidates[place])})
        for place in range(4)
    )
    row = tuple(Tile(random.choice(data.classes[candidates[place]].items), letters[place]) for place in order)
    values: dict[str, Value] = {
        "listed": class_names(known),
        "right": class_name(candidates[0]),
        "candidates": class_names([candidates[place] for place in order]),
    }
    return Drawn(values, offers, Images(DATA, (row,)), in_order=True)


def leaked_image(random: Random) -> Drawn:
    """Which query image stands in the support set too."""
    task = _episode(random, 4, 1, 1)
    leak = random.randrange(4)
    order = random.sample(range(4), 4)
    row, offers = [], []
    for at, label in enumerate(order):
        item = task.support_items[label] if label == leak else task.query_items[label]
        row.append(Tile(item, str(at + 1), "query"))
        own = {"n": str(at + 1), "name": class_name(task.class_ids[label])}
        offers.append(Offer("copy" if label == leak else "fresh", own))
    offers.sort(key=lambda offer: offer.key != "copy")
    values: dict[str, Value] = {
        "letter": LETTERS[leak],
        "names": class_names(task.class_ids),
        "queries": class_names([task.class_ids[label] for label in order]),
        "leaked": class_name(task.class_ids[leak]),
    }
    figure = Images(DATA, (_support_row(task, 1), tuple(row)))
    return Drawn(values, tuple(offers), figure, in_order=True)


def form_of_task(random: Random) -> Drawn:
    """Which N-way K-shot a support set is."""
    way, shot = random.choice(((2, 3), (2, 4), (3, 2), (3, 4), (4, 2), (4, 3)))
    task = _episode(random, way, shot, 1)
    tiles = _support_row(task, shot)
    rows = tuple(tiles[label * shot : (label + 1) * shot] for label in range(way))
    offers = tuple(
        Offer(key, {"n": f"{n}-way {k}-shot"})
        for key, n, k in (
            ("form", way, shot),
            ("swapped", shot, way),
            ("all", way * shot, 1),
            ("total", way, way * shot),
        )
    )
    values: dict[str, Value] = {"way": str(way), "shot": str(shot), "names": class_names(task.class_ids)}
    return Drawn(values, offers, Images(DATA, rows))


def label_in_task(random: Random) -> Drawn:
    """Which letter a class has in another task, where classes are lettered anew."""
    first = _episode(random, 4, 1, 1, "train")
    place = random.randrange(4)
    rest = _episode(random, 4, 1, 1, "train")
    others = [i for i in rest.class_ids if i not in first.class_ids][:3]
    if len(others) < 3:
        return label_in_task(random)
    moved = random.choice([i for i in range(4) if i != place])
    classes = [*others[:moved], first.class_ids[place], *others[moved:]]
    ids = tuple(runs.data(DATA).classes[i].id for i in classes)
    second = runs.episode(Task(DATA, "train", 4, 1, 1, random.randrange(1_000_000), ids))
    wrong = [i for i in range(4) if i not in (place, moved)]
    offers = (
        Offer("new", {"n": LETTERS[moved]}),
        Offer("old", {"n": LETTERS[place]}),
        *(Offer("other", {"n": LETTERS[i], "name": class_name(classes[i])}) for i in wrong),
    )
    values: dict[str, Value] = {
        "asked": class_name(first.class_ids[place]),
        "old": LETTERS[place],
        "new": LETTERS[moved],
        "first": class_names(first.class_ids),
        "second": class_names(classes),
    }
    figure = Images(DATA, (_support_row(first, 1), _support_row(second, 1)))
    return Drawn(values, offers, figure, in_order=True)


def in_context(random: Random) -> Drawn:
    """Which made-up word the next image has, if examples in the same prompt give the words their meaning."""
    task = _episode(random, 3, 1, 1)
    words = random.sample(MADE_UP, 4)
    asked = random.randrange(3)
    row = (
        *(Tile(item, words[label], "support") for label, item in enumerate(task.support_items)),
        Tile(task.query_items[asked], "?", "query"),
    )
    wrong = [label for label in range(3) if label != asked]
    offers = (
        Offer("shown", {"n": words[asked]}),
        *(Offer("other", {"n": words[i], "name": class_name(task.class_ids[i])}) for i in wrong),
        Offer("outside", {"n": words[3]}),
    )
    values: dict[str, Value] = {
        "asked": class_name(task.class_ids[asked]),
        "word": words[asked],
        "names": class_names(task.class_ids),
        "words": listed(words[:3]),
    }
    return Drawn(values, offers, Images(DATA, (row,)))


KINDS = (
    query_of_class, odd_one_out, unseen_class, seen_before, leaked_image, form_of_task, label_in_task,
    in_context,
)  # fmt: skip
