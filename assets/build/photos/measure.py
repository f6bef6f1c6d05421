"""Measure the frozen learners, and what `fewshot answer` is worth, on a folder of photographs.

    python assets/build/photos/measure.py photos:PATH [--split test] [--tasks 600] [--draws 200]

Tasks are of the split's kinds. A draw is what a person does: five kinds, five examples of each, and all other
photographs of these kinds to be named. What comes out is printed; of split ``test`` it is kept, answer by
answer, in ``measured.json`` beside this file, from which the documents tell it.
"""

from __future__ import annotations

import argparse
import json
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

KEPT = Path(__file__).with_name("measured.json")
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


def measured(method: Frozen, data: DataSet, split: str, tasks: int, draws: int) -> dict[str, str | int]:
    """What one answer reaches: in tasks of one and of five examples, in draws, and after correction."""
    found: dict[str, str | int] = {"tasks": tasks, "draws": draws}
    for shot in (1, SHOT):
        values = evaluate(method, data, split, EpisodeSpec(WAY, shot, QUERY), tasks, seed=0).values
        found[f"{WAY}-way {shot}-shot"] = said(values[:, -1])
    generator = torch.Generator().manual_seed(0)
    both = torch.tensor([draw(method, data, split, generator) for _ in range(draws)])
    return found | {"named": said(both[:, 0]), "a tenth corrected": said(both[:, 1])}


def keep(answer: str, found: dict[str, str | int]) -> None:
    """Put what was measured of an answer in place of what was measured of it before."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    kept[answer] = found
    ordered = {each: kept[each] for each in ANSWERS if each in kept}
    KEPT.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Measure every answer that is asked for, print it and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="photos:PATH, or grocery")
    parser.add_argument("--split", default="test", choices=SPLITS)
    parser.add_argument("--tasks", type=int, default=600)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--answers", nargs="+", default=list(ANSWERS), choices=ANSWERS)
    options = parser.parse_args()
    data, frozen = load_data(options.data), Frozen(FrozenConfig())
    for answer in options.answers:
        found = measured(frozen.answering(answer), data, options.split, options.tasks, options.draws)
        print(answer, json.dumps(found, ensure_ascii=False), flush=True)
        if options.split == "test":
            keep(answer, found)


if __name__ == "__main__":
    main()
