"""Several learners adapted to the same points at once.

Their networks are so small that a step costs what it takes to ask for its operations: together, once.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.func import functional_call

from fewshot_core.methods.inner_loop import inner_loop
from fewshot_core.studies.sinusoid.learner import Learner, Regressor
from fewshot_core.tensors.functional import parameters_of


def fits_of(learners: Sequence[Learner], x: Tensor, y: Tensor, at: Tensor) -> Tensor:
    """What each learner makes of points x and y, both (points, 1), after every step, its start included.

    Its values at the inputs ``at`` (inputs, 1): (learners, states, inputs, 1). As ``Learner.adapt`` finds
    them one by one; the learners' networks are as wide and take as many steps as one another, and stay as
    they are. Raises ValueError where they do not.
    """
    forms = {(each.config.width, each.config.adapt_steps) for each in learners}
    if len(forms) != 1:
        raise ValueError("learners of different widths or steps cannot be adapted together")
    width, steps = forms.pop()
    network = Regressor(width)  # its weights are none of theirs: every task is a learner with its own
    each = [parameters_of(learner.network) for learner in learners]
    start = {name: torch.cat([theta[name].detach() for theta in each]) for name in each[0]}
    rates = torch.tensor([learner.config.adapt_lr for learner in learners]).view(-1, 1, 1)
    given_x, given_y = (t.expand(len(learners), *t.shape) for t in (x, y))
    lr = dict.fromkeys(start, rates)
    walk = inner_loop(network, start, given_x, given_y, lr, steps, loss=Learner.loss)
    every = {name: torch.cat([state[name] for state in walk.states]) for name in start}
    with torch.no_grad():
        values = functional_call(network, every, (at,))  # (states * learners, inputs, 1)
    return values.unflatten(0, (len(walk.states), len(learners))).transpose(0, 1)
