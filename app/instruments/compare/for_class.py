"""The class answers the task that is compared."""

from __future__ import annotations

from ...shared.for_class import Asked, name_images
from . import CompareChoices


def asked(choices: CompareChoices) -> Asked:
    """The task, where its images can be asked of phones."""
    return name_images(choices)
