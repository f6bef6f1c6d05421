"""Data sets, tasks and their pictures."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

import numpy as np
import streamlit as st
from PIL import Image

from fewshot_core import load_data
from fewshot_core.data.datasets import DataSet
from fewshot_core.data.pools import count_tasks
from fewshot_core.data.sampling import sample_episode
from fewshot_core.tensors.episode import Episode, EpisodeSpec

from .. import own
from ..choices import Limits
from ..own.data_set import PHOTOS, folder_name, own_data
from ..task import Task
from ..text import Words

TILE = 64
"""Height and width of a drawing on a sprite, in pixels."""
PALETTE = 256
"""Colours that a PNG file with a palette can hold."""

DRAWINGS = "everyday"
"""The embedded data set whose learners have seen drawings of things."""


def data(name: str) -> DataSet:
    """An embedded data set, or a visitor's own, by an id that the visitor's address was let in with."""
    return own_data(name) if own.is_id(name) else _embedded(name)


@st.cache_resource(show_spinner=False)
def _embedded(name: str) -> DataSet:
    return load_data(name)


def called(name: str, w: Words) -> str:
    """The name of a data set in the visitor's language; a visitor's own is called as it was named."""
    item = own.find(name) if own.is_id(name) else None
    return item.name if item else w.data(name)


def place(name: str) -> str:
    """The data set as the engine's ``load_data`` takes it; a visitor's own is the folder of its zip."""
    item = own.store().held(name) if own.is_id(name) else None
    return f"{item.facts['form']}:{folder_name(item.name)}" if item else name


def of_photos(name: str) -> bool:
    """Is this a visitor's own set of photographs?"""
    item = own.store().held(name) if own.is_id(name) else None
    return item is not None and item.facts["form"] == PHOTOS


def trained_on(name: str) -> str:
    """The embedded data set whose learners answer for this one: a visitor's drawings are drawings."""
    return DRAWINGS if own.is_id(name) else name


@lru_cache(1000)
def limits(name: str, split: str, classes: tuple[str, ...] = ()) -> Limits:
    """What a split of a data set can hold, and those of ``classes`` that exist, in order."""
    found = data(name)
    sizes = tuple(sorted((found.classes[i].count for i in found.split_classes(split)), reverse=True))
    count = {each.id: each.count for each in found.classes}
    return Limits(sizes, tuple((id, count[id]) for id in classes if id in count))


def known_before(task: Task) -> tuple[int, ...]:
    """Those of the task's classes that learners met before: in training, or where their weights were chosen.

    Indices of classes. Empty unless classes were chosen by hand: a drawn task of meta-test has none, and
    nobody was trained on a visitor's own.
    """
    if not task.classes or own.is_id(task.data):
        return ()
    found = data(task.data)
    return tuple(i for i in episode(task).class_ids if found.classes[i].split != "test")


def episode(task: Task) -> Episode:
    """The images of a task; ``task.classes`` fix and order its classes, otherwise the seed draws them.

    Raises what ``sample_episode`` raises. The same task of an embedded data set is the same object; of a
    visitor's images nothing is kept beyond their own set, which goes when it is asked to.
    """
    return _drawn(task) if own.is_id(task.data) else _kept_episode(task)


@lru_cache(500)
def _kept_episode(task: Task) -> Episode:
    return _drawn(task)


def _drawn(task: Task) -> Episode:
    spec = EpisodeSpec(task.way, task.shot, task.query)
    return sample_episode(data(task.data), task.split, spec, task.seed, task.classes)


@lru_cache(500)
def task_counts(task: Task) -> tuple[int, int]:
    """How many choices of classes, and how many different tasks, a task's form has."""
    spec = EpisodeSpec(task.way, task.shot, task.query)
    return count_tasks(data(task.data), task.split, spec, task.classes)


def sprite(name: str, items: tuple[int, ...]) -> str:
    """One picture of all these images side by side, 64 px each, as a data URL."""
    return _strip(name, items) if own.is_id(name) else _kept_sprite(name, items)


@lru_cache(400)
def _kept_sprite(name: str, items: tuple[int, ...]) -> str:
    return _strip(name, items)


def _strip(name: str, items: tuple[int, ...]) -> str:
    strip = Image.new("RGB", (TILE * len(items), TILE), "white")
    for column, item in enumerate(items):
        strip.paste(data(name).draw(item), (column * TILE, 0))
    content = io.BytesIO()
    kind = "jpeg" if data(name).images.shape[1] == 3 else "png"
    if kind == "jpeg":
        strip.save(content, "JPEG", quality=88)
    else:
        _with_palette(strip).save(content, "PNG")
    return f"data:image/{kind};base64," + base64.b64encode(content.getvalue()).decode()


def _with_palette(picture: Image.Image) -> Image.Image:
    """The picture with a palette: of its very colours, or, where they are too many, of the nearest.

    Drawings have few colours. To find which takes a third of the time of finding the nearest.
    """
    if picture.getcolors(PALETTE) is None:
        return picture.quantize(PALETTE, dither=Image.Dither.NONE)
    pixels = np.asarray(picture.convert("RGBX")).view(np.uint32)[..., 0]
    colours, places = np.unique(pixels, return_inverse=True)
    made = Image.fromarray(places.reshape(pixels.shape).astype(np.uint8))
    made.putpalette(colours.view(np.uint8).reshape(-1, 4)[:, :3].tobytes())
    return made
