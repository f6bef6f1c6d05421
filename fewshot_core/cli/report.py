"""The output of ``fewshot evaluate``: lines of text, or one JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from fewshot_core.data.datasets import DataSet
from fewshot_core.measuring.calibration import BINS
from fewshot_core.measuring.evaluation import DetailedEvaluation, Evaluation, mean_ci95, paired_difference
from fewshot_core.measuring.rounding import half_up, percent

WORST = 5
"""How many of the commonest mistakes are named."""


@dataclass(frozen=True)
class Result:
    """One learner's evaluation, with the name it was given on the command line."""

    name: str
    method: str
    data: DataSet
    evaluation: DetailedEvaluation
    trained_on: str | None = None  # the data set; None: on none

    @property
    def seen(self) -> list[str]:
        """Of the classes that were asked for, the ids of those in the split that it was trained on."""
        if self.trained_on != self.data.name:
            return []
        trained = {c.id for c in self.data.classes if c.split == "train"}
        return [name for name in self.evaluation.classes if name in trained]


def lines(result: Result, against: Result | None, by_step: bool) -> Iterator[str]:
    """The result in sentences; accuracies in percent with their 95 % intervals."""
    found = result.evaluation
    spec = found.spec
    yield f"{percent(found.accuracy, found.ci95)} over {found.episodes} tasks"
    yield (
        f"{result.name}: {spec.way}-way {spec.shot}-shot, {spec.query} query images a class, "
        f"{_classes_of(result)} of {result.data.name}, seed {found.seed}"
    )
    if found.classes:
        yield f"seen in training (split train): {', '.join(result.seen) or 'none of them'}"
    if found.transductive:
        yield "transductive: the query images of a task share their BatchNorm statistics"
    else:
        yield "not transductive: every query image is answered on its own"
    copies = found.views.copies
    if copies:
        yield f"{copies} jittered copies of every image, of support and query, were looked at beside it"
    if found.views.turned:
        yield "every task was answered in eight orientations (turned and mirrored), and the answers averaged"
    if by_step:
        for step, (mean, half) in enumerate(_each_step(found)):
            yield f"  after step {step}: {percent(mean, half)}"
    if spec.within_group:
        for group, part in found.by_group().items():
            yield f"  {group}: {percent(part.accuracy, part.ci95)} over {part.episodes} tasks"
    calibration = found.calibration
    yield (
        f"expected calibration error {half_up(100 * calibration.error, 1)} % ({BINS} bins), "
        f"negative log-likelihood {half_up(calibration.loss, 3)}"
    )
    for mistake in found.confusion.worst(WORST):
        true, answered = (result.data.classes[i].id for i in (mistake.true, mistake.answered))
        share = half_up(100 * mistake.share, 0)
        yield f"  {true} taken for {answered}: {share} % of {mistake.chances} images"
    if against:
        other = against.evaluation
        yield f"{against.name}: {percent(other.accuracy, other.ci95)} on the same tasks"
        ahead, within = (half_up(100 * part, 1) for part in paired_difference(found, other))
        yield f"{result.name} minus {against.name}: {ahead:+} ± {within} points, paired"


def _classes_of(result: Result) -> str:
    """Where the classes of the tasks come from: a split, or the list that was given."""
    found = result.evaluation
    return f"classes {', '.join(found.classes)}" if found.classes else f"{found.split} classes"


def facts(result: Result, against: Result | None, by_step: bool, values: bool) -> dict[str, Any]:
    """The results as a JSON object, with more detail; ``values`` adds the accuracy of every task."""
    record = _facts_of(result, by_step, values)
    if against:
        mean, half = paired_difference(result.evaluation, against.evaluation)
        record["against"] = _facts_of(against, by_step, values)
        record["difference"] = {"points": 100 * mean, "ci95": 100 * half, "paired": True}
    return record


def _facts_of(result: Result, by_step: bool, values: bool) -> dict[str, Any]:
    found = result.evaluation
    record: dict[str, Any] = {"name": result.name, "method": result.method, "data": result.data.name}
    record |= {"split": found.split, **asdict(found.spec), "seed": found.seed, "episodes": found.episodes}
    record |= {"accuracy": found.accuracy, "ci95": found.ci95, "transductive": found.transductive}
    if found.classes:
        record |= {"classes": list(found.classes), "seen_in_training": result.seen}
    record |= {"copies": found.views.copies, "turned": found.views.turned}
    if by_step:
        record["by_step"] = [{"accuracy": mean, "ci95": half} for mean, half in _each_step(found)]
    if found.spec.within_group:
        record["by_group"] = {
            group: {"accuracy": part.accuracy, "ci95": part.ci95, "episodes": part.episodes}
            for group, part in found.by_group().items()
        }
    record["calibration"] = {
        "expected_calibration_error": found.calibration.error,
        "negative_log_likelihood": found.calibration.loss,
        "bins": [
            {"count": count, "confidence": sure, "accuracy": right}
            for count, sure, right in found.calibration.curve()
        ],
    }
    record["confusion"] = [
        {
            "true": result.data.classes[mistake.true].id,
            "answered": result.data.classes[mistake.answered].id,
            "times": mistake.times,
            "chances": mistake.chances,
        }
        for mistake in found.confusion.worst(len(found.confusion.met), least=1)
    ]
    if values:
        record["values"] = found.values[:, -1].tolist()
    return record


def _each_step(found: Evaluation) -> list[tuple[float, float]]:
    mean, half = mean_ci95(found.values)
    return list(zip(mean.tolist(), half.tolist(), strict=True))
