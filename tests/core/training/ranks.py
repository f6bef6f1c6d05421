"""What every process of test_distributed.py runs under torchrun, and the test itself runs alone."""

import sys
from dataclasses import replace
from pathlib import Path

import safetensors.torch
import torch

from fewshot_core.data.augment import usual_augmentation
from fewshot_core.data.sampling import Source
from fewshot_core.methods import method_class
from fewshot_core.tensors import distributed
from fewshot_core.training.loop import Budget, seeded_generator, train
from fewshot_core.training.saved_run import Run
from tests.core.conftest import make_data

METHODS = ("maml", "fomaml", "reptile", "protonet", "relationnet")


class DoubleSource(Source):
    """Images in float64, so that only an error, and no rounding, can make a difference."""

    def episodes(self, spec, count):
        drawn = super().episodes(spec, count)
        return [replace(e, support_x=e.support_x.double(), query_x=e.query_x.double()) for e in drawn]


def three_updates(name, data):
    """The first meta-gradient, and all that three updates leave behind, by name."""
    cls = method_class(name)
    method = cls(cls.Config(width=8, way=3, shot=1, query=2, meta_batch_size=4)).double()
    source = DoubleSource(data, "train", usual_augmentation(False), seeded_generator(0), torch.device("cpu"))
    found = {}

    def look(*_):
        for parameter, value in method.network.named_parameters():
            found.setdefault(f"{name}.gradient.{parameter}", value.grad.clone().contiguous())

    method.optimiser.register_step_pre_hook(look)
    run = Run({})
    list(train(method, source, Budget(steps=3), run))
    found |= {f"{name}.{n}": t.clone().contiguous() for n, t in method.network.state_dict().items()}
    found[f"{name}.log"] = torch.tensor(run.log, dtype=torch.float64)
    found[f"{name}.counts"] = torch.tensor([run.tasks, run.images])
    return found


def main(out):
    torch.set_num_threads(1)
    distributed.start("cpu")
    found = {}
    for name in METHODS:
        found |= three_updates(name, make_data())
    safetensors.torch.save_file(found, Path(out) / f"{distributed.rank()}.safetensors")
    distributed.stop()


if __name__ == "__main__":
    main(sys.argv[1])
