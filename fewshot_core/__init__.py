"""Few-shot learning and meta-learning, small enough to read: episodes, methods, traces."""

from fewshot_core.data.datasets import load_data
from fewshot_core.data.sampling import sample_episode
from fewshot_core.measuring.evaluation import evaluate
from fewshot_core.tensors.episode import Adapted, Episode, EpisodeSpec
from fewshot_core.tensors.errors import FewshotError
from fewshot_core.training.checkpoints import load

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
