"""Make the packages of a fleet in one process: an edition is compiled once, and only a school's own is made anew."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import socket
import tempfile
import time
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from scormkit import archive
from scormkit.problems import has_errors

from .. import __version__, pipeline
from ..assemble import Package, Request, assemble
from ..theme.look import Brand, OwnContact
from .plan import Edition, Order
from .store import Store, StoreFault, reason

# Orders of one edition, and the bytes of those packages that are there already.
Task = tuple[Sequence[Order], Mapping[str, int]]
State = Literal["made", "there", "failed", "waiting"]


@dataclass(frozen=True, kw_only=True)
class Made:
    """What became of an order. ``by_store``: it failed because of the store or the disk, not of what was built."""

    order: Order
    state: State
    sha256: str = ""
    bytes: int = 0
    seconds: float = 0.0
    worker: str = ""
    reason: str = ""
    by_store: bool = False


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a process must have to work for a fleet. ``course``: the files of the course, where it is not at hand."""

    name: str
    examined: pipeline.Examined
    folder: Path
    assets: Path
    url: str
    builder: str
    strict: bool
    brands: Mapping[str, Brand]
    contacts: Mapping[str, OwnContact]
    course: bytes = b""


class OtherBuilder(Exception):
    """This process has another builder than the one that ordered."""


class Gone(Exception):
    """Those who make packages are gone. The sentence says who."""


class Worker:
    """One process that makes packages."""

    def __init__(self, job: Job) -> None:
        self.job, self.store = job, Store(job.url)
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        # Orders come edition by edition; four, because tasks of different editions may take turns.
        self.edition = lru_cache(maxsize=4)(self._edition)
        self.package = lru_cache(maxsize=4)(self._package)

    def make(self, order: Order) -> Made:
        """Make, verify and put away one package. Whatever goes wrong is told and never raised: others are waiting."""
        started = time.perf_counter()
        done = Made(order=order, state="failed", worker=self.name)
        try:
            package = self.package(order.edition, order.contact)
            try:
                done = self._delivered(package, order, done)
            except (StoreFault, OSError) as fault:
                done = replace(done, reason=reason(fault), by_store=True)
        except Exception as fault:  # a fault of one brand or edition, and there may be four thousand sound ones
            done = replace(done, reason=f"{type(fault).__name__}: {reason(fault)}")
        return replace(done, seconds=round(time.perf_counter() - started, 3))

    def look(self, order: Order, size: int) -> Made:
        """Return what is to be known of a package that is there; make it again if it is no whole zip."""
        try:
            if not self.store.is_whole(order.file):
                return self.make(order)
            return Made(order=order, state="there", bytes=size, sha256=self.store.digest(order.file), worker=self.name)
        except StoreFault as fault:
            return Made(order=order, state="failed", reason=reason(fault), by_store=True, worker=self.name)

    def _delivered(self, package: Package, order: Order, done: Made) -> Made:
        # The package's own name, so that faults name it; in a folder of this process, so that no two meet.
        spool = self.store.spool() / f"{uuid.uuid4().hex}-{package.name}"
        try:
            digest = archive.write(spool, package.files)
            size = spool.stat().st_size
            problems = pipeline.verified(spool, order.format)
            if has_errors(problems, strict=self.job.strict):
                first = next(each for each in problems if has_errors([each], strict=self.job.strict))
                return replace(done, reason=f"{first.code}: {first.message}")
            self.store.put(spool, order.file)
        finally:
            spool.unlink(missing_ok=True)
        return replace(done, state="made", sha256=digest, bytes=size)

    def _package(self, edition: Edition, contact: str) -> Package:
        """Return what schools get that have the same contact, or none of their own."""
        request = self.edition(edition)
        if contact and request.brand:
            own = replace(request.brand.theme, contact=self.job.contacts[contact])
            request = replace(request, brand=replace(request.brand, theme=own))
        return assemble(request)

    def _edition(self, edition: Edition) -> Request:
        """Return what packages of one edition share; it keeps what their pages have in common."""
        brand, audience, language, format_, lite = edition
        job, own = self.job, self.job.brands.get(brand)
        return pipeline.request(job.examined, language, audience, format_, job.folder, job.assets, lite=lite, brand=own)


_workers: dict[str, Worker] = {}


def begin(job: Job, folder: Path | None = None) -> None:
    """Make this process ready for a job; ``folder``: where to put the course when it came along.

    Raises OtherBuilder: packages of two builders must not stand under names that promise the same one.
    """
    if job.course:
        from .. import resources

        assets = resources.assets()
        if builder_digest(assets) != job.builder:
            raise OtherBuilder(f"{socket.gethostname()} has another builder than the one that ordered")
        home = Path(tempfile.mkdtemp(prefix="seemenow-fleet-", dir=folder)) / job.folder.name
        with zipfile.ZipFile(BytesIO(job.course)) as files:
            files.extractall(home)
        job = replace(job, folder=home, assets=assets, course=b"")
    _workers[job.name] = Worker(job)


def work(name: str, orders: Sequence[Order], there: Mapping[str, int]) -> list[Made]:
    """Make some packages of a job that this process is ready for; look at those that are ``there`` (bytes by name)."""
    worker = _workers[name]
    return [worker.look(each, there[each.file]) if each.file in there else worker.make(each) for each in orders]


def end(name: str) -> None:
    _workers.pop(name, None)


def course_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file of a course by name; what begins with a dot belongs to editors and version control."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path


def packed_course(folder: Path, *, with_films: bool) -> bytes:
    """Return the files of a course as a zip, to send to processes elsewhere."""
    packed = BytesIO()
    # Some ways of copying a folder date everything 1970, and a zip knows no day before 1980.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED, strict_timestamps=False) as files:
        for name, path in course_files(folder):
            if with_films or path.suffix != ".mp4":
                files.write(path, name)
    return packed.getvalue()


def course_digest(folder: Path) -> str:
    return _digest(course_files(folder))


def builder_digest(assets: Path) -> str:
    """Return the hash of all that builds: our own code, templates, scripts and drawings, and the version."""
    own = Path(__file__).parents[1]
    code = [(each.relative_to(own.parent).as_posix(), each) for each in sorted(own.rglob("*.py"))]
    kit = Path(archive.__file__).parent
    code += [(each.relative_to(kit.parent).as_posix(), each) for each in sorted(kit.rglob("*.py"))]
    return _digest([*code, *course_files(assets)], __version__)


def _digest(files: Iterator[tuple[str, Path]] | list[tuple[str, Path]], begin: str = "") -> str:
    found = hashlib.sha256(begin.encode())
    for name, path in files:
        with path.open("rb") as file:
            found.update(f"{name} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return found.hexdigest()


def as_row(made: Made) -> dict[str, object]:
    """Return one line of the table of a fleet."""
    return {
        **dataclasses.asdict(made.order),
        "state": made.state,
        "sha256": made.sha256,
        "bytes": made.bytes,
        "seconds": made.seconds,
        "worker": made.worker,
        "reason": made.reason,
    }
