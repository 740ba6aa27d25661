"""What made the artefact: corpora, network, recipe, export, labels."""

import scoring.model.runtime  # noqa: F401  # before anything here loads onnxruntime
