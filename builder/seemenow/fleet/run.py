"""Make a package for every school, brand, audience, language and format: here, in several processes, or on a cluster.

What is there already is not made again, so the way to go on after anything went wrong is to say the same once more.
"""

from __future__ import annotations

import csv
import json
import os
import signal
import uuid
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import StringIO
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

from scormkit.problems import Problem, has_errors, in_order

from .. import pipeline, present
from ..outside import OutsideMissing, need
from ..spoken import part, say
from . import make, plan
from .make import Gone, Job, Made, State, Task, as_row
from .plan import Order
from .store import Store, StoreFault

TABLE, SHEET = "fleet.jsonl", "fleet.csv"
TASK = 20  # packages a task: small enough to lose without tears, large enough that handing out costs nothing
ENOUGH = 20  # failures of the store in a row after which nothing more is tried
SHOWN = 10  # failures that are told on the screen; the tables have all
STATES: tuple[State, ...] = ("made", "there", "failed", "waiting")
LIVES = 3  # times that a pool whose process died is set up anew
Results = Iterator[Sequence[Made]]
Told = Callable[[Made, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """What became of every order. ``stopped``: why the work ended before the last one, or nothing.

    ``own``: of the problems those of the fleet file, its table, themes and contacts, and not of the course.
    """

    rows: tuple[Made, ...]
    problems: tuple[Problem, ...]
    own: tuple[Problem, ...] = ()
    stopped: str = ""
    tables: tuple[str, ...] = ()


def fleet(
    file: Path,
    assets: Path,
    course: Callable[[], Path],
    url: str,
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    today: date | None = None,
    strict: bool = False,
    told: Told = lambda made, done, of: None,
) -> Fleet:
    """Make what a fleet file asks for into ``url``. ``course``: gives its folder where the fleet file names none.

    ``jobs``: processes on this machine, as many as it has cores when None. ``cluster``: the address of a Dask
    scheduler, or ``local:N`` for one of N processes. Nothing is made when the fleet file or the course has errors.
    Raises OutsideMissing when the target or the cluster cannot be reached at all.
    """
    read = plan.read(file)
    if read.fleet is None:
        return Fleet(rows=(), problems=in_order(read.problems))
    folder = (file.parent / read.fleet.course).resolve() if read.fleet.course else course()
    examined = pipeline.examine(folder, assets, today=today)
    problems = [*read.problems, *(each for each in examined.problems if each.severity in {"error", "warning"})]
    if examined.courses is None:
        return Fleet(rows=(), problems=in_order(problems))
    builder = make.builder_digest(assets)
    if not has_errors(problems, strict=strict):
        pipeline.keep_slots(folder, examined)
    base = f"{builder} {make.course_digest(folder)} {examined.today}"
    planned = plan.plan(read, examined.courses, assets, examined.today, base)
    problems += planned.problems
    if not planned.orders or has_errors(problems, strict=strict):
        return Fleet(rows=(), problems=in_order(problems))
    try:
        store = Store(_absolute(url))
        there, known = _there(store, planned.orders)
        rows = {each.file: known.get(each.file, Made(order=each, state="waiting")) for each in planned.orders}
        _write_tables(store, rows.values())
    except (StoreFault, OSError) as fault:
        raise OutsideMissing(f"{url} cannot be written to: {fault}.", "Mend that and say the same again.") from fault
    job = Job(
        name=uuid.uuid4().hex,
        examined=replace(examined, problems=(), advice=()),
        folder=folder,
        assets=assets,
        url=_absolute(url),
        builder=builder,
        strict=strict,
        brands={name: each.thing for name, each in read.brands.items()},
        contacts={name: each.thing for name, each in read.contacts.items()},
    )
    waiting = [each for each in planned.orders if rows[each.file].state == "waiting"]
    makers = _makers(job, jobs, cluster, store)
    stopped = ""
    try:
        with closing(makers(_tasks(waiting, there))) as results:
            stopped = _gathered(results, rows, told)
    except Gone as fault:
        stopped = str(fault)
    except KeyboardInterrupt:
        stopped = "Interrupted"
    finally:
        left = [each for each in rows.values() if each.state in {"waiting", "failed"}]
        with suppress(StoreFault, OSError):
            _write_tables(store, rows.values())
            if not left:
                store.tidy()
    return Fleet(
        rows=tuple(rows.values()),
        problems=in_order(problems),
        own=planned.problems,
        stopped=stopped,
        tables=tuple(f"{url.rstrip('/')}/{name}" for name in (TABLE, SHEET)),
    )


def _absolute(url: str) -> str:
    return url if "://" in url else Path(url).resolve().as_posix()


def _there(store: Store, orders: Sequence[Order]) -> tuple[dict[str, int], dict[str, Made]]:
    """Return the bytes of what is there, and what an earlier table tells of it.

    What has other bytes than the table tells, as after a copy that was cut off, is not there.
    """
    sizes = store.sizes()
    there = {each.file: sizes[each.file] for each in orders if each.file in sizes}
    told: dict[str, tuple[str, int]] = {}
    if there and TABLE in sizes:
        with suppress(ValueError, KeyError, TypeError):  # a table that somebody changed: its packages are read instead
            rows = [json.loads(line) for line in store.read(TABLE).splitlines()]
            told = {row["file"]: (row["sha256"], row["bytes"]) for row in rows if row["sha256"]}
    there = {name: size for name, size in there.items() if name not in told or told[name][1] == size}
    known = {
        each.file: Made(order=each, state="there", sha256=told[each.file][0], bytes=there[each.file])
        for each in orders
        if each.file in there and each.file in told
    }
    return there, known


def _tasks(orders: Iterable[Order], there: Mapping[str, int]) -> list[Task]:
    """Return the orders in tasks, each of one edition, with the bytes of what is there of them."""
    tasks: list[list[Order]] = []
    for _, same in groupby(orders, key=lambda each: each.edition):
        every = list(same)
        tasks += [every[at : at + TASK] for at in range(0, len(every), TASK)]
    return [(task, {each.file: there[each.file] for each in task if each.file in there}) for task in tasks]


Makers = Callable[[Sequence[Task]], Generator[Sequence[Made], None, None]]


def _makers(job: Job, jobs: int | None, cluster: str | None, store: Store) -> Makers:
    if store.in_memory or (cluster is None and jobs == 1):
        return partial(_here, job)
    if cluster is None:
        return partial(_pool, job, jobs or os.cpu_count() or 1)
    need("distributed", "No cluster can be used here", "Run `pip install dask distributed fsspec rich s3fs`.")
    from .cluster import made

    return partial(made, job, cluster)


def _gathered(results: Results, rows: dict[str, Made], told: Told) -> str:
    """Put each result into ``rows`` as it comes; return why that had to end early, or nothing."""
    in_a_row = 0
    done = sum(each.state == "there" for each in rows.values())
    for some in results:
        for made in some:
            rows[made.order.file] = made
            done += 1
            told(made, done, len(rows))
            in_a_row = in_a_row + 1 if made.by_store else 0
            if in_a_row == ENOUGH:
                return f"The target failed {ENOUGH} times in a row: {made.reason}"
    return ""


def _here(job: Job, tasks: Sequence[Task]) -> Generator[Sequence[Made], None, None]:
    make.begin(job)
    try:
        for orders, there in tasks:
            for each in orders:
                yield make.work(job.name, [each], there)
    finally:
        make.end(job.name)


def _begin(job: Job) -> None:
    """Make a process of the pool ready. Ctrl-C reaches it too, but is for the one that was started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    make.begin(job)


def _pool(job: Job, jobs: int, tasks: Sequence[Task]) -> Generator[Sequence[Made], None, None]:
    """Yield what processes on this machine make; when one dies, the others' unfinished tasks are handed out again."""
    left = dict(enumerate(tasks))
    for _ in range(LIVES):
        # Not forked: the libraries of object stores have threads, which do not survive that.
        pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(job,))
        try:
            futures = {pool.submit(make.work, job.name, *task): at for at, task in left.items()}
            for future in as_completed(futures):
                some = future.result()
                del left[futures[future]]
                yield some
            return
        except BrokenProcessPool:
            continue
        finally:
            pool.shutdown(cancel_futures=True)
    raise Gone(f"Processes died {LIVES} times over, perhaps for want of memory")


def _write_tables(store: Store, made: Iterable[Made]) -> None:
    rows = [as_row(each) for each in made]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    store.write(TABLE, lines.encode())
    sheet = StringIO()
    writer = csv.DictWriter(sheet, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    store.write(SHEET, sheet.getvalue().encode("utf-8-sig"))


def as_value(done: Fleet) -> dict[str, object]:
    """Return what became of a fleet, for a machine; each package stands in the tables."""
    return {
        "packages": {state: len(_in_state(done.rows, state)) for state in STATES},
        "bytes": sum(each.bytes for each in done.rows),
        "tables": list(done.tables),
        "stopped": done.stopped or None,
        "failed": [{"file": each.order.file, "reason": each.reason} for each in _in_state(done.rows, "failed")],
    }


def as_text(done: Fleet) -> list[str]:
    """Return what became of a fleet in lines: a table by brand, the first failures, and where the rest is told."""
    if not done.rows:
        return []
    brands = sorted({each.order.brand for each in done.rows})
    words = {each: say("word", each) for each in ("brand", "size", *STATES)}
    width = max(len(words["brand"]), *map(len, brands))
    lines = [f"{words['brand']:{width}}" + "".join(f"{words[state]:>9}" for state in STATES) + f"{words['size']:>12}"]
    for brand in brands:
        own = [each for each in done.rows if each.order.brand == brand]
        counts = "".join(f"{len(_in_state(own, state)):9}" for state in STATES)
        lines.append(f"{brand:{width}}{counts}{present.size(sum(each.bytes for each in own)):>12}")
    failed = _in_state(done.rows, "failed")
    lines += [f"{words['failed']} {each.order.file}: {part(each.reason)}" for each in failed[:SHOWN]]
    if len(failed) > SHOWN:
        lines.append(part(f"and {len(failed) - SHOWN} more"))
    if done.stopped:
        again = say("word", "Say the same again to go on; what is there is not made again.")
        lines.append(f"{part(done.stopped)}. {again}")
    return [*lines, f"{say('word', 'Each package')}: {', '.join(done.tables)}"]


def _in_state(rows: Sequence[Made], state: State) -> list[Made]:
    return [each for each in rows if each.state == state]
