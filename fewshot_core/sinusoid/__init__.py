"""The sinusoid: few-shot regression, where no single function can answer all tasks."""

from fewshot_core.sinusoid.learner import Learner, SinusoidConfig
from fewshot_core.sinusoid.stored import LEARNERS, Errors, load, stored_errors
from fewshot_core.sinusoid.tasks import Sines, sample_sines

__all__ = [
    "LEARNERS",
    "Errors",
    "Learner",
    "Sines",
    "SinusoidConfig",
    "load",
    "sample_sines",
    "stored_errors",
]
