"""Fleets over several processes, on this machine and on a Dask cluster, of which some die."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from seemenow import resources
from seemenow.fleet import run as fleet_module
from seemenow.fleet.make import Made
from seemenow.fleet.run import TASK
from seemenow.fleet.store import ASIDE
from seemenow.outside import OutsideMissing

from .conftest import KillsOnce, MakeFleet, run, states

SCHOOLS = 6 * TASK
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Give the address of a cluster in processes of its own, and the process that leads their group."""
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    command = [sys.executable, str(script)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("how", [{"jobs": 2}, {"cluster": "local:2"}], ids=["pool", "cluster"])
def test_a_process_that_is_killed_in_the_middle_costs_no_package(
    make_fleet: MakeFleet, tmp_path: Path, how: dict[str, object]
) -> None:
    out, kills = tmp_path / "out", KillsOnce()
    done = run(make_fleet(SCHOOLS), out, told=kills, **how)
    assert kills.killed
    assert (states(done), done.stopped) == ({"made": SCHOOLS}, "")
    assert kills.killed not in {each.worker for each in done.rows[-TASK:]}
    assert len([*out.rglob("*.zip")]) == SCHOOLS
    assert not (out / ASIDE).exists()


def test_one_process_two_processes_and_a_cluster_make_the_same_bytes(make_fleet: MakeFleet, tmp_path: Path) -> None:
    file, found = make_fleet(TASK + 1), []
    for name, how in {"one": {"jobs": 1}, "two": {"jobs": 2}, "cluster": {"cluster": "local:2"}}.items():
        done = run(file, tmp_path / name, **how)
        found.append([(each.order.file, each.sha256) for each in done.rows])
    assert found[0] == found[1] == found[2]


def test_when_the_cluster_vanishes_the_work_ends_and_the_next_run_makes_the_rest(
    make_fleet: MakeFleet, tmp_path: Path, elsewhere: tuple[str, subprocess.Popen[str]]
) -> None:
    address, leader = elsewhere
    file, out = make_fleet(SCHOOLS), tmp_path / "out"

    def told(made: Made, done: int, of: int) -> None:
        if leader.poll() is None:
            os.killpg(leader.pid, signal.SIGKILL)
            leader.wait()

    done = run(file, out, cluster=address, told=told)
    assert done.stopped == "The cluster has vanished"
    left = states(done)["waiting"]
    assert left >= SCHOOLS - 4 * TASK
    again = run(file, out, jobs=1)
    whole = states(again)
    assert whole["there"] + whole["made"] == SCHOOLS
    assert whole["there"] >= SCHOOLS - left
    assert len({each.sha256 for each in again.rows}) == 1  # all these schools have the same words


@pytest.mark.parametrize("how", [["--jobs", "1"], ["--jobs", "2"], ["--cluster", "local:2"]], ids=" ".join)
def test_ctrl_c_ends_the_work_in_one_sentence_and_what_was_made_stays(
    make_fleet: MakeFleet, tmp_path: Path, how: list[str]
) -> None:
    """It reaches every process of the terminal at once."""
    # Where a shell runs the tests in the background it has them ignore Ctrl-C, and so would what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    file, out = make_fleet(SCHOOLS), tmp_path / "out"
    command = [sys.executable, "-m", "seemenow", "fleet", str(file), "--out", str(out), *how]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        assert first.endswith(f"of {SCHOOLS} packages\n")
        os.killpg(process.pid, signal.SIGINT)
        said, told = process.communicate()
    assert process.returncode == 3, (said, told)
    assert not [line for line in told.splitlines() if not line.endswith(f"of {SCHOOLS} packages")], (said, told)
    assert "Interrupted. Say the same again to go on; what is there is not made again." in said
    again = states(run(file, out, jobs=1))
    assert again["there"] >= int(first.partition(" ")[0])
    assert sum(again.values()) == SCHOOLS


def test_a_cluster_that_is_not_there_is_told_before_anything_is_made(make_fleet: MakeFleet, tmp_path: Path) -> None:
    with pytest.raises(OutsideMissing, match="cannot be reached"):
        run(make_fleet(1), tmp_path / "out", cluster="tcp://127.0.0.1:1")
    assert not [*(tmp_path / "out").rglob("*.zip")]


def test_workers_with_another_builder_are_refused(make_fleet: MakeFleet, tmp_path: Path) -> None:
    other = tmp_path / "assets"
    shutil.copytree(resources.assets(), other)
    (other / "player" / "shell.html").write_text("<!-- other -->")
    with pytest.raises(OutsideMissing, match="another builder"):
        run(make_fleet(1), tmp_path / "out", cluster="local:1", assets=other)


def test_a_package_on_which_every_process_dies_ends_the_work_instead_of_going_on_for_ever(
    make_fleet: MakeFleet, tmp_path: Path
) -> None:
    file = make_fleet(SCHOOLS)

    def told(made: Made, done: int, of: int) -> None:
        for each in multiprocessing.active_children():  # all: one that lives on may make the rest meanwhile
            each.kill()

    done = run(file, tmp_path / "out", jobs=1 + 1, told=told)
    assert done.stopped == f"Processes died {fleet_module.LIVES} times over, perhaps for want of memory"
    assert states(run(file, tmp_path / "out", jobs=1)).keys() == {"there", "made"}
