"""What MAML and its relatives share: a start θ, an inner loop from it on each support set, one outer update.

Two things differ between them, and a method's file holds just these: ``walk``, how a task is learnt (ANIL,
Meta-SGD, the LSTM meta-learner), and ``learn``, how the walk changes θ (MAML, FOMAML, Reptile).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.func import functional_call

from fewshot_core.data.sampling import Source
from fewshot_core.methods.inner_loop import (
    Loss,
    Walk,
    backbone_vector,
    inner_loop,
    record_walk,
    start_for,
)
from fewshot_core.methods.method import Method, MethodConfig, number_of_classes
from fewshot_core.tensors.episode import Adapted, Episode
from fewshot_core.tensors.functional import Parameters, accuracy, parameters_of, part
from fewshot_core.tensors.heads import Classifier, SharedHead
from fewshot_core.tensors.trace import Contribution, OuterTrace, TaskTrace, TrainStep


@dataclass(frozen=True)
class GradientConfig(MethodConfig):
    """Settings of the inner loop."""

    inner_lr: float = 0.1  # α in training
    inner_steps: int = 3  # in training
    adapt_lr: float = 0.1  # α when a new task is answered
    adapt_steps: int = 10  # when a new task is answered
    transductive: bool = True


@dataclass(frozen=True)
class Lesson:
    """What one task contributes to an outer update, with the walk it comes from."""

    outer_gradient: Parameters  # by θ's names and shapes
    walk: Walk
    query_gradient: Parameters  # at φ_S
    query_scores: Tensor  # (way * query, way), at φ_S


class GradientBased(Method):
    """A method that learns a start θ from which a few gradient steps on a support set suffice."""

    Config = GradientConfig
    config: GradientConfig
    network: Classifier

    def build_network(self) -> Classifier:
        """The backbone and a head that holds one vector for all classes."""
        backbone = self.config.build_backbone()
        return Classifier(backbone, SharedHead(backbone.features))

    @staticmethod
    def loss(scores: Tensor, labels: Tensor) -> Tensor:
        """The loss of scores (images, way) and labels (images,) that inner and outer loop descend."""
        return F.cross_entropy(scores, labels)

    def start(self, support_y: Tensor) -> Parameters:
        """φ₀ for a task with these labels, as a differentiable function of θ."""
        return start_for(self.network, number_of_classes(support_y))

    def walk(
        self, support_x: Tensor, support_y: Tensor, lr: float, steps: int, differentiable: bool = False
    ) -> Walk:
        """``steps`` gradient steps of size ``lr`` on all layers, from θ; returns all states.

        If ``differentiable``, the states stay functions of θ, so that a gradient can be taken back through
        them.
        """
        start = self.start(support_y)
        return inner_loop(self.network, start, support_x, support_y, lr, steps, differentiable, self.loss)

    def adapt(self, support_x: Tensor, support_y: Tensor, record: bool = False) -> Adapted:
        """``adapt_steps`` steps from θ; the result can answer from every state, the start included."""
        c = self.config
        walk = self.walk(support_x, support_y, c.adapt_lr, c.adapt_steps)
        return walk_answer(self.network, walk, support_x, support_y, c.adapt_lr, record, self.loss)

    def train_step(self, source: Source, record: bool = False) -> TrainStep:
        """One outer update from a meta-batch of episodes drawn from the source."""
        episodes = source.episodes(self.spec, self.config.meta_batch_size)
        lessons = [self._lesson(episode, record) for episode in episodes]
        trace = self._trace(episodes, lessons) if record else None  # before θ moves
        self.apply_lessons(lessons)
        answers = [(lesson.query_scores, e.query_y) for lesson, e in zip(lessons, episodes, strict=True)]
        losses = [self.loss(scores, labels).item() for scores, labels in answers]
        right = [accuracy(scores, labels) for scores, labels in answers]
        images = sum(len(e.support_y) + len(e.query_y) for e in episodes)
        count = len(episodes)
        if trace:
            trace = replace(trace, theta_after=backbone_vector(parameters_of(self.network)))
        return TrainStep(sum(losses) / count, sum(right) / count, count, images, trace)

    def apply_lessons(self, lessons: Sequence[Lesson]) -> None:
        """The outer update, by the mean of the tasks' outer gradients."""
        for name, value in parameters_of(self.network).items():
            value.grad = torch.stack([lesson.outer_gradient[name] for lesson in lessons]).mean(0)
        self.update()

    @abstractmethod
    def learn(self, episode: Episode) -> Lesson:
        """Adapt to the episode's support set and return how θ should change."""

    def _lesson(self, episode: Episode, keep_walk: bool) -> Lesson:
        """A task's lesson; its walk, whose graph takes up much memory, is dropped unless ``keep_walk``."""
        lesson = self.learn(episode)
        return lesson if keep_walk else replace(lesson, walk=Walk([], []))

    def _trace(self, episodes: Sequence[Episode], lessons: Sequence[Lesson]) -> OuterTrace:
        theta = backbone_vector(parameters_of(self.network))
        mean = torch.stack([backbone_vector(lesson.outer_gradient) for lesson in lessons]).mean(0)
        first, *others = (self._contribution(e, lesson) for e, lesson in zip(episodes, lessons, strict=True))
        step_by_step = self._task_trace(episodes[0], lessons[0], first)
        return OuterTrace(theta, theta, outer_gradient=mean, first=step_by_step, others=tuple(others))

    def _contribution(self, episode: Episode, lesson: Lesson) -> Contribution:
        return Contribution(
            class_ids=episode.class_ids,
            support_items=episode.support_items,
            query_items=episode.query_items,
            query_y=tuple(episode.query_y.tolist()),
            adapted=backbone_vector(lesson.walk.end),
            query_loss=self.loss(lesson.query_scores, episode.query_y).item(),
            outer_gradient=backbone_vector(lesson.outer_gradient),
        )

    @torch.no_grad()
    def _task_trace(self, episode: Episode, lesson: Lesson, made: Contribution) -> TaskTrace:
        c, walk, query_x = self.config, lesson.walk, episode.query_x
        before = [functional_call(self.network, phi, (query_x,)) for phi in walk.states[:-1]]
        scores = torch.stack([*before, lesson.query_scores])
        return TaskTrace(
            **vars(made),
            inner=record_walk(
                self.network, walk, episode.support_x, episode.support_y, c.inner_lr, self.loss
            ),
            query_scores=scores.cpu(),
            query_losses=torch.stack([self.loss(s, episode.query_y) for s in scores]).cpu(),
            query_gradient=backbone_vector(lesson.query_gradient),
        )


def walk_answer(
    network: Classifier,
    walk: Walk,
    support_x: Tensor,
    support_y: Tensor,
    lr: float,
    record: bool,
    loss: Loss = F.cross_entropy,
) -> Adapted:
    """An ``Adapted`` that answers with the parameters of any state of a walk.

    ``support_x``, ``support_y`` and ``lr`` are needed only for the trace, which is made if ``record``.
    """

    def features(x: Tensor, state: int) -> Tensor:
        return functional_call(network.backbone, part(walk.states[state], "backbone."), (x,))

    def classify(features: Tensor, state: int) -> Tensor:
        return functional_call(network.head, part(walk.states[state], "head."), (features,))

    def end() -> Adapted:
        return walk_answer(network, Walk([walk.end], []), support_x, support_y, lr, False, loss)

    trace = record_walk(network, walk, support_x, support_y, lr, loss) if record else None
    return Adapted(len(walk.states), features, classify, trace, end)
