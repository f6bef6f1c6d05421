"""A root of its own, in which commands run as if it were the machine's: a minimal Debian to begin with."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

SUITE, PACKAGES = "bookworm", "python3,python3-venv,ca-certificates"


@dataclass
class Stage:
    """One root that steps are done in."""

    root: Path
    values: dict[str, str]
    borrowed: list[Path]  # files and folders of this machine that its steps see
    folder: str = "/"
    user: str = "0:0"
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)

    def chroot(self, command: list[str], read_only: bool = False) -> list[str]:
        """The command that runs another in this root, which it cannot leave."""
        steps = [f"cd {self.root}", "mount -t proc proc proc", "mount --rbind /dev dev"]
        for path in () if read_only else self.borrowed:
            inside = self.root / path.relative_to("/")
            with contextlib.suppress(FileExistsError):
                if path.is_dir():
                    inside.mkdir(parents=True)
                else:
                    inside.parent.mkdir(parents=True, exist_ok=True)
                    inside.touch()
            steps.append(f"mount --bind {path} {inside}")
        if read_only:
            steps.append("mount -t tmpfs tmpfs tmp")
            steps += ["mount --bind . /mnt", "mount --rbind proc /mnt/proc", "mount --rbind dev /mnt/dev"]
            steps += [
                "mount --bind data /mnt/data",
                "mount --bind tmp /mnt/tmp",
                "mount -o remount,bind,ro /mnt",
            ]
        root = "/mnt" if read_only else str(self.root)
        inner = ["env", "-i", *(f"{k}={v}" for k, v in self.values.items()), *command]
        there = f'cd {shlex.quote(self.folder)} && exec "$@"'
        enter = ["chroot", f"--userspec={self.user}", root, "sh", "-c", there, "sh", *inner]
        script = " && ".join([*steps, f"exec {shlex.join(enter)}"])
        return ["unshare", "--mount", "--propagation", "private", "sh", "-c", script]

    def run(self, command: str) -> None:
        """A step; raises CalledProcessError."""
        subprocess.run(self.chroot(["sh", "-c", command]), check=True, stdout=sys.stderr)

    def copy(self, sources: list[Path], target: str) -> None:
        """Files go into a folder, of folders what is in them; nothing of it is stored twice."""
        inside = self.root / os.path.join(self.folder, target).lstrip("/")
        for source in sources:
            is_folder = source.is_dir()
            (inside if is_folder or target.endswith("/") else inside.parent).mkdir(
                parents=True, exist_ok=True
            )
            into = inside if is_folder else inside / source.name if inside.is_dir() else inside
            subprocess.run(["cp", "-a", "-l", f"{source}/." if is_folder else source, into], check=True)


def base(folder: Path) -> Path:
    """What stands for the base image: a minimal Debian with Python."""
    root = folder / "base"
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", SUITE, root],
        check=True,
        stdout=sys.stderr,
    )
    (root / "usr" / "local" / "bin" / "python").symlink_to("/usr/bin/python3")
    for left_out in (
        "var/cache/apt",
        "var/lib/apt/lists",
        "usr/share/doc",
        "usr/share/man",
        "usr/share/locale",
    ):
        shutil.rmtree(root / left_out, ignore_errors=True)  # as slim images do
    return root


def pip_settings() -> tuple[dict[str, str], list[Path]]:
    """What pip is configured to here, as variables, and the files and folders that this names."""
    told = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True)
    found = re.findall(r"^(?:global|install|:env:)\.([\w-]+)='(.*)'$", told.stdout, re.MULTILINE)
    values = {f"PIP_{name.upper().replace('-', '_')}": value for name, value in found}
    values |= {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    paths = {
        Path(p) for value in values.values() for p in re.findall(r"(?:(?<=file://)|(?<!\S))/[\w./-]+", value)
    }
    return values, [Path("/etc/resolv.conf"), *sorted(path for path in paths if path.exists())]
