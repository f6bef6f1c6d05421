"""A learner's film as the component plays it: a record, its frames, and all that is said of them."""

from __future__ import annotations

from fewshot_core.data.datasets.dataset import DataSet

from ...shared.text import words
from .above import enlargement
from .figures import Loop, loop_record
from .frames import frames
from .learning_curve import round_ticks
from .numerals import nearest
from .record import Film, Record
from .saying import Say
from .sayings import form_of, said

COLOURS = {"conventional": "conventional", "reptile": "support"}
TASKS, MANY = 6, 2  # tasks, and images of a class, that a small picture of a meta-batch shows
ENLARGED = 1.5  # a change drawn less large than this is not said to be enlarged


def film_of(loop: Loop, learner: str, data: DataSet, language: str) -> tuple[Film, tuple[int, ...]]:
    """One learner's film in one language, and the images it shows, in sheet order."""
    record, items = loop_record(loop, data, language)
    say = Say(words(language))
    form = form_of(record["updates"][0], record["test"])
    _add_sizes(record, learner, say)
    record["whole"]["batch"] = shown_of_a_batch(record)
    film: Film = {
        **record,
        "colour": COLOURS.get(learner, "query"),
        "ticks": round_ticks(record["curve"]),
        "form": form,
        "said": said(record, form, learner, say),
        "frames": frames(record, learner, say),
    }
    return film, items


def _add_sizes(record: Record, learner: str, say: Say) -> None:
    """How much larger than they are changes of θ are drawn: on the plane, and as is said of the bars."""
    for update in record["updates"]:
        if update["kind"] == "task":
            update["plane"]["lens"] = 1 if learner == "reptile" else enlargement(update["plane"])
        told = update["kind"] == "task" and update["lens"] >= ENLARGED
        lens = say.magnification(update["lens"])
        update["moved_said"] = say("moved_lens", lens=lens) if told else say("moved")


def shown_of_a_batch(record: Record) -> tuple[int, int, int, int]:
    """A meta-batch as it was in training: tasks, classes, support and query images of a class; or a batch."""
    first, info = record["updates"][0], record["info"]
    if first["kind"] == "batch":
        return 1, 12, 4, 0
    step, tasks = (record["whole"]["rows"] or [[1, 1]])[-1][:2]
    way = int(info.get("train_way", len(first["classes"])))
    support, query = (min(MANY, int(info.get(key, 1))) for key in ("train_shot", "train_query"))
    return min(TASKS, nearest(tasks / step)), way, support, query
