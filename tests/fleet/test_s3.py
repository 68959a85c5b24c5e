"""Fleets into S3: moto's server on this machine, behind what fails, is slow or forbids."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import fsspec
import pytest
import s3fs
from moto.server import ThreadedMotoServer
from seemenow.fleet import run as fleet_module
from seemenow.fleet import store
from seemenow.fleet.run import SHEET, TABLE, TASK
from seemenow.outside import OutsideMissing

from .conftest import KillsOnce, MakeFleet, run, states

BUCKET, URL = "schools", "s3://schools/see-me-now"
SCHOOLS = 3 * TASK
FAILS = b"<Error><Code>InternalError</Code><Message>We encountered an internal error</Message></Error>"
FORBIDS = b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Trouble:
    """Stands before the store. ``answer`` may answer a request for a package itself, by its number."""

    def __init__(self, app: App) -> None:
        self.app, self.count, self.lock = app, 0, threading.Lock()
        self.answer: Callable[[int], tuple[str, bytes] | None] = lambda number: None

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "PUT" or not environ["PATH_INFO"].endswith(".zip"):
            return self.app(environ, start)
        with self.lock:
            self.count += 1
            number = self.count
        said = self.answer(number)
        if said is None:
            return self.app(environ, start)
        environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        status, body = said
        start(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
        return [body]


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Iterator[Trouble]:
    """Give what stands before an S3 with one empty bucket, to which the environment leads, workers' too."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    assert server._server is not None
    before = Trouble(server._server.app)
    server._server.app = before
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    fsspec.filesystem("s3").mkdir(BUCKET)
    yield before
    fsspec.filesystem("s3").rm(BUCKET, recursive=True)
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def names() -> list[str]:
    bucket = fsspec.filesystem("s3")
    bucket.invalidate_cache()
    return [path.removeprefix(f"{BUCKET}/see-me-now/") for path in bucket.find(BUCKET)]


@pytest.mark.parametrize("how", [{"jobs": 2}, {"cluster": "local:2"}], ids=["pool", "cluster"])
def test_a_store_that_fails_and_dawdles_and_a_worker_that_dies_cost_no_package(
    make_fleet: MakeFleet, trouble: Trouble, how: dict[str, object]
) -> None:
    slow = threading.Event()  # never set: waiting for it is being slow

    def answer(number: int) -> tuple[str, bytes] | None:
        if number % 7 == 0:
            return "500 Internal Server Error", FAILS
        if number % 5 == 0:
            slow.wait(1.0)
        return None

    trouble.answer = answer
    file = make_fleet(SCHOOLS)
    done = run(file, URL, told=KillsOnce(), **how)
    assert (states(done), done.stopped) == ({"made": SCHOOLS}, "")
    assert sorted(names()) == sorted([*(each.order.file for each in done.rows), TABLE, SHEET])
    puts = trouble.count
    again = run(file, URL, **how)
    assert (states(again), trouble.count) == ({"there": SCHOOLS}, puts)
    assert [each.sha256 for each in again.rows] == [each.sha256 for each in done.rows]


def test_a_bucket_that_forbids_ends_the_work_and_the_next_run_goes_on(
    make_fleet: MakeFleet, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleet_module, "ENOUGH", 3)
    trouble.answer = lambda number: ("403 Forbidden", FORBIDS) if number > 5 else None
    file = make_fleet(SCHOOLS)
    done = run(file, URL, jobs=1)
    assert done.stopped == "The target failed 3 times in a row: Access Denied"
    assert states(done) == {"made": 5, "failed": 3, "waiting": SCHOOLS - 8}
    assert len(names()) == 5 + len([TABLE, SHEET])
    trouble.answer = lambda number: None
    assert states(run(file, URL, jobs=1)) == {"there": 5, "made": SCHOOLS - 5}


def test_a_store_that_is_lost_in_the_middle_ends_the_work_and_the_next_run_goes_on(
    make_fleet: MakeFleet, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleet_module, "ENOUGH", 2)
    monkeypatch.setattr(store, "WAITS_S", (0.0,))
    trouble.answer = lambda number: ("500 Internal Server Error", FAILS) if number > 5 else None
    file = make_fleet(TASK)
    done = run(file, URL, jobs=1)
    assert done.stopped.startswith("The target failed 2 times in a row: ")
    assert states(done) == {"made": 5, "failed": 2, "waiting": TASK - 7}
    trouble.answer = lambda number: None
    assert states(run(file, URL, jobs=1)) == {"there": 5, "made": TASK - 5}


def test_a_bucket_that_does_not_exist_is_told_before_anything_is_made(make_fleet: MakeFleet, trouble: Trouble) -> None:
    with pytest.raises(OutsideMissing, match="cannot be written to"):
        run(make_fleet(1), "s3://nowhere/see-me-now", jobs=1)
    assert trouble.count == 0
