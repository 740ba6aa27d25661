"""What the figures were taken on."""

import os
import platform
from pathlib import Path

from scoring.model.runtime import onnxruntime

_TELLING = ("avx2", "avx512_vnni", "avx_vnni", "amx_int8", "amx_bf16")
"""Instruction sets that the speed of int8 and bf16 products depends on."""


def describe() -> str:
    """Return a line: processor, cores, Python, onnxruntime."""
    found: dict[str, str] = {}
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        found.setdefault(name.strip(), value.strip())
    flags = found.get("flags", "").split()
    sets = ", ".join(flag for flag in _TELLING if flag in flags)
    return (
        f"{found.get('model name', platform.processor())} ({sets}), "
        f"{len(os.sched_getaffinity(0))} cores; Python {platform.python_version()}, "
        f"onnxruntime {onnxruntime.__version__}"
    )
