"""What made the artefact: corpora, network, recipe, export, labels."""

import scoring.reading.runtime  # noqa: F401  # before anything here loads onnxruntime
