"""What a report takes: a million rows of each export, beside DuckDB reading the same file into a table."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

ROWS = 1_000_000
RUNS = 5  # in turns, of which the median counts: one run by itself was now above and now below what is asked
BLOCK = 1000  # rows that are written again and again, each time for other learners
BOOK = "interaction,language,type,question,right,before\n" + "".join(
    f"final_{name},en,single,Question {name}?,b,\n" for name in "abcdefghij"
)
SURE = ("sure_first,en,confidence,I would notice.,,\n", "sure_last,en,confidence,Now I would notice.,,sure_first\n")


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the whole report took and what DuckDB's own read of the file: seconds, CPU seconds, the most megabytes."""

    export: str
    rows: int
    file_mb: float
    report: tuple[float, float, float]
    read: tuple[float, float, float]

    @property
    def ratio(self) -> float:
        """Of CPU seconds, which on a busy machine stay what they are."""
        return self.report[1] / self.read[1]


class Told(Protocol):
    def tell(self, name: str, value: float, unit: str, **more: Any) -> None: ...


def million(bench: Told) -> None:
    """Tell what a report on a million rows of each export takes, beside DuckDB's own read of the same file."""
    for export in EXPORTS:
        each = measured(export)
        wall, cpu, megabytes = each.report
        about = {"rows": each.rows, "file_mb": each.file_mb, "wall": wall}
        bench.tell(f"report, {export}", cpu, "s CPU", yardstick=each.read[1], aim=2.0, **about)
        bench.tell(f"report, {export}, memory", megabytes, "MB", yardstick=each.read[2])


def measured(export: str, rows: int = ROWS) -> Figures:
    """Make an export of so many rows, report on it and read it, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="report-bench-") as name:
        folder = Path(name)
        file = folder / ("statements.jsonl" if export == "statements" else f"{export}.csv")
        with file.open("w", encoding="utf-8") as stream:
            stream.writelines(EXPORTS[export](rows))
        (folder / "book.csv").write_text(BOOK + "".join(SURE))
        size = round(file.stat().st_size / 1e6, 1)
        turns = [(_alone("read", file), _alone("report", file)) for _ in range(RUNS)]
    read, report = zip(*turns, strict=True)
    return Figures(export=export, rows=rows, file_mb=size, report=_median(report), read=_median(read))


def completion(rows: int) -> Iterator[str]:
    """Yield Moodle's activity completion."""
    yield ',"Email address","Institution","See Me Now",""\n'
    states = [("Completed", f"{_day(n):%F %T}") if n % 3 else ("Not completed", "") for n in range(BLOCK)]
    for n in range(rows):
        state, day = states[n % BLOCK]
        yield f'"Learner {n}","l{n}@school.example","School {n % 400}","{state}","{day}"\n'


def interactions(rows: int) -> Iterator[str]:
    """Yield Moodle's interactions report with ten questions and two on confidence."""
    asked = [*(f"final_{name}" for name in "abcdefghij"), "sure_first", "sure_last"]
    head = ["Name", "Email address", "Institution", "Attempt", "Started on", "Last accessed on", "Score", "See Me Now"]
    yield "\t".join([*head, *(f"{kind} {n}" for n in range(12) for kind in ("Question", "Response", "Result"))]) + "\n"
    block = []
    for n in range(BLOCK):
        cells = ["1", *(f'"{day:%A}, {day.day} {day:%B %Y, %I:%M %p}"' for day in (_day(n), _day(n + 1)))]
        cells += ["86", "86/100" if n % 3 else "Incomplete"]
        for at, question in enumerate(asked):
            right = (n + at) % 4 > 0
            sure = str(1 + (n + at) % 5)
            final = question.startswith("final")
            cells += [question, "ba"[not right] if final else sure, ("wrong", "correct")[right] if final else "neutral"]
        block.append("\t".join(cells))
    for n in range(rows):
        yield f"Learner {n}\tl{n}@school.example\tSchool {n % 400}\t{block[n % BLOCK]}\n"


def statements(rows: int) -> Iterator[str]:
    """Yield xAPI statements: of each learner ten, of which eight are answers."""
    verb, activity = "http://adlnet.gov/expapi/verbs/", "https://lms.example/activity/42"
    for n in range(rows):
        who, at = divmod(n, 10)
        kind = "initialized" if at == 0 else "completed" if at == 9 else "answered"
        answer = kind == "answered"
        each = {
            "id": f"00000000-0000-4000-8000-{n:012}",
            "actor": {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": f"learner-{who}"}},
            "verb": {"id": verb + kind, "display": {"en": kind}},
            "object": {"objectType": "Activity", "id": f"{activity}/final_{'abcdefghij'[at]}" if answer else activity},
            "timestamp": f"{_day(who % BLOCK):%FT%T.000Z}",
            "result": {"response": "ba"[who % 3 == 0], "success": who % 3 > 0} if answer else {"duration": "PT1M"},
            "context": {"registration": f"00000000-0000-4000-9000-{who:012}", "extensions": {"session": "1"}},
        }
        yield json.dumps(each) + "\n"


EXPORTS: dict[str, Callable[[int], Iterator[str]]] = {
    "completion": completion,
    "interactions": interactions,
    "statements": statements,
}


def _day(n: int) -> datetime:
    return datetime(2026, 1, 5, 16, 5) + timedelta(days=n % 250)


def _alone(what: str, file: Path) -> tuple[float, float, float]:
    """Run this module for one of the two, in a process of its own; return seconds, CPU seconds and megabytes."""
    command = [sys.executable, __file__, what, str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wall, cpu, megabytes = (round(float(each), 2) for each in done.stdout.split()[-3:])
    return wall, cpu, megabytes


def _median(runs: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    wall, cpu, megabytes = (statistics.median(each) for each in zip(*runs, strict=True))
    return wall, cpu, megabytes


def _read(file: Path) -> None:
    import duckdb

    with duckdb.connect() as db:
        how = "read_ndjson_auto" if file.suffix == ".jsonl" else "read_csv_auto"
        db.execute(f"CREATE TABLE whole AS SELECT * FROM {how}(?)", [str(file)])


def _report(file: Path) -> None:
    from seemenow import resources
    from seemenow.report.make import Settings, report

    done = report(
        [file],
        file.with_name("book.csv"),
        None,
        file.with_name("out"),
        resources.assets(),
        today=date(2026, 11, 22),
        settings=Settings(activity=None),
    )
    assert done.folder, done.problems


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in ("read", "report"):
        import duckdb  # noqa: F401  # so that loading it counts for neither

        begun, cpu = time.perf_counter(), time.process_time()
        (_read if sys.argv[1] == "read" else _report)(Path(sys.argv[2]))
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(time.perf_counter() - begun, used.ru_utime + used.ru_stime - cpu, used.ru_maxrss / 1024)
    else:
        for export in sys.argv[1:] or EXPORTS:
            figures = measured(export)
            print(figures, f"ratio {figures.ratio:.2f}")
