"""Let a Dask cluster make the packages of a fleet; workers may come, die and come back meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import distributed
from distributed.diagnostics.plugin import WorkerPlugin

from ..outside import OutsideMissing
from . import make
from .make import Gone, Job, Made, Task

LOCAL = "local:"
PATIENCE_S = 20  # how long to wait for the scheduler, at the start and whenever it is silent
# Ctrl-C reaches every process of a terminal; the one that was started ends the workers, who need not tell of it.
_DEAF = """
import logging, signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
logging.getLogger("distributed.worker.state_machine").setLevel(logging.ERROR)
"""
# Whoever interrupts Dask before a call has begun is shown a traceback: `sync` cancels what is not there yet.
logging.getLogger("tornado.application").addFilter(lambda record: "sync.<locals>.cancel" not in record.getMessage())
_REMEDY = "Look whether the scheduler runs at that address, with this version of see-me-now on every worker."


class Ready(WorkerPlugin):
    """Makes each worker ready for a job, also those that come later. The course comes along."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.name = f"seemenow-{job.name}"

    def setup(self, worker: Any) -> None:
        make.begin(self.job, Path(worker.local_directory))

    def teardown(self, worker: Any) -> None:
        make.end(self.job.name)


def made(job: Job, cluster: str, tasks: Sequence[Task]) -> Generator[Sequence[Made], None, None]:
    """Yield what a cluster makes. Raises Gone when it vanishes, OutsideMissing when it cannot be reached."""
    with_films = not all(order.lite for orders, _ in tasks for order in orders)
    sent = replace(job, course=make.packed_course(job.folder, with_films=with_films))
    with ExitStack() as open_:
        open_.callback(logging.disable, logging.NOTSET)
        client = _client(cluster, open_)
        # What Dask tells while it is put away, as after Ctrl-C, is no news.
        open_.callback(logging.disable, logging.CRITICAL)
        try:
            client.register_plugin(Ready(sent))
        except Exception as fault:  # whatever a worker elsewhere raised comes back as it is
            raise OutsideMissing(f"The cluster {cluster} cannot work for this fleet: {fault}.", _REMEDY) from fault
        futures = {client.submit(make.work, job.name, *task, pure=False): task for task in tasks}
        for future in distributed.as_completed(futures, loop=client.loop, raise_errors=False):
            yield _answer(future, futures[future])
        client.unregister_worker_plugin(f"seemenow-{job.name}")


def _answer(future: Any, task: Task) -> Sequence[Made]:
    """Return what became of a task; the orders of one on which worker after worker died have failed."""
    try:
        answer: Sequence[Made] = future.result()
        return answer
    except distributed.KilledWorker:
        said = "worker after worker died while making this or one of its neighbours"
        return [Made(order=order, state="failed", reason=said) for order in task[0]]
    except (distributed.CancelledError, OSError) as fault:
        raise Gone("The cluster has vanished") from fault


def _client(cluster: str, open_: ExitStack) -> Any:
    try:
        if cluster.startswith(LOCAL):
            own = distributed.LocalCluster(
                n_workers=int(cluster.removeprefix(LOCAL)),
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",
                preload=[_DEAF],
            )
            cluster = open_.enter_context(own)
        return open_.enter_context(distributed.Client(cluster, timeout=PATIENCE_S, set_as_default=False))
    except (OSError, TimeoutError, ValueError) as fault:
        raise OutsideMissing(f"The cluster {cluster} cannot be reached: {fault}.", _REMEDY) from fault
