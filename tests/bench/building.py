"""What a build takes: one package, a hundred, ever longer courses; and what it takes to verify one."""

from __future__ import annotations

import json
import math
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..conftest import MINIMAL, ROOT
from .measure import Bench, Run, python, seemenow

COURSE = ROOT / "course"
# Everything that a build imports, found by asking Python after one.
IMPORTS = """
import runpy, sys
sys.argv = ["seemenow", *sys.argv[1:]]
try: runpy.run_module("seemenow", run_name="__main__")
except SystemExit: pass
print(",".join(name for name in sys.modules if "__main__" not in name))
"""
IMPORT = """
import importlib, sys
for name in open(sys.argv[1]).read().split(","):
    try: importlib.import_module(name)
    except ImportError: pass
"""
STORE = (
    "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1]) as a, zipfile.ZipFile(sys.argv[2], 'w') as b:\n"
    "    for each in a.infolist(): b.writestr(each.filename, a.read(each))"
)
HASH = "import hashlib, sys\nwith open(sys.argv[1], 'rb') as file: hashlib.file_digest(file, 'sha256')"
ENLARGE = """
import os, sys, zipfile
small, large, size = *sys.argv[1:3], int(sys.argv[3])
with zipfile.ZipFile(small) as source, zipfile.ZipFile(large, "w") as target:
    film, *others = sorted(source.infolist(), key=lambda each: -each.file_size)
    for each in others:
        target.writestr(each, source.read(each))
    target.writestr(film, source.read(film) + os.urandom(size - os.path.getsize(small)))
"""
CALLS = """
import cProfile, runpy, sys
sys.argv = ["seemenow", *sys.argv[1:]]
profile = cProfile.Profile()
try: profile.runcall(runpy.run_module, "seemenow", run_name="__main__")
except SystemExit: pass
print()
print(sum(each.callcount for each in profile.getstats()))
"""
PAGES = (10, 100, 1000, 5000)
QUESTIONS = (5_000, 10_000)  # too many for one state: a refusal, which must not take for ever
MOST_MEMORY_MB = 400


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for what is built, which goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        yield Path(name)


def one_package(bench: Bench) -> None:
    """1 and 2: the full course warm, after one edited line, and cold."""
    with workshop() as folder:
        course, out = folder / "course", folder / "out"
        shutil.copytree(COURSE, course)
        cache = folder / "cache"
        build = ["env", f"XDG_CACHE_HOME={cache}", *seemenow("build", course, "--lang", "en", "--out", out, "--json")]
        names = bench.median(["env", f"XDG_CACHE_HOME={cache}", *python(IMPORTS, *build[5:])], runs=1)
        (folder / "imports").write_bytes(names.output.splitlines()[-1])
        start_up = bench.median(python(IMPORT, folder / "imports"))
        (package,) = out.glob("*.zip")
        stored = bench.median(python(STORE, package, folder / "stored.zip"))
        base = start_up.cpu + stored.cpu
        bench.tell("start-up", start_up.cpu, "s CPU", wall=round(start_up.wall, 3))
        bench.tell("zip -0", stored.cpu, "s CPU", wall=round(stored.wall, 3), bytes=package.stat().st_size)
        warm = bench.median(build)
        bench.tell("build, warm", warm.cpu, "s CPU", yardstick=base, aim=3, **_beside(warm))
        page = course / "parts" / "01-start" / "welcome.md"
        edited = bench.median(build, before=lambda: _edit(page))
        bench.tell("build, one line edited", edited.cpu, "s CPU", yardstick=base, aim=3, **_beside(edited))
        cold = bench.median(build, before=lambda: shutil.rmtree(cache, ignore_errors=True))
        bench.tell("build, cold", cold.cpu, "s CPU", yardstick=warm.cpu, aim=4, **_beside(cold))


