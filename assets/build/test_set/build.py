"""Measure what conventional training is worth on new images of the classes that it was trained on.

    python assets/build/test_set/build.py [--data everyday scripts]

The embedded checkpoint `conventional` has seen all images of its classes, so none is left to test it with.
A twin of it, with the same settings, is trained for as many steps on the same images but a fifth of each
class, and answers for that fifth once, at the end. Its answers are kept beside the checkpoint's log, in
`test_set.json`: `steps`, `seed`, `trained_on` (images), `items` (held out), `predicted` (a class for each).
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import cached_property
from pathlib import Path

import torch
from torch import Tensor

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from fewshot_core import load, load_data  # noqa: E402
from fewshot_core.data.augment import Augmentation  # noqa: E402
from fewshot_core.data.datasets import DataSet  # noqa: E402
from fewshot_core.data.sampling import Source, ink  # noqa: E402
from fewshot_core.tensors.store import write_file  # noqa: E402
from fewshot_core.training import checkpoints, loop  # noqa: E402
from fewshot_core.training.saved_run import Run  # noqa: E402

NAMES = ("everyday", "scripts")
SHARE = 5  # every fifth image of a class is held out
SEED = 0
FILE = "test_set.json"


class Kept(Source):
    """A source without the images that are held out."""

    held: frozenset[int] = frozenset()

    @cached_property
    def item_pool(self) -> Tensor:
        """All items of the split but those."""
        everything = (self.label_of[self.data.class_of] >= 0).nonzero().squeeze(1)
        return torch.tensor([item for item in everything.tolist() if item not in self.held])


def held_out(data: DataSet) -> list[int]:
    """A fifth of every training class's images, at least one, drawn by the seed."""
    generator = torch.Generator().manual_seed(SEED)
    items: list[int] = []
    for index in data.split_classes("train"):
        of_class = data.classes[index]
        order = torch.randperm(of_class.count, generator=generator)[: max(1, of_class.count // SHARE)]
        items += sorted((of_class.first + order).tolist())
    return items


def build(name: str) -> None:
    """Train the twin of one data set, test it, write what it answered."""
    data = load_data(name)
    of = f"{name}/conventional"
    manifest = (checkpoints.folder_of(of) / "manifest.json").read_text(encoding="utf-8")
    settings = json.loads(manifest)["training"]
    trained = load(of)
    twin = type(trained)(trained.config)
    items = held_out(data)
    augmentation = Augmentation(**settings["augmentation"])
    source = Kept(data, "train", augmentation, torch.Generator(), torch.device("cpu"))
    source.generator.manual_seed(SEED)
    source.held = frozenset(items)
    budget, run = loop.Budget(settings["steps"]), Run({})
    for step in loop.train(twin, source, budget, run, settings["schedule"], settings["precision"]):
        if run.step % 50 == 0:
            said = f"{name}: step {run.step} of {budget.steps}, loss {step.loss:.3f}"
            print(f"\r{said}", end="", file=sys.stderr)
    classes = data.split_classes("train")
    answers = twin.recognise(ink(data, torch.tensor(items))).argmax(-1).tolist()
    predicted = [classes[label] for label in answers]
    facts = {"steps": settings["steps"], "seed": SEED, "trained_on": len(source.item_pool)}
    text = json.dumps(facts | {"items": items, "predicted": predicted}) + "\n"
    write_file(checkpoints.folder_of(of) / FILE, text.encode())
    right = sum(c == data.class_of[i] for i, c in zip(items, predicted, strict=True))
    print(f"\n{name}: {right} of {len(items)} held-out images right", flush=True)


def main() -> None:
    """Build for all data sets, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", nargs="*", default=NAMES, choices=NAMES)
    for name in parser.parse_args().data:
        build(name)


if __name__ == "__main__":
    main()
