"""Who answers: learners trained on drawings of things, on characters, on photographs, and on nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from fewshot_core.data.datasets import DataSet
from fewshot_core.methods import Method
from fewshot_core.methods.conventional import Conventional
from fewshot_core.methods.frozen import Frozen, FrozenConfig
from fewshot_core.studies.crossover.domains import UNNAMED, Domain
from fewshot_core.tensors.efficientnet_lite import SHA256
from fewshot_core.training import checkpoints

Prior = Literal["none", "drawings", "characters", "photographs"]
SHRUNK = "frozen-ink"
"""The photo network that sees what the learners of drawings see: 28×28 ink."""


@dataclass(frozen=True)
class Learner:
    """A learner: its checkpoint, and behind it the way to answer where there are several."""

    id: str
    prior: Prior  # what it was trained on
    slow: bool = False  # takes many gradient steps: comes last, and is not asked about ``unnamed``

    @property
    def in_colour(self) -> bool:
        """Whether it sees images in colour, 128×128, and not as 28×28 ink."""
        return self.id.startswith("frozen/")

    def view(self, domain: Domain) -> DataSet:
        """The images of a domain as it sees them."""
        return domain.colour if self.in_colour else domain.ink

    def build(self) -> Method:
        """Its method, trained; raises Missing where the photo network is not installed."""
        if self.prior == "photographs":
            return _frozen(3 if self.in_colour else 1).answering(self.id.rpartition("/")[2])
        data, method, *answer = self.id.split("/")
        trained = checkpoints.load(f"{data}/{method}")
        return trained.answering(*answer) if answer and isinstance(trained, Conventional) else trained

    def weights(self) -> str:
        """The hash of its weights: what was measured is of these; raises Unknown and Damaged."""
        if self.prior == "photographs":
            return SHA256
        data, method, *_ = self.id.split("/")
        return checkpoints.read_manifest(checkpoints.folder_of(f"{data}/{method}")).sha256


@cache
def _frozen(channels: int) -> Frozen:
    """One network for all its ways to answer, so that features of an image are computed once."""
    return Frozen(FrozenConfig(channels=channels))


LEARNERS = (
    Learner("everyday/scratch", "none", slow=True),
    Learner("scripts/conventional/class-mean", "characters"),
    Learner("scripts/protonet", "characters"),
    Learner("everyday/conventional/fine-tune", "drawings", slow=True),
    Learner("everyday/conventional/class-mean", "drawings"),
    Learner("everyday/maml", "drawings", slow=True),
    Learner("everyday/fomaml", "drawings", slow=True),
    Learner("everyday/protonet", "drawings"),
    Learner(f"{SHRUNK}/prototype", "photographs"),
    Learner("frozen/prototype", "photographs"),
    Learner("frozen/ridge", "photographs"),
    Learner("frozen/head", "photographs"),
    Learner("frozen/last-block", "photographs", slow=True),
)
BY_ID = {learner.id: learner for learner in LEARNERS}


def taking_part(domain: str) -> tuple[Learner, ...]:
    """The learners that are asked about a domain, by its name."""
    return tuple(learner for learner in LEARNERS if not (learner.slow and domain == UNNAMED))
