"""A training saved in one file with everything that resuming it needs.

The file holds the network, the optimiser's state, the generator's state, the log, and ``Run`` as JSON with a
hash of the rest. It is replaced as a whole, so a crash leaves either the old state or the new one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from fewshot_core.data.sampling import Source
from fewshot_core.methods import Method
from fewshot_core.tensors import distributed, store
from fewshot_core.tensors.errors import Damaged, Mismatch
from fewshot_core.tensors.functional import part

LATEST = "latest.safetensors"


@dataclass
class Run:
    """How far a training is and what it reached: saved beside the weights and the generator's state."""

    settings: dict[str, Any]  # method, data, config, budget, …: a run goes on only under the same
    step: int = 0
    seconds: float = 0.0  # spent in training steps
    tasks: int = 0
    images: int = 0
    best: float = -1.0  # validation accuracy of the best weights so far
    best_step: int = 0
    log: list[tuple[int, int, float, float]] = field(default_factory=list)  # step, tasks, loss, accuracy

    @property
    def speed(self) -> float:
        """Tasks a second (images a second if there are no tasks) over all training steps."""
        return (self.tasks or self.images) / self.seconds if self.seconds else 0.0


def save(method: Method, source: Source, run: Run, folder: Path) -> None:
    """Replace the folder's saved training by this one; raises Unwritable."""
    tensors: dict[str, Tensor] = {"dice": source.generator.get_state()}  # by the name that stored files have
    tensors |= {f"network.{n}": t.detach().cpu().contiguous() for n, t in method.network.state_dict().items()}
    for index, memory in method.optimiser.state_dict()["state"].items():
        tensors |= {
            f"optimiser.{index}.{key}": value.cpu().contiguous()
            for key, value in memory.items()
            if isinstance(value, Tensor)
        }
    tensors["log"] = torch.tensor(run.log, dtype=torch.float64).reshape(-1, 4)
    facts = asdict(replace(run, log=[])) | {"sha256": _hash(tensors)}
    tensors["run"] = torch.frombuffer(bytearray(json.dumps(facts).encode()), dtype=torch.uint8)
    store.write_tensors(folder / LATEST, tensors)


def resume(method: Method, source: Source, run: Run, folder: Path) -> Run:
    """Resume the training that the folder holds, or begin ``run`` if there is none; returns the run.

    Network, optimiser and generator are set to the saved state. Where several processes train together, the
    first reads for all; they may be more or fewer than before. Raises Mismatch if the folder's training has
    other settings, Damaged if its file is broken.
    """
    path = folder / LATEST
    tensors = _read(path)
    if tensors is None:
        return run
    facts = _facts(path, tensors)
    _compare(facts["settings"], json.loads(json.dumps(run.settings)))
    try:
        source.generator.set_state(tensors["dice"])
        method.network.load_state_dict(part(tensors, "network."))
        memory: dict[int, dict[str, Tensor]] = {}
        for name, value in part(tensors, "optimiser.").items():
            index, key = name.split(".")
            memory.setdefault(int(index), {})[key] = value
        method.optimiser.load_state_dict(method.optimiser.state_dict() | {"state": memory})
        log = [(int(step), int(tasks), loss, right) for step, tasks, loss, right in tensors["log"].tolist()]
        return Run(**facts | {"settings": run.settings, "log": log})
    except (KeyError, ValueError, TypeError, RuntimeError) as error:
        raise Damaged(str(path), "it does not describe this training") from error


def stored_settings(folder: Path) -> dict[str, Any] | None:
    """The settings of the training that the folder holds, or None if there is none; raises Damaged."""
    tensors = _read(folder / LATEST)
    return None if tensors is None else _facts(folder / LATEST, tensors)["settings"]


def _read(path: Path) -> dict[str, Tensor] | None:
    """A training's tensors, read by the first process for all; None if there is no such file."""
    return distributed.broadcast(lambda: store.read_tensors(path) if path.is_file() else None)


def _facts(path: Path, tensors: dict[str, Tensor]) -> dict[str, Any]:
    """The saved fields of ``Run``, removed from ``tensors`` and checked by their hash; raises Damaged."""
    try:
        facts = json.loads(bytes(tensors.pop("run").tolist()))
        sha256 = facts.pop("sha256")
        facts["settings"].items()
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Damaged(str(path), "it does not describe a training") from error
    if sha256 != _hash(tensors):
        raise Damaged(str(path), "its content is not what was written")
    return facts


def _compare(found: dict[str, Any], asked: dict[str, Any]) -> None:
    """Raise Mismatch at the first setting whose change would make the rest another training.

    The commit and the device are only recorded and may differ. So may the budget under a constant learning
    rate, since a longer training then begins as the shorter one did.
    """
    free = {"commit", "device"} | ({"budget"} if asked.get("schedule") == "constant" else set())
    for name in sorted(asked.keys() - free):
        before, now = _single(name, found.get(name)), _single(name, asked[name])
        for setting in sorted(before.keys() | now.keys()):
            if before.get(setting) != now.get(setting):
                raise Mismatch(setting, before.get(setting), now.get(setting))


def _single(name: str, value: Any) -> dict[str, Any]:
    """A setting by its name; a table, such as the method's configuration, as one setting for each entry."""
    if not isinstance(value, dict):
        return {name: value}
    return {f"{name}.{key}": of_it for key, of_it in value.items()}


def _hash(tensors: dict[str, Tensor]) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(tensors.items()):
        digest.update(name.encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()
