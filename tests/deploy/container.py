"""The steps of the container file, done without a container engine: ``python -m tests.deploy.container``.

Needs root and debootstrap (Debian). A minimal Debian stands for the base image; each step runs in it by
chroot, with what pip is configured to on this machine. The app is then started as the container's user, on a
read-only root, and an object is printed: the root's size, without CUDA's libraries too where PyTorch came
with them, and how long it took until the page was there. ``--torch-index URL`` takes PyTorch from elsewhere,
``--cpu-wheel FILE`` tells what the root would be with that wheel's PyTorch, ``--see FOLDER`` shows the steps
a folder of this machine that pip's index leads to. ``--keep FOLDER`` keeps the root there, and a root that is
there already is only measured.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fewshot_app.ready import asked
from tests.deploy.browser import visiting
from tests.deploy.containerfile import Instruction, ignored, read
from tests.deploy.proxy import free_port
from tests.deploy.root import Stage, base, pip_settings
from tests.load.measure import memory_mb, processor_seconds

HOME = Path(__file__).resolve().parents[2]
FILE = HOME / "deploy" / "Containerfile"
CUDA = re.compile(r"site-packages/(nvidia|triton|cuda)/|/torch/lib/lib\w*(cuda|cudnn|nvrtc|cupti)[\w.-]*$")
LEFT_OUT = re.compile(r"torch/(test|include|bin)/")
"""Of PyTorch's wheel: what the container file removes."""
TARGETS = {"page_s": 15, "root_mb_with_cpu_torch": 1500}
MB = 10**6


def build(folder: Path, torch_index: str, see: list[Path]) -> Stage:
    """All steps; the last stage."""
    built = folder / "built"
    image, (values, named) = folder / "base" if built.exists() else base(folder), pip_settings()
    borrowed = [*named, *see]
    stages: dict[str, Stage] = {}
    stage = Stage(folder, {}, [])
    for each in read(FILE):
        if each.name == "FROM":
            name = each.words[-1] if "AS" in each.words else str(len(stages))
            if not built.exists():
                subprocess.run(["cp", "-a", image, folder / name], check=True)
            path = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
            stage = stages[name] = Stage(folder / name, {"PATH": path} | values, borrowed)
        elif each.name not in ("RUN", "COPY") or not built.exists():
            done(each, stage, stages, torch_index)
    built.touch()
    for name in values:
        del stage.values[name]
    return stage


def done(each: Instruction, stage: Stage, stages: dict[str, Stage], torch_index: str) -> None:
    """Do one instruction in a stage."""
    match each.name:
        case "ARG":
            stage.values |= each.pairs | ({"TORCH_INDEX": torch_index} if torch_index else {})
        case "ENV":
            stage.values |= {k: v.replace("$PATH", stage.values["PATH"]) for k, v in each.pairs.items()}
        case "WORKDIR":
            stage.folder = each.words[0]
            (stage.root / stage.folder.lstrip("/")).mkdir(parents=True, exist_ok=True)
        case "USER":
            stage.user = each.words[0]
        case "RUN":
            stage.run(each.rest)
        case "COPY":
            *sources, target = each.words
            origin = each.options.get("from")
            at = stages[origin].root if origin else HOME
            with _let_in(at, bool(origin)) as root:
                stage.copy([root / source.lstrip("/") for source in sources], target)
        case "CMD":
            stage.command = each.words
        case "HEALTHCHECK":
            stage.health = json.loads(each.rest.partition("CMD ")[2])


@contextlib.contextmanager
def _let_in(root: Path, whole: bool) -> Iterator[Path]:
    """A root, or of the repository what is committed or to be, without what is ignored."""
    if whole:
        yield root
        return
    left_out = ignored(FILE.with_name("Containerfile.dockerignore"))
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        for file in listed.split("\0"):
            if file and not file.startswith(left_out) and (root / file).is_file():
                (Path(name) / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / file, Path(name) / file)
        yield Path(name)


def sizes(root: Path, wheel: Path | None) -> dict[str, int]:
    """Megabytes of all files, each once; the root's, CUDA's, and with another PyTorch."""
    seen: dict[tuple[int, int], tuple[str, int]] = {}
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found = path.stat()
            seen[found.st_dev, found.st_ino] = (str(path), found.st_size)
    whole = sum(size for _, size in seen.values())
    cuda = sum(size for name, size in seen.values() if CUDA.search(name))
    told = {"root_mb": whole // MB, "cuda_mb": cuda // MB, "root_mb_without_cuda": (whole - cuda) // MB}
    if wheel:
        of_torch = [(name, size) for name, size in seen.values() if "site-packages/torch/" in name]
        torch = sum(n for name, n in of_torch if not CUDA.search(name) and not name.endswith(".pyc"))
        with zipfile.ZipFile(wheel) as archive:
            listed = archive.infolist()
        other = sum(info.file_size for info in listed if not LEFT_OUT.match(info.filename))
        told["root_mb_with_cpu_torch"] = (whole - cuda - torch + other) // MB
    return told


def started(stage: Stage) -> dict[str, Any]:
    """Start the app as the container does, and measure until a browser that waits for it shows its page."""
    port = free_port()
    stage.values["FEWSHOT_PORT"] = str(port)
    url = f"http://127.0.0.1:{port}"
    with visiting(url) as visitor:
        began = time.monotonic()
        process = subprocess.Popen(stage.chroot(stage.command, read_only=True), stdout=sys.stderr)
        try:
            while missing := asked(url):
                assert process.poll() is None and time.monotonic() - began < 120, missing
                time.sleep(0.1)
            ready = time.monotonic() - began
            used = processor_seconds(process.pid)
            visitor.open_page("explorer")
            page = time.monotonic() - began
            health = subprocess.run(stage.chroot(stage.health, read_only=True), check=False).returncode
            return {
                "ready_s": round(ready, 1),
                "processor_s_until_ready": round(used, 1),
                "page_s": round(page, 1),
                "memory_mb": memory_mb(process.pid),
                "user": Path(f"/proc/{process.pid}").stat().st_uid,
                "health": health,
            }
        finally:
            process.terminate()
            process.wait(30)


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--torch-index", default="")
    parser.add_argument("--cpu-wheel", type=Path)
    parser.add_argument("--see", type=Path, action="append", default=[])
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = options.keep or Path(name)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        stage = build(folder.resolve(), options.torch_index, options.see)
        found = sizes(stage.root, options.cpu_wheel) | started(stage) | {"targets": TARGETS}
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
