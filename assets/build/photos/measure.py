"""Measure the frozen learners, and what `fewshot answer` is worth, on a folder of photographs.

    python assets/build/photos/measure.py photos:PATH [--split test] [--tasks 600] [--draws 200]

Tasks are of the split's kinds. A draw is what a person does: five kinds, five examples of each, and all other
photographs of these kinds to be named.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from fewshot_core import EpisodeSpec, evaluate, load_data  # noqa: E402
from fewshot_core.data.datasets import SPLITS, DataSet  # noqa: E402
from fewshot_core.measuring.evaluation import mean_ci95  # noqa: E402
from fewshot_core.methods.frozen import ANSWERS, Frozen, FrozenConfig  # noqa: E402
from fewshot_core.methods.naming import name_images  # noqa: E402

WAY, SHOT, QUERY = 5, 5, 15
LOOKED_AT = 0.1
"""The share of a draw's photographs that a person looks at."""


def draw(method: Frozen, data: DataSet, split: str, generator: torch.Generator) -> tuple[float, float]:
    """The share of one draw's photographs that are named rightly, before and after the least certain are
    corrected by hand.
    """
    kinds = torch.tensor(data.split_classes(split))
    kinds = kinds[torch.randperm(len(kinds), generator=generator)[:WAY]]
    items = [data.firsts[k] + torch.randperm(int(data.sizes[k]), generator=generator) for k in kinds.tolist()]
    labels = torch.arange(WAY).repeat_interleave(SHOT)
    support = data.images[torch.cat([of_kind[:SHOT] for of_kind in items])]
    truth = torch.cat([torch.full_like(of_kind[SHOT:], n) for n, of_kind in enumerate(items)])
    names = name_images(method, support, labels, data.images[torch.cat([i[SHOT:] for i in items])])
    right = (names.classes[:, 0] == truth).float()
    corrected = right.clone()
    corrected[names.least_certain(round(LOOKED_AT * len(right)))] = 1
    return right.mean().item(), corrected.mean().item()


def said(values: torch.Tensor) -> str:
    """Mean and 95 % interval in percent."""
    mean, half = mean_ci95(values)
    return f"{100 * mean:.1f} ± {100 * half:.1f} %"


def main() -> None:
    """Print a line for every answer and form of task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="photos:PATH, or grocery")
    parser.add_argument("--split", default="test", choices=SPLITS)
    parser.add_argument("--tasks", type=int, default=600)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--answers", nargs="+", default=list(ANSWERS), choices=ANSWERS)
    options = parser.parse_args()
    data, frozen = load_data(options.data), Frozen(FrozenConfig())
    for answer in options.answers:
        method = frozen.answering(answer)
        for shot in (1, SHOT):
            spec = EpisodeSpec(WAY, shot, QUERY)
            found = evaluate(method, data, options.split, spec, options.tasks, seed=0)
            reached = f"{said(found.values[:, -1])}, {options.tasks} tasks"
            print(f"{answer}, {WAY}-way {shot}-shot: {reached}", flush=True)
        generator = torch.Generator().manual_seed(0)
        both = torch.tensor([draw(method, data, options.split, generator) for _ in range(options.draws)])
        reached = f"{said(both[:, 0])}; a tenth corrected: {said(both[:, 1])}; {options.draws} draws"
        print(f"{answer}, named: {reached}", flush=True)


if __name__ == "__main__":
    main()
