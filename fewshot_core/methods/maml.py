"""MAML (model-agnostic meta-learning): learn a start from which a few gradient steps solve a new task.

Chelsea Finn, Pieter Abbeel and Sergey Levine, "Model-Agnostic Meta-Learning for Fast Adaptation of Deep
Networks", ICML 2017, arXiv 1703.03400. The head holds one vector for all classes, after Han-Jia Ye and
Wei-Lun Chao, "How to Train Your MAML to Excel in Few-Shot Classification", ICLR 2022, arXiv 2106.16245.
"""

from __future__ import annotations

from fewshot_core.methods.gradient_based import GradientBased, Lesson
from fewshot_core.methods.inner_loop import gradient_at, pull_back
from fewshot_core.tensors.episode import Episode
from fewshot_core.tensors.functional import parameters_of


class MAML(GradientBased):
    """The outer gradient goes back through every inner step, second derivatives included."""

    id = "maml"

    def learn(self, episode: Episode) -> Lesson:
        """The exact outer gradient ∇_θ L(φ_S(θ); query), equation (1) of the paper."""
        c = self.config
        walk = self.walk(episode.support_x, episode.support_y, c.inner_lr, c.inner_steps, differentiable=True)
        query_x, query_y = episode.query_x, episode.query_y
        at_end, scores = gradient_at(self.network, walk.end, query_x, query_y, loss=self.loss)
        return Lesson(pull_back(walk.end, parameters_of(self.network), at_end), walk, at_end, scores)
