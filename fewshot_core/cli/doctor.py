"""``fewshot doctor``: is all there that the app needs, unharmed, and reachable?"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from fewshot_core.data.datasets import load_data
from fewshot_core.paths import ASSETS
from fewshot_core.tensors.device import choose_device, describe_device
from fewshot_core.tensors.errors import Damaged, FewshotError, Missing, Unusable
from fewshot_core.tensors.store import has_hash, read_index

PACKAGE = "fewshot-classroom"
WEIGHTS, MANIFEST, INDEX = "weights.safetensors", "manifest.json", "data.json"

Check = Callable[[], str]
"""Looks at one thing; returns a sentence, or raises an error of the engine, whose text is one."""


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its options."""
    command = verbs.add_parser("doctor", help="check the installation, its data, and what the app needs")
    command.add_argument("--store", type=Path, metavar="DIR", help="as for `fewshot app`")
    command.add_argument("--lti", type=Path, metavar="FILE", help="as for `fewshot app`")
    command.add_argument("--port", type=int, help="as for `fewshot app`")
    command.add_argument("--host", default="localhost", help="as for `fewshot app`")
    command.add_argument("--share", action="store_true", help="phones must find this computer")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a line a check; returns 1 if any failed."""
    from fewshot_core.cli.server_checks import server_checks  # the engine itself knows nothing of the app

    own: dict[str, Check] = {"packages": packages, "data": data, "checkpoints": checkpoints, "device": device}
    checks = own | server_checks(options)
    return examine(checks.items())


def examine(checks: Iterable[tuple[str, Check]]) -> int:
    """Print what each check says; returns 1 if any failed."""
    failed = False
    for name, check in checks:
        try:
            print(f"ok    {name}: {check()}", flush=True)
        except FewshotError as error:
            failed = True
            print(f"FAILS {name}: {error}", flush=True)
    return int(failed)


def packages() -> str:
    """Is each package here that this one needs, in a version that it can use? Raises Missing and Unusable."""
    try:
        asked = [Requirement(text) for text in requires(PACKAGE) or ()]
    except PackageNotFoundError:
        raise Missing(PACKAGE, "install it by `pip install -e .`") from None
    needed = [each for each in asked if not each.marker or each.marker.evaluate({"extra": ""})]
    for each in needed:
        try:
            found = version(each.name)
        except PackageNotFoundError:
            raise Missing(each.name, f"install it by `pip install '{each.name}{each.specifier}'`") from None
        if not each.specifier.contains(found, prereleases=True):
            raise Unusable(f"The version of {each.name}", found, f"it must be {each.specifier}")
    told = ", ".join(f"{name} {version(name)}" for name in (PACKAGE, "torch", "streamlit"))
    return f"Python {platform.python_version()}, {told} and {len(needed) - 2} others."


def data() -> str:
    """Has every strip of the embedded data sets the hash of its index? Raises Missing and Damaged."""
    names = sorted(path.parent.name for path in ASSETS.glob(f"data/*/{INDEX}"))
    if not names:
        raise Missing("The embedded data", f"the folder {ASSETS} has none")
    found = [load_data(name) for name in names]
    told = ", ".join(f"{each.name} ({len(each.images):,} images)" for each in found)
    return f"The hashes are right: {told}."


def checkpoints() -> str:
    """Has every trained network the hash of its manifest? Raises Missing and Damaged."""
    manifests = sorted(ASSETS.rglob(MANIFEST))
    if not manifests:
        raise Missing("The trained networks", f"the folder {ASSETS} has none")
    for path in manifests:
        told = read_index(path).get("sha256", "")
        if not has_hash(path.with_name(WEIGHTS), told):
            raise Damaged(str(path.with_name(WEIGHTS)), "its content does not match the manifest")
    return f"The hashes of {len(manifests)} trained networks are right."


def device() -> str:
    """Where learners will answer; raises Unusable."""
    return f"Learners answer on {describe_device(choose_device(os.environ.get('FEWSHOT_DEVICE', 'auto')))}."
