"""What the processor can do that training makes use of."""

from pathlib import Path
from typing import Final


def _flags() -> frozenset[str]:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return frozenset()
    return frozenset(word for line in lines if line.startswith("flags") for word in line.split())


HALF: Final = not _flags().isdisjoint({"amx_bf16", "avx512_bf16"})
"""Products in bf16: several times as fast where the processor has them, and slower elsewhere."""
