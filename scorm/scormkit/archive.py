"""Write a zip: the same bytes on every machine, and never half of it."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

MANIFEST = "imsmanifest.xml"

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the zip format knows no earlier day
_UNIX = 3
_MODE = (stat.S_IFREG | 0o644) << 16
_CHUNK = 1 << 20


def write(path: Path, files: Mapping[str, bytes | Path]) -> str:
    """Write the files into a zip at ``path`` and return its SHA-256 in hexadecimal.

    A file is given by its bytes, or by where it lies on disk; what lies on disk is streamed. Members are
    stored, not deflated (versions of zlib differ in their output), the manifest first, the others by name.
    Names that are not ASCII carry the UTF-8 flag, as the zip format asks.

    Until everything is on the disk, whatever was at ``path`` stays there: a full disk or an interrupt
    (which come out as OSError and KeyboardInterrupt) leaves the previous zip and no other trace.
    """
    with _aside(path) as (part, stream):
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name in sorted(files, key=lambda name: (name != MANIFEST, name)):
                _add(archive, name, files[name])
        stream.flush()
        os.fsync(stream.fileno())
        stream.close()
        with part.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        part.replace(path)
    return digest


@contextmanager
def _aside(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Open a new file beside ``path``, in the same file system; remove it if anything goes wrong."""
    part = path.with_name(f".{path.name}.{os.urandom(16).hex()}.part")
    stream = part.open("xb")
    try:
        with stream:
            yield part, stream
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _add(archive: zipfile.ZipFile, name: str, content: bytes | Path) -> None:
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.create_system = _UNIX
    info.external_attr = _MODE
    source: BinaryIO = content.open("rb") if isinstance(content, Path) else BytesIO(content)
    with source:
        info.file_size = os.fstat(source.fileno()).st_size if isinstance(content, Path) else len(content)
        with archive.open(info, "w") as member:
            shutil.copyfileobj(source, member, _CHUNK)
