"""The types of the arrays that the model's modules exchange."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
"""Scores, log odds, weights or vectors. Each use documents its shape."""
