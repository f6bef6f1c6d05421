"""The processor that numbers hold for: its name, and its instructions that matter to speed in bfloat16."""

from __future__ import annotations

import platform
import subprocess
from pathlib import Path

FLAGS = ("avx2", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "sve", "bf16", "i8mm")
"""As Linux names them. For bfloat16: avx512_bf16 and amx_bf16 on x86, bf16 on Arm."""

CPUINFO = Path("/proc/cpuinfo")


def processor() -> str:
    """The model, as Linux or macOS names it; elsewhere the best that Python knows."""
    if named := _values("model name"):
        return named[0]
    if platform.system() == "Darwin":
        asked = subprocess.run(
            ["sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True, check=False
        )
        if asked.stdout.strip():
            return asked.stdout.strip()
    return platform.processor() or platform.machine()


def flags() -> list[str]:
    """Those of ``FLAGS`` that the processor has; none where the system does not list them."""
    listed = {flag for line in _values("flags", "Features") for flag in line.split()}
    return [flag for flag in FLAGS if flag in listed]


def _values(*keys: str) -> list[str]:
    """The values of these keys in /proc/cpuinfo; none where there is no such file."""
    try:
        lines = CPUINFO.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    pairs = (line.partition(":") for line in lines)
    return [value.strip() for key, _, value in pairs if key.strip() in keys]
