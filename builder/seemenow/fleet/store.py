"""Where the packages of a fleet go: any place that fsspec knows, with patience, and never half a file."""

from __future__ import annotations

import errno
import hashlib
import random
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

ASIDE = ".partial"
WAITS_S = (0.2, 1.0, 4.0)  # between tries, each give or take a half so that workers do not come back all at once
_READ_BYTES = 1 << 20
# Stores in which a file appears under its name only when all of it is there. Elsewhere it is written aside and moved.
_WHOLE_AT_ONCE = {"s3", "s3a", "gs", "gcs", "abfs", "az", "memory"}
# What another try will not mend.
_FINAL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR}
Answer = TypeVar("Answer")


class StoreFault(Exception):
    """The store did not do what it was asked, also after waiting."""


class Store:
    """A folder of some store. ``spool``: where a package is written before it goes there, on the disk of this machine.

    Credentials and addresses come from the environment and the settings of the store's own library, never from us.
    """

    def __init__(self, url: str) -> None:
        try:
            self.fs, self.root = url_to_fs(url)
        except (ImportError, ValueError) as fault:
            raise StoreFault(f"{url}: {fault}") from fault
        self.is_local = isinstance(self.fs, LocalFileSystem)
        protocols = {self.fs.protocol} if isinstance(self.fs.protocol, str) else set(self.fs.protocol)
        self.is_whole_at_once = bool(protocols & _WHOLE_AT_ONCE)
        self.in_memory = "memory" in protocols

    def spool(self) -> Path:
        """Return a folder for unfinished packages; beside the finished ones where that is a folder here."""
        if not self.is_local:
            return Path(tempfile.gettempdir())
        folder = Path(self.root) / ASIDE
        patiently(lambda: folder.mkdir(parents=True, exist_ok=True))
        return folder

    def sizes(self) -> dict[str, int]:
        """Return every finished file by name, with its bytes."""

        def listed() -> dict[str, int]:
            self.fs.invalidate_cache()
            if not self.fs.exists(self.root):
                return {}
            found = self.fs.find(self.root, detail=True)
            names = {self._name(path): int(each["size"]) for path, each in found.items()}
            return {name: size for name, size in names.items() if not name.startswith(f"{ASIDE}/")}

        return patiently(listed)

    def put(self, file: Path, name: str) -> None:
        """Move a finished file to its name in the store."""
        patiently(lambda: self._put(file, name))

    def write(self, name: str, content: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=self.spool(), delete=False) as aside:
            path = Path(aside.name)
        try:
            path.write_bytes(content)
            path.chmod(0o644)
            self.put(path, name)
        finally:
            path.unlink(missing_ok=True)

    def read(self, name: str) -> bytes:
        return patiently(lambda: bytes(self.fs.cat_file(self._path(name))))

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file that is there."""

        def read() -> str:
            found = hashlib.sha256()
            with self.fs.open(self._path(name), "rb") as file:
                while piece := file.read(_READ_BYTES):
                    found.update(piece)
            return found.hexdigest()

        return patiently(read)

    def is_whole(self, name: str) -> bool:
        """Tell whether a zip that is there can be read to its end, and every file in it has its checksum."""

        def read() -> bool:
            with self.fs.open(self._path(name), "rb") as file:
                try:
                    with zipfile.ZipFile(file) as package:
                        return package.testzip() is None
                except (zipfile.BadZipFile, zlib.error, EOFError):
                    return False

        return patiently(read)

    def tidy(self) -> None:
        """Take away what workers that died have left aside."""
        aside = self._path(ASIDE)
        if not self.is_whole_at_once and self.fs.exists(aside):
            self.fs.rm(aside, recursive=True)

    def _put(self, file: Path, name: str) -> None:
        target = self._path(name)
        if self.is_whole_at_once:
            self.fs.put_file(str(file), target)
            return
        self.fs.makedirs(self.fs._parent(target), exist_ok=True)
        if self.is_local:
            file.replace(target)
            return
        aside = self._path(f"{ASIDE}/{file.name}")
        self.fs.makedirs(self.fs._parent(aside), exist_ok=True)
        self.fs.put_file(str(file), aside)
        self.fs.mv(aside, target)

    def _path(self, name: str) -> str:
        return f"{self.root.rstrip('/')}/{name}"

    def _name(self, path: str) -> str:
        return path.removeprefix(self.root.rstrip("/") + "/")


def patiently(action: Callable[[], Answer]) -> Answer:
    """Return what ``action`` gives, trying again where that can help. Raises StoreFault."""
    for wait_s in (*WAITS_S, None):
        try:
            return action()
        except Exception as fault:  # each store has exceptions of its own, and not all of them are OSError
            if wait_s is None or (isinstance(fault, OSError) and is_final(fault)):
                raise StoreFault(reason(fault)) from fault
            time.sleep(wait_s * random.uniform(0.5, 1.5))
    raise AssertionError


def is_final(fault: OSError) -> bool:
    """Tell whether trying again is of no use: no room, no right, no such place."""
    return isinstance(fault, (PermissionError, FileNotFoundError)) or fault.errno in _FINAL


def reason(fault: BaseException) -> str:
    """Return a fault in one line, with the file that it is about."""
    said = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
    if file := getattr(fault, "filename", None):
        said = f"{said}: {file}"
    return " ".join(str(said).split())[:300]
