"""Zips have the same bytes everywhere, and are there whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
import random
import stat
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from scormkit import archive

FILES: dict[str, bytes | Path] = {
    "player.js": b"go()" * 1000,
    "imsmanifest.xml": b"<manifest/>",
    "index.html": b"<p>Rivers</p>",
    "ufer-ü.txt": "für".encode(),
}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "package.zip"


def test_the_bytes_are_always_the_same(target: Path) -> None:
    """The hash was taken once: it changes when the format of our zips does, and with it every released package."""
    digest = archive.write(target, FILES)

    assert digest == hashlib.sha256(target.read_bytes()).hexdigest()
    assert digest == "2e2ff682b21548119bcf5753a2c8a959ba8894e1dbe55e1a3216097030b5596e"


def test_order_of_the_input_and_where_a_file_came_from_do_not_matter(target: Path, tmp_path: Path) -> None:
    first = archive.write(target, FILES)
    names = list(FILES)
    random.Random(1).shuffle(names)
    film = tmp_path / "film.bin"
    film.write_bytes(b"go()" * 1000)

    assert archive.write(target, {name: film if name == "player.js" else FILES[name] for name in names}) == first


def test_members_are_plain_sorted_and_without_a_date(target: Path) -> None:
    archive.write(target, FILES)

    with zipfile.ZipFile(target) as package:
        assert package.testzip() is None
        infos = package.infolist()
        assert {name: package.read(name) for name in package.namelist()} == FILES
    assert [info.filename for info in infos] == ["imsmanifest.xml", "index.html", "player.js", "ufer-ü.txt"]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {stat.S_IFREG | 0o644}
    assert {(info.create_system, info.compress_type, info.extra) for info in infos} == {(3, zipfile.ZIP_STORED, b"")}
    # Only the UTF-8 flag, and only where the name needs it; no data descriptors, which some readers fail at.
    assert [info.flag_bits for info in infos] == [0, 0, 0, 0x800]


def test_the_manifest_stands_before_all_others(target: Path) -> None:
    archive.write(target, {"a.css": b"a", **FILES})
    with zipfile.ZipFile(target) as package:
        assert package.namelist()[:3] == ["imsmanifest.xml", "a.css", "index.html"]


def test_a_new_zip_takes_the_place_of_the_old_one(target: Path) -> None:
    archive.write(target, {"a.txt": b"old"})
    archive.write(target, {"a.txt": b"new"})

    with zipfile.ZipFile(target) as package:
        assert package.read("a.txt") == b"new"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


class Refusing(io.FileIO):
    """A file on a disk that takes only some bytes."""

    room = 2000
    failure: BaseException = OSError(errno.ENOSPC, "No space left on device")

    def write(self, data: Any) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise self.failure
        return super().write(data)


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("room", [0, 50, 2000, 4600])
def test_a_failure_leaves_the_previous_zip_and_nothing_else(
    failure: BaseException, room: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write(target, {"a.txt": b"old"})
    before = target.read_bytes()

    def opened(self: Path, mode: str = "r", **rest: Any) -> Any:
        file = Refusing(self, mode.replace("b", ""))
        file.room, file.failure = room, failure
        return file

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", opened)
        with pytest.raises(type(failure)):
            archive.write(target, FILES)

    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_file_that_vanished_leaves_the_previous_zip_and_nothing_else(target: Path) -> None:
    archive.write(target, {"a.txt": b"old"})
    before = target.read_bytes()

    with pytest.raises(FileNotFoundError):
        archive.write(target, {**FILES, "film.mp4": target.with_name("gone.mp4")})

    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_large_files_are_streamed(target: Path, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(80 << 20)
    tracemalloc.start()

    archive.write(target, {"film.mp4": film})

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20
    assert target.stat().st_size > 80 << 20
