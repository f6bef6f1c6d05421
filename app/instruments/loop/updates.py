"""One update of θ, as plain numbers for the screen: trace -> JSON record, pure functions.

A record never holds a whole parameter vector. It has twelve parameters (one from each twelfth of the
network, in the network's order, the one that moves most there), their changes, and the shadow of the
whole walk on one plane. Changes are drawn much larger than they are; all cells of one card share one
magnification, so that proportions are true.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from fewshot_core.tensors.trace import BatchTrace, Contribution, OuterTrace, TaskTrace

from ...shared.projection import angle, digits, direction, heights, plane, rounded, unit
from .record import Answers, BatchUpdate, OtherTask, TaskUpdate
from .selection import Tiles, Update

BATCH = 12  # images shown of a conventional batch
TASKS = 5  # tasks of a meta-batch shown beside the first
TIE = 1e-4  # two answers closer than this are no answer


def update_records(
    traces: Sequence[Update], cells: Sequence[int], tiles: Tiles
) -> list[TaskUpdate] | list[BatchUpdate]:
    """All updates of a run, meta-batches or batches."""
    batches = [trace for trace in traces if isinstance(trace, BatchTrace)]
    if not batches:
        return [task_record(trace, cells, tiles) for trace in traces if isinstance(trace, OuterTrace)]
    records = [batch_record(batch, cells, tiles) for batch in batches]
    add_walks(records, batches[:-1])
    return records


def task_record(update: OuterTrace, cells: Sequence[int], tiles: Tiles) -> TaskUpdate:
    """The first task of the meta-batch in full, the others in brief, and the update of θ."""
    task = update.first
    walk, chosen = task.inner.parameters, list(cells)
    way, asked = len(task.class_ids), sorted(set(task.query_y))
    bars, lens = heights(update.theta, walk, update.theta_after, chosen)
    return {
        "kind": "task",
        "classes": list(task.class_ids),
        "shelf": [],
        "support": tiles.places(task.support_items),
        "query": tiles.places(task.query_items),
        "asked": asked,
        "theta": bars["theta"], "fast": bars["fast"], "next": bars["next"],
        "lens": lens,
        "value": {"theta": rounded(update.theta[chosen], 4), "next": rounded(update.theta_after[chosen], 4),
                  "fast": rounded(walk[:, chosen], 4)},
        "inner_gradients": [unit(g[chosen]) for g in task.inner.gradients],
        "head_only": [not bool(g.abs().max() > 1e-7) for g in task.inner.gradients],
        "query_gradient": unit(task.query_gradient[chosen]),
        "outer_gradient": unit(update.outer_gradient[chosen]),
        "task_gradient": unit(task.outer_gradient[chosen]),
        "support_loss": rounded(task.inner.support_losses, 4),
        "query_loss": rounded(task.query_losses, 4),
        "support_answers": [answers(s, way, range(way)) for s in task.inner.support_scores],
        "query_answers": [answers(s, way, asked) for s in task.query_scores],
        "turns": None if task.inner.turns is None else task.inner.turns.tolist(),
        "distance": rounded((walk - update.theta).norm(dim=1), 4),
        "moved": rounded((update.theta_after - update.theta).norm(), 4),
        "norms": {
            "inner": rounded(task.inner.gradients.norm(dim=1), 6),
            "query": rounded(task.query_gradient.norm(), 6),
            "task": rounded(task.outer_gradient.norm(), 6),
            "outer": rounded(update.outer_gradient.norm(), 6),
        },
        "angle": first_order_angle(task),
        "plane": plane(update.theta, walk, update.theta_after, task.outer_gradient),
        "tasks": len(update.tasks),
        "others": [brief_record(other, chosen, tiles) for other in update.others[: TASKS - 1]],
    }  # fmt: skip


def brief_record(task: Contribution, chosen: Sequence[int], tiles: Tiles) -> OtherTask:
    """Another task of the meta-batch: one image a class, its query loss, what it asks of θ."""
    shot = len(task.support_items) // len(task.class_ids)
    return {
        "classes": list(task.class_ids),
        "thumbs": tiles.places(task.support_items[::shot]),
        "query_loss": rounded(task.query_loss, 4),
        "gradient": unit(task.outer_gradient[list(chosen)]),
    }


def batch_record(batch: BatchTrace, cells: Sequence[int], tiles: Tiles) -> BatchUpdate:
    """One conventional step: the first images of the batch, the loss, the update of θ."""
    chosen = list(cells)
    bars, lens = heights(batch.theta, batch.theta[None], batch.theta_after, chosen)
    shown = range(min(BATCH, len(batch.items)))
    right = sum(a == b for a, b in zip(batch.class_ids, batch.predicted_class_ids, strict=True))
    return {
        "kind": "batch",
        "shelf": [],
        "walk": [],
        "at": 0,
        "classes": list(dict.fromkeys(batch.class_ids[i] for i in shown)),
        "batch": tiles.places(batch.items[i] for i in shown),
        "labels": [batch.class_ids[i] for i in shown],
        "predicted": [batch.predicted_class_ids[i] for i in shown],
        "probabilities": rounded(batch.true_probabilities[list(shown)], 3),
        "size": len(batch.items),
        "right": right,
        "loss": rounded(batch.loss, 4),
        "theta": bars["theta"],
        "next": bars["next"],
        "lens": lens,
        "value": {"theta": rounded(batch.theta[chosen], 4), "next": rounded(batch.theta_after[chosen], 4)},
        "gradient": unit(batch.gradient[chosen]),
        "norm": rounded(batch.gradient.norm(), 6),
        "moved": rounded((batch.theta_after - batch.theta).norm(), 4),
        "bend": angle(-batch.gradient, batch.theta_after - batch.theta),
    }


def add_walks(records: list[BatchUpdate], early: Sequence[BatchTrace]) -> None:
    """Conventional: the early batches are one walk on one plane; the late one stands alone."""
    points = torch.stack([early[0].theta, *(update.theta_after for update in early)])
    moves = points - points[0]
    first = direction(moves[1])
    second = direction(moves[-1] - (moves[-1] @ first) * first)
    shadow = digits(moves @ torch.stack([first, second], 1))
    for i, record in enumerate(records):
        is_early = i < len(early)
        record["walk"] = shadow if is_early else [[0, 0], [record["moved"], 0]]
        record["at"] = i if is_early else 0


def first_order_angle(task: TaskTrace) -> float | None:
    """Degrees between the outer gradient and the query gradient at φ_S, if they differ (MAML)."""
    a, b = task.outer_gradient, task.query_gradient
    if torch.equal(a, b) or not b.abs().max() > 0:
        return None
    return angle(a, b)


def answers(scores: Tensor, way: int, of: Sequence[int]) -> Answers:
    """Predicted label of every image (-1: a tie, no answer), and what each class's images gave the truth.

    ``of``: the labels of the classes that there are images of, as many of each.
    """
    probabilities = scores.softmax(-1)  # (images, way)
    labels = torch.tensor(of).repeat_interleave(len(scores) // len(of))
    best = probabilities.topk(2, dim=-1)
    predicted = torch.where(best.values[:, 0] - best.values[:, 1] < TIE, -1, best.indices[:, 0])
    true = torch.tensor(
        rounded(probabilities.gather(1, labels[:, None]), 2), dtype=torch.float64
    )  # (images, 1)
    means = dict(zip(of, true.reshape(len(of), -1).mean(1).tolist(), strict=True))
    return {"y": predicted.tolist(), "shares": [means.get(label) for label in range(way)]}
