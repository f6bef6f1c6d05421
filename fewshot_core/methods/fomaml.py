"""FOMAML (first-order MAML): MAML without second derivatives.

Chelsea Finn, Pieter Abbeel and Sergey Levine, "Model-Agnostic Meta-Learning for Fast Adaptation of Deep
Networks", ICML 2017, arXiv 1703.03400, section 5.2; named and analysed by Alex Nichol, Joshua Achiam and John
Schulman, "On First-Order Meta-Learning Algorithms", arXiv 1803.02999.
"""

from __future__ import annotations

from fewshot_core.methods.gradient_based import GradientBased, Lesson
from fewshot_core.methods.inner_loop import gradient_at, pull_back
from fewshot_core.tensors.episode import Episode
from fewshot_core.tensors.functional import parameters_of


class FOMAML(GradientBased):
    """The query gradient at the adapted parameters φ_S serves as the gradient at the start θ."""

    id = "fomaml"

    def learn(self, episode: Episode) -> Lesson:
        """The outer gradient ∇_φ L(φ_S; query), taking every inner step's derivative to be the identity."""
        c = self.config
        walk = self.walk(episode.support_x, episode.support_y, c.inner_lr, c.inner_steps)
        query_x, query_y = episode.query_x, episode.query_y
        at_end, scores = gradient_at(self.network, walk.end, query_x, query_y, loss=self.loss)
        # From φ₀ to θ only the repeated head vector is left to undo: its rows are summed.
        return Lesson(pull_back(walk.start, parameters_of(self.network), at_end), walk, at_end, scores)
