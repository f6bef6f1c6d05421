"""Frozen records of what an algorithm did, as numbers and arrays.

"Parameters" here are the backbone's, flattened to one vector (P,) in the order of ``named_parameters``; heads
are left out, since their shape changes with the number of classes.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class AdaptTrace:
    """Adaptation to one support set, step by step: S steps, so S + 1 states."""

    support_scores: Tensor  # (S + 1, images, way): logits at each state, of all support images or its turn's
    support_losses: Tensor  # (S + 1,): cross-entropy on the same images
    parameters: Tensor  # (S + 1, P): the backbone's parameters at each state
    gradients: Tensor  # (S, P): gradient of the support loss, by which step s moved
    lr: float  # inner learning rate; where rates are learnt, the one that they started from
    turns: Tensor | None = None  # (S + 1, images): where steps take turns, the images that state s was asked


@dataclass(frozen=True)
class OuterTrace:
    """One outer update of a meta-learner, made from one or more episodes."""

    theta: Tensor  # (P,): the shared start before the update
    theta_after: Tensor  # (P,): and after it
    outer_gradient: Tensor  # (P,): mean over the tasks of what the method takes for the gradient
    first: TaskTrace  # the first task of the meta-batch, step by step
    others: tuple[Contribution, ...]  # and the rest of it

    @property
    def tasks(self) -> tuple[Contribution, ...]:
        """One a task of the meta-batch."""
        return self.first, *self.others


@dataclass(frozen=True)
class Contribution:
    """What one episode of a meta-batch contributed to an outer update."""

    class_ids: tuple[int, ...]
    support_items: tuple[int, ...]
    query_items: tuple[int, ...]  # (queries,)
    query_y: tuple[int, ...]  # (queries,): their classes, by the place in ``class_ids``
    adapted: Tensor  # (P,): the parameters after the inner loop
    query_loss: float  # with these
    outer_gradient: Tensor  # (P,): what this task contributes to the outer gradient


@dataclass(frozen=True)
class TaskTrace(Contribution):
    """How an episode came to what it contributed; its inner loop has S steps."""

    inner: AdaptTrace
    query_scores: Tensor  # (S + 1, queries, way): logits of the query images at each state
    query_losses: Tensor  # (S + 1,)
    query_gradient: Tensor  # (P,): gradient of the query loss at the adapted parameters


@dataclass(frozen=True)
class BatchTrace:
    """One step of conventional training: a batch of labelled images, one update of θ itself."""

    items: tuple[int, ...]  # (batch,)
    class_ids: tuple[int, ...]  # (batch,): the images' classes
    true_probabilities: Tensor  # (batch,): probability given to the true class, before the update
    predicted_class_ids: tuple[int, ...]  # (batch,)
    loss: float
    theta: Tensor  # (P,)
    gradient: Tensor  # (P,)
    theta_after: Tensor  # (P,)


@dataclass(frozen=True)
class TrainStep:
    """What one training step reports; ``trace`` is there only if the step was asked to record."""

    loss: float  # mean query loss (meta-training) or batch loss (conventional)
    accuracy: float  # on the same images, 0…1
    tasks: int  # episodes used by this step (0 for conventional)
    images: int  # images used by this step
    trace: OuterTrace | BatchTrace | None = None
