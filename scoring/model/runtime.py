"""onnxruntime, told to keep to itself.

Since 1.29 its builds send what they run on and what they run to their maker, and leave an
identifier in the user's cache. The variable is read once, when the library is first loaded; the
function that it has for this comes too late.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime  # after the variable

__all__ = ["onnxruntime"]
