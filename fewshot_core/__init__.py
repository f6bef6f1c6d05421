"""Few-shot learning and meta-learning, small enough to read: episodes, methods, traces.

Names are imported when they are first used, so that ``import fewshot_core.paths`` alone loads no torch.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fewshot_core.data.datasets import load_data
    from fewshot_core.data.sampling import sample_episode
    from fewshot_core.measuring.evaluation import evaluate
    from fewshot_core.tensors.episode import Adapted, Episode, EpisodeSpec
    from fewshot_core.tensors.errors import FewshotError
    from fewshot_core.training.checkpoints import load

# Read by torch as it is loaded: what an Apple GPU has no kernel for is computed on the CPU.
os.environ.setdefault("PYTORCH_ENABLE_MPS_FALLBACK", "1")

__all__ = [
    "Adapted",
    "Episode",
    "EpisodeSpec",
    "FewshotError",
    "evaluate",
    "load",
    "load_data",
    "sample_episode",
]

_HOMES = {
    "FewshotError": "tensors.errors",
    "evaluate": "measuring.evaluation",
    "load": "training.checkpoints",
    "load_data": "data.datasets",
    "sample_episode": "data.sampling",
}
"""Where a name is defined; the others stand in ``tensors.episode``."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'tensors.episode')}"), name)
