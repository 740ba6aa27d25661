"""Loads onnxruntime with its telemetry turned off.

Since 1.29, its builds report the machine and the model to their vendor, and write an identifier
into the user's cache. The environment variable is read once, when the library is first loaded. The
library's own function for this comes too late.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime  # after setting the variable

__all__ = ["onnxruntime"]
