"""Few-shot learning and meta-learning, small enough to read: episodes, methods, traces.

Names are imported when they are first used, so that ``import fewshot_core.paths`` alone loads no torch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fewshot_core.checkpoints import load
    from fewshot_core.datasets import load_data
    from fewshot_core.evaluation import evaluate
    from fewshot_core.sampling import sample_episode
    from fewshot_core.types import Adapted, Episode, EpisodeSpec, FewshotError

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
    "load": "checkpoints",
    "load_data": "datasets",
    "evaluate": "evaluation",
    "sample_episode": "sampling",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'types')}"), name)
