"""The class names the images of this task."""

from __future__ import annotations

from ...shared.for_class import Asked, name_images
from . import ExplorerChoices


def asked(choices: ExplorerChoices) -> Asked:
    """The task, where its images can be asked of phones."""
    return name_images(choices)
