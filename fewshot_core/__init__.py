"""Few-shot learning and meta-learning, small enough to read: episodes, methods, traces."""

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
