"""The sinusoid: few-shot regression, in which no single function fits all tasks."""

from fewshot_core.studies.sinusoid.learner import Learner, SinusoidConfig
from fewshot_core.studies.sinusoid.stored import LEARNERS, Errors, load, stored_errors
from fewshot_core.studies.sinusoid.tasks import Sines, sample_sines

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