def matrix(bench: Bench) -> None:
    """3: ten editions, two languages and all formats; whole with --long, else three editions, reckoned up."""
    audiences = ["all"] if bench.is_long else ["general", "primary", "boards"]
    formats = [word for name in _formats() for word in ("--format", name)]
    with workshop() as folder:
        small = seemenow("build", COURSE, "--lang", "en", "--lite", "--out", folder, "--json")
        one = bench.median(small)
        chosen = [word for name in audiences for word in ("--audience", name)]
        many = bench.median(seemenow("build", COURSE, "--lite", *chosen, *formats, "--out", folder, "--json"), runs=1)
        made = len(json.loads(many.output)["artifacts"])
        whole = 10 * 2 * len(_formats())
        # What is done once for all of them (reading and checking) is what one package takes, but for its own share.
        share = (many.cpu - one.cpu) / (made - 1)
        cpu = many.cpu if made == whole else one.cpu + share * (whole - 1)
        note = "whole" if made == whole else f"reckoned from {made}: one, and {whole - 1} times the share of the others"
        bench.tell(
            f"matrix of {whole} packages, without films",
            cpu,
            "s CPU",
            yardstick=one.cpu,
            aim=12,
            note=note,
            **_beside(many),
        )


def growth(bench: Bench) -> None:
    """4: courses of ever more pages, and one of 10,000 questions.

    Every course is built once a round, and the fastest build of each counts: what else the machine does makes a build
    slower, never faster. How often functions are called is told beside it: no other program changes that.
    """
    with workshop() as folder:
        cache = folder / "cache"
        courses = {("pages", count): grown(folder / f"pages-{count}", pages=count) for count in PAGES}
        courses |= {
            ("questions", count): grown(folder / f"questions-{count}", pages=10, questions=count) for count in QUESTIONS
        }
        arguments = {each: ("build", path, "--out", folder / "out", "--json") for each, path in courses.items()}

        def whatever_comes(command: Sequence[str]) -> list[str]:
            """Return a command that may find the course unsound."""
            return ["env", f"XDG_CACHE_HOME={cache}", "sh", "-c", '"$@" || test $? = 1', "sh", *command]

        def unknown() -> None:
            shutil.rmtree(cache, ignore_errors=True)

        took = bench.fastest({each: whatever_comes(seemenow(*given)) for each, given in arguments.items()}, unknown)
        note = f"with nothing remembered; fastest of {bench.runs}, in turns"
        for (of, count), each in took.items():
            answer = json.loads(each.output)
            more: dict[str, object] = {"note": note, **_beside(each)}
            if of == "pages":
                worst = answer["artifacts"][0]["state_worst_case"]
                bench.tell(f"build of {count} pages", each.cpu, "s CPU", state_worst_case=worst, **more)
            else:
                codes = {each["code"] for each in answer["problems"] if each["severity"] == "error"}
                bench.tell(f"{count} questions refused", each.cpu, "s CPU", codes=sorted(codes), **more)
            bench.tell(f"memory of {count} {of}", each.memory, "MB", aim=MOST_MEMORY_MB)
        called: dict[tuple[str, int], int] = {}
        for each in (key for key in courses if key[1] not in PAGES[1:-2]):
            counted = bench.median(whatever_comes(python(CALLS, *arguments[each])), before=unknown, runs=1)
            called[each] = int(counted.output.split()[-1])
        smallest = ("pages", PAGES[0])  # what it takes, every course takes
        cpu = {each: run.cpu - took[smallest].cpu for each, run in took.items()}
        calls = {each: count - called[smallest] for each, count in called.items()}
        for of, few, many in (("pages", *PAGES[-2:]), ("questions", *QUESTIONS)):
            name, times = f"growth from {few} to {many} {of}", math.log(many / few)
            bench.tell(name, math.log(cpu[of, many] / cpu[of, few]) / times, "exponent of CPU", aim=1.1, note=note)
            exponent = math.log(calls[of, many] / calls[of, few]) / times
            bench.tell(name, exponent, "exponent of calls", aim=1.1, calls=[called[of, few], called[of, many]])


def verifying(bench: Bench) -> None:
    """6: verify a package of 100 MB, beside reading and hashing it once."""
    with workshop() as folder:
        bench.median(seemenow("build", COURSE, "--lang", "en", "--out", folder, "--json"), runs=1)
        (small,) = folder.glob("*.zip")
        package = folder / "large.zip"
        # In a process of its own: whoever starts others lends them its own memory for a moment, and they count it.
        bench.median(python(ENLARGE, small, package, 100_000_000), runs=1)
        hashed = bench.median(python(HASH, package))
        empty = bench.median(seemenow("verify", _tiny(folder), "--json"))
        verified = bench.median(["sh", "-c", '"$@"; true', "sh", *seemenow("verify", package, "--json")])
        bench.tell("read and hash 100 MB", hashed.cpu, "s CPU", bytes=package.stat().st_size)
        bench.tell("verify 100 MB", verified.cpu, "s CPU", yardstick=hashed.cpu, aim=3, **_beside(verified))
        bench.tell("verify the smallest package", empty.cpu, "s CPU", note="what starting and the schemas take")


def _beside(run: Run) -> dict[str, float]:
    return {"wall": round(run.wall, 3), "memory_mb": round(run.memory)}


def _edit(page: Path) -> None:
    page.write_text(page.read_text(encoding="utf-8").rstrip() + " Once more.\n", encoding="utf-8")


def _formats() -> Sequence[str]:
    from seemenow.cli.options import FORMATS

    return FORMATS


def _tiny(folder: Path) -> Path:
    course = folder / "tiny-course"
    shutil.copytree(MINIMAL, course)
    out = folder / "tiny"
    Bench(told=lambda _: None).median(seemenow("build", course, "--out", out, "--json"), runs=1)
    return next(out.glob("*.zip"))


def grown(folder: Path, *, pages: int, questions: int = 0) -> Path:
    """Write the smallest course with so many more pages, ten a part, and so many questions for practice."""
    shutil.copytree(MINIMAL, folder)
    parts = []
    for at in range(0, pages, 10):
        name = f"part-{_name(at)}"
        parts.append(name)
        home = folder / "parts" / f"03-{name}"
        home.mkdir()
        ids = [_name(each) for each in range(at, at + 10)]
        home.joinpath("part.yaml").write_text(
            f"id: {name}\ntitle: Part {name}\nminutes: 1\ngoal: You know this part.\ncore: false\n"
            f"pages: [{', '.join(ids)}]\n"
        )
        for each in ids:
            words = (
                f"On page {each} a teacher asks a pupil how the day was. The pupil answers, and the teacher listens."
            )
            home.joinpath(f"{each}.md").write_text(
                f"---\ntitle: Page {each}\n---\n{words}\n\n{words}\n\n- one\n- two\n"
            )
    page = folder / "parts" / "03-last" / "last.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: Last\n---\nThe last page.\n\n::contacts helpline\n")
    page.with_name("part.yaml").write_text(
        "id: last\ntitle: Last\nminutes: 1\ngoal: You know whom to call.\ncore: false\npages: [last]\n"
    )
    parts.append("last")
    text = (folder / "course.yaml").read_text()
    folder.joinpath("course.yaml").write_text(
        text.replace("parts: [start, test]", f"parts: [start, test, {', '.join(parts)}]")
    )
    if questions:
        _ask(folder, questions)
    return folder


def _name(number: int) -> str:
    """Return a number in letters: digits in a text would be taken for a telephone's."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


def _ask(folder: Path, questions: int) -> None:
    lines = ["id: many", "title: Many", "intro: Many questions.", "questions:"]
    for at in range(questions):
        lines += [
            f"  - id: q-{_name(at)}",
            "    type: single",
            f"    text: A pupil is tired on the day that is called {_name(at)}. What now?",
            "    options:",
            "      - {id: a, text: Ask how they are., feedback: A good beginning.}",
            "      - {id: b, text: Accuse somebody., feedback: That helps nobody.}",
            "    right: [a]",
            "    explain: Ask first.",
            "    teaches: [a1]",
        ]
    (folder / "quizzes" / "many.yaml").write_text("\n".join(lines) + "\n")
    page = folder / "parts" / "03-last" / "last.md"
    page.write_text(page.read_text() + "\n::quiz many\n")
