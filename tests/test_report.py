"""Exports as LMSs write them become one report: counted right, nothing guessed in silence, told what is left out."""

from __future__ import annotations

import csv
import errno
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from seemenow import resources
from seemenow.cli import main
from seemenow.outside import OutsideMissing
from seemenow.report.make import Made, Settings, report

from .conftest import TESTS
from .test_cli import run
from .test_workbook import ods, xlsx

TODAY = date(2026, 11, 22)
FEW = {"from": 0, "to": 4}
BOOK = (
    "interaction,language,audience,part,type,case,question,answers,right,teaches,nothing_wrong,before\r\n"
    "final_late,en,,Test,single,,What now?,a: x | b: y,b,,,\r\n"
    "final_late,nl,,Toets,single,,Wat nu?,a: x | b: y,b,,,\r\n"
    'final_both,en,,Test,multiple,,Which two?,a: x | b: y | c: z,"a, c",,,\r\n'
    "sure_first,en,,,confidence,,I would notice.,,,,,\r\n"
    "sure_last,en,,,confidence,,Now I would notice.,,,,,sure_first\r\n"
)
Row = Sequence[object]


def csv_of(rows: Sequence[Row], separator: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue()


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Made]:
    """Return a function that writes files by their names and reports on them."""

    def make(
        files: dict[str, str | bytes], *, book: str = BOOK, roster: str | bytes | None = None, **said: Any
    ) -> Made:
        paths = []
        for name, content in {**files, "book.csv": book, **({"roster.csv": roster} if roster else {})}.items():
            path = tmp_path / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        return report(
            paths[: len(files)],
            tmp_path / "book.csv",
            tmp_path / "roster.csv" if roster else None,
            tmp_path / "out",
            resources.assets(),
            today=TODAY,
            settings=Settings(**said),
        )

    return make


def codes(done: Made) -> list[str]:
    return [each.code for each in done.problems]


def counts(done: Made, table: str, group: str = "") -> Any:
    return next(each["counts"] for each in done.groups if (each["table"], each["group"]) == (table, group))


def left_out(done: Made) -> dict[str, int]:
    return {reason: count for _, reason, count in done.rows_left_out}


BASIC = ("Name", "Email address", "Attempt", "Started on", "Last accessed on", "Score", "See Me Now")


def basic(many: int = 20, *, headings: Row = BASIC, status: Callable[[int], str] | None = None) -> list[Row]:
    """Return Moodle's basic report: of every four one has not begun, one is under way, two have passed."""
    rows: list[Row] = [headings]
    for n in range(many):
        who = (f"Learner {n}", f"l{n}@school.example")
        if n % 4 == 0:
            rows.append((*who, "-", "-", "-", "-", "Not attempted"))
            continue
        begun = datetime(2026, 1 + n % 3, 3, 16, 5) + timedelta(days=n)
        days = [f"{day:%A}, {day.day} {day:%B %Y, %I:%M %p}" for day in (begun, begun + timedelta(days=1))]
        cell = "Incomplete" if n % 4 == 1 else "86/100"
        rows.append((*who, 1, *days, 86, status(n) if status else cell))
    return rows


def test_the_basic_report_is_counted_and_says_what_it_cannot_tell(made: Callable[..., Made]) -> None:
    done = made({"basic.txt": csv_of(basic(), "\t")})
    assert counts(done, "progress") == {"not started": 5, "under way": 5, "done": 10}
    assert codes(done) == ["D012", "D018"]
    assert done.rows_read == 20
    assert left_out(done) == {}


def test_a_dutch_report_gives_the_same_as_an_english_one(made: Callable[..., Made]) -> None:
    headings = ("Naam", "E-mailadres", "Poging", "Gestart op", "Laatst bekeken op", "Score", "See Me Now")
    dutch = {"Not attempted": "Niet geprobeerd", "Incomplete": "Onvolledig", "January": "januari", "March": "maart"}
    dutch |= {"February": "februari", "Saturday": "zaterdag", "86/100": "86,0/100,0"}
    text = csv_of(basic(headings=headings), "\t")
    for english, word in dutch.items():
        text = text.replace(english, word)
    first, second = made({"basic.txt": csv_of(basic(), "\t")}), made({"basis.txt": text})
    assert second.groups == first.groups
    assert counts(second, "time")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_spreadsheets_give_the_same_as_text(made: Callable[..., Made], tmp_path: Path, kind: str) -> None:
    expected = made({"basic.txt": csv_of(basic(), "\t")})
    found = made({f"basic.{kind}": xlsx(basic(), [["x"]]) if kind == "xlsx" else ods(basic())})
    assert ("D020" in codes(found)) is (kind == "xlsx")
    assert found.groups == expected.groups


def interactions(many: int = 24, *, ids: bool = True, results: bool = True) -> list[Row]:
    """Return Moodle's interactions report: each question stands where the learner came to it."""
    asked = ["sure_first", "final_late", "final_both", "sure_last"]
    kinds = (["Question"] if ids else []) + ["Response", "Right answer"] + (["Result"] if results else [])
    rows: list[Row] = [(*BASIC, *(f"{kind} {n}" for n in range(4) for kind in kinds))]
    for n, (*cells,) in enumerate(basic(many)[1:]):
        if n % 4 == 0:
            rows.append((*cells, *[""] * len(kinds) * 4))
            continue
        given = {"sure_first": "2", "sure_last": "4", "final_late": "ba"[n % 3 == 1], "final_both": "a,c"}
        order = asked if n % 2 else asked[::-1]
        for question in order:
            right = {"final_late": "b", "final_both": "a,c"}.get(question, "")
            result = "neutral" if not right else "correct" if given[question] == right else "wrong"
            cells += [question] * ids + [given[question], right] + [result] * results
        rows.append(cells)
    return rows


@pytest.mark.parametrize("results", [True, False])
def test_answers_are_found_wherever_they_stand_and_judged_by_the_code_book_if_need_be(
    made: Callable[..., Made], results: bool
) -> None:
    done = made({"interactions.txt": csv_of(interactions(results=results), "\t")})
    assert counts(done, "question", "final_late") == {"missed": 6, "right": {"from": 8, "to": 12}, "no answer": FEW}
    assert counts(done, "before", "sure_last")["low"] == counts(done, "after", "sure_last")["high"]


def test_answers_of_scorm_2004_are_judged_as_those_of_scorm_12(made: Callable[..., Made]) -> None:
    rows = interactions(results=False)
    wrong = [["c,b" if cell == "a,c" and n % 3 == 1 else cell for cell in row] for n, row in enumerate(rows)]
    newer = [[str(cell).replace("a,c", "a[,]c").replace("c,b", "c[,]b") for cell in row] for row in wrong]
    expected = made({"interactions.txt": csv_of(wrong, "\t")})
    assert counts(expected, "question", "final_both")["right"] != FEW
    assert made({"interactions.txt": csv_of(newer, "\t")}).groups == expected.groups


def test_answers_without_their_questions_are_left_out_and_told(made: Callable[..., Made]) -> None:
    done = made({"interactions.txt": csv_of(interactions(ids=False), "\t")})
    assert "D011" in codes(done)
    assert not [each for each in done.groups if each["table"] == "question"]


def test_of_several_attempts_the_best_counts_and_the_last_answers(made: Callable[..., Made]) -> None:
    again = [(*row[:2], 2, *row[3:]) for row in interactions()[1:] if row[2] == 1]
    wrong = [["a" if cell == "b" else cell for cell in row] for row in again]
    wrong = [["wrong" if cell == "correct" else cell for cell in row] for row in wrong]
    wrong = [["Incomplete" if cell == "86/100" else cell for cell in row] for row in wrong]
    done = made({"interactions.txt": csv_of([*interactions(), *wrong], "\t")})
    assert counts(done, "progress")["done"] == 12
    assert counts(done, "question", "final_late") == {"missed": {"from": 10, "to": 18}, "right": FEW, "no answer": FEW}


def progress(many: int = 20, *, word: str = "Completed") -> str:
    """Return Moodle's activity completion: no heading over the names, two columns an activity."""
    lines = ['"","Email address","See Me Now","2026-10-01 00:00:00","Forum",""'.removeprefix('""')]
    for n in range(many):
        is_done = n % 4 > 1
        day = f"2026-0{1 + n % 3}-15 10:00:00" if is_done else ""
        state = word if is_done else f"Not {word.lower()}"
        lines.append(f'"Learner {n}","l{n}@school.example","{state}","{day}","Not completed",""')
    return "\n".join(lines) + "\n"


def test_activity_completion_tells_who_is_done_and_when(made: Callable[..., Made]) -> None:
    done = made({"progress.csv": progress()}, activity="See Me Now")
    assert counts(done, "progress") == {"not done": 10, "done": 10}
    assert codes(done) == ["D022"]
    both = made({"progress.csv": progress(), "basic.txt": csv_of(basic(), "\t")}, activity="See Me Now")
    assert counts(both, "progress") == {"not started": 5, "under way": 5, "done": 10}
    assert codes(both) == []


@pytest.mark.parametrize(
    ("done", "not_done"),
    [
        ("Completed (achieved pass grade)", "Completed (did not achieve pass grade)"),
        ("Completed (set by A. Teacher)", "Not completed (set by A. Teacher)"),
        ("Voltooid (voldoende cijfer)", "Voltooid (onvoldoende cijfer)"),
        ("Voltooid", "Niet voltooid (ingesteld door A. Teacher)"),
    ],
)
def test_completion_is_read_in_all_words_of_moodle(made: Callable[..., Made], done: str, not_done: str) -> None:
    text = progress().replace("Not completed", not_done).replace("Completed", done)
    assert counts(made({"progress.csv": text}, activity="See Me Now"), "progress")["done"] == 10


def test_completion_in_words_that_are_not_known_is_refused(made: Callable[..., Made]) -> None:
    """In another language nobody would seem to be done."""
    done = made({"progress.csv": progress().replace("Not completed", "Nicht abgeschlossen")}, activity="See Me Now")
    assert codes(done) == ["D023"]
    assert '"Nicht abgeschlossen"' in done.problems[0].message


def test_the_completion_export_for_excel_is_read_in_its_own_encoding(made: Callable[..., Made]) -> None:
    plain = made({"progress.csv": progress()}, activity="See Me Now")
    excel = made({"excel.csv": ("\ufeff" + progress().replace(",", "\t")).encode("utf-16-le")}, activity="See Me Now")
    assert excel.groups == plain.groups


def test_what_the_completion_says_beats_the_score(made: Callable[..., Made]) -> None:
    nobody = progress().replace('"Completed"', '"Not completed"')
    done = made({"progress.csv": nobody, "basic.txt": csv_of(basic(), "\t")}, activity="see me now")
    assert counts(done, "progress")["done"] == FEW
    assert "D012" not in codes(done)


def grades(*, decimal: str = ".") -> str:
    head = ("First name", "Last name", "Email address", "SCORM package: See Me Now (Real)", "Quiz: Other (Real)")
    rows: list[Row] = [(*head, "Course total (Real)", "Last downloaded from this course")]
    for n in range(20):
        score = "-" if n % 4 == 0 else f"{72.5 if n % 4 > 1 else 40}".replace(".", decimal)
        rows.append((f"L{n}", "Learner", f"l{n}@school.example", score, "1", score, 1789000000))
    return csv_of(rows, ";")


@pytest.mark.parametrize("decimal", [".", ","])
def test_grades_are_read_with_points_and_with_commas(made: Callable[..., Made], decimal: str) -> None:
    done = made({"grades.csv": grades(decimal=decimal)}, activity="See Me Now")
    assert counts(done, "progress")["done"] == 10
    assert "D012" in codes(done)


def test_a_score_that_is_no_per_cent_makes_nobody_done(made: Callable[..., Made]) -> None:
    """Points of another scale, say: 725 of 1000 is more than 70, and nobody knows of what."""
    text = grades().replace(";40;1;40;", ";725;1;725;")
    assert "725" in text
    assert counts(made({"grades.csv": text}, activity="See Me Now"), "progress")["done"] == 10


def test_scorm_cloud_registrations_are_read(made: Callable[..., Made]) -> None:
    head = ("registrationId", "learnerId", "learnerFirstName", "learnerLastName", "registrationCompletion")
    rows: list[Row] = [(*head, "registrationSuccess", "score", "firstAccessDate", "completedDate", "courseTitle")]
    for n in range(20):
        state = ("COMPLETED", "PASSED", "0.9") if n % 2 else ("INCOMPLETE", "UNKNOWN", "")
        begun = "" if n % 4 == 0 else "2026-02-01T10:00:00.000Z"
        rows.append((n, f"u{n}", "L", f"{n}", *state, begun, "2026-03-01T10:00:00Z" if n % 2 else "", "See Me Now"))
    rows += [(99, "u99", "L", "X", "COMPLETED", "PASSED", "1", "2026-01-01", "2026-01-01", "Another course")]
    with pytest.MonkeyPatch.context():
        assert codes(made({"cloud.csv": csv_of(rows)})) == ["D004"]
    done = made({"cloud.csv": csv_of(rows)}, activity="See Me Now")
    assert counts(done, "progress") == {"not started": 5, "under way": 5, "done": 10}
    assert left_out(done) == {"another course": 1}


def test_any_of_many_activities_can_be_named(made: Callable[..., Made]) -> None:
    each = [(n, at) for n in range(6) for at in range(60)]
    head = ("learnerEmail", "courseTitle", "registrationCompletion", "registrationSuccess", "completedDate")
    rows = [(f"l{n}@school.example", f"Course {at:02}", "COMPLETED", "PASSED", "2026-01-10") for n, at in each]
    found = [
        {**said(f"l{n}", "completed", 3), "id": f"{n}-{at}", "object": {"id": f"https://x.example/{at:02}"}}
        for n, at in each
    ]
    for files, activity in (
        ({"cloud.csv": csv_of([head, *rows])}, "course 59"),
        ({"statements.jsonl": lines(found)}, "https://x.example/59"),
    ):
        done = made(files, activity=activity)
        assert (codes(done), left_out(done)) == ([], {"another course": 6 * 59})


VERB = "http://adlnet.gov/expapi/verbs/"


def said(who: str, verb: str, day: int, **more: Any) -> dict[str, Any]:
    activity = "https://lms.example/activity/42"
    return {
        "id": f"{who}-{verb}-{day}-{more.get('object', '')}",
        "actor": {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": who}},
        "verb": {"id": VERB + verb},
        "timestamp": f"2026-03-{day:02}T10:00:00.000Z",
        **more,
        "object": {"id": f"{activity}/{more['object']}" if "object" in more else activity},
    }


def statements() -> list[dict[str, Any]]:
    found = []
    for n in range(20):
        who = f"learner-{n}"
        found.append(said(who, "initialized", 1))
        if n % 2:
            right = {"response": "b", "success": True} if n % 4 == 1 else {"response": "a", "success": False}
            found.append(said(who, "answered", 2, object="final_late", result=right))
            found.append(said(who, "completed", 3, result={"completion": True}))
    return found


def lines(found: Sequence[dict[str, Any]]) -> str:
    return "".join(json.dumps(each) + "\n" for each in found)


def test_statements_tell_who_is_done_and_what_was_answered(made: Callable[..., Made]) -> None:
    done = made({"statements.jsonl": lines(statements())})
    assert counts(done, "progress")["done"] == 10
    assert counts(done, "question", "final_late") == {"missed": 5, "right": 5, "no answer": 10}
    assert codes(done) == []


def test_damaged_repeated_and_strange_statements_are_counted_with_their_reason(made: Callable[..., Made]) -> None:
    found = statements()
    other = {**said("learner-1", "completed", 9), "object": {"id": "https://other.example/course"}}
    unasked = said("learner-1", "answered", 9, object="fire_drill", result={"response": "a"})
    silent = said("learner-1", "answered", 9, object="fire_alarm", result={"response": ""})
    text = lines([*found, found[0], other, unasked, silent]) + "{damaged\n\n[1]\n"
    text += lines([said("learner-1", "experienced", 9)])
    done = made({"statements.jsonl": text})
    assert left_out(done) == {
        "another course": 1,
        "answer to a question that is not in the code book": 1,
        "no statement": 2,
        "nothing about progress or answers": 1,
        "the same statement twice": 1,
    }
    assert done.groups == made({"statements.jsonl": lines(statements())}).groups


@pytest.mark.parametrize("scaled", ["n/a", {"a": 1}])
def test_a_score_that_is_no_number_leaves_the_rest_of_its_statement(made: Callable[..., Made], scaled: object) -> None:
    odd = said("learner-0", "passed", 5, result={"score": {"scaled": scaled}})
    more = [odd, *(said(f"learner-{n}", "passed", 5) for n in (2, 4, 6, 8))]
    done = made({"statements.jsonl": lines([*statements(), *more])})
    assert counts(done, "progress")["done"] == 15


def test_what_a_record_store_answers_is_read_as_it_is(made: Callable[..., Made]) -> None:
    whole = json.dumps({"statements": statements(), "more": ""}, indent=1)
    assert made({"answer.json": whole}).groups == made({"statements.jsonl": lines(statements())}).groups


def test_an_answer_of_a_record_store_that_goes_on_is_not_taken_for_all(made: Callable[..., Made]) -> None:
    first = json.dumps({"statements": statements()[:20], "more": "/xapi/statements?continueToken=abc"})
    last = json.dumps({"statements": statements()[20:], "more": ""})
    assert codes(made({"1.json": first})) == ["D024"]
    assert made({"1.json": first, "2.json": last}).groups == made({"statements.jsonl": lines(statements())}).groups


def test_statements_of_a_real_run_of_our_cmi5_package_are_understood(made: Callable[..., Made]) -> None:
    """Recorded from the walk in tests/browser/test_formats.py, in which one invented learner does the whole course."""
    run = [json.loads(line) for line in (TESTS / "report" / "cmi5-run.jsonl").read_text().splitlines()]
    book = (TESTS / "report" / "code-book.csv").read_text(encoding="utf-8-sig")
    many = []
    for n in range(20):
        for each in run:
            actor = {**each["actor"], "account": {**each["actor"]["account"], "name": f"learner-{n}"}}
            many.append({**each, "id": f"{each['id']}-{n}", "actor": actor})
    done = made({"run.jsonl": lines(many)}, book=book)
    assert codes(done) == []
    assert counts(done, "progress")["done"] == {"from": 16, "to": 20}
    asked = [each for each in done.groups if each["table"] == "question"]
    assert asked
    assert all(each["counts"]["right"] == {"from": 12, "to": 20} for each in asked)


@pytest.mark.parametrize(
    ("days", "order", "found"),
    [
        (("3/4/2026", "25/4/2026"), None, "2026-04/2026-04"),
        (("4/3/2026", "4/25/2026"), None, "2026-04/2026-04"),
        (("3-4-2026 16:05", "3-4-2026 16:05"), "dmy", "2026-04/2026-04"),
        (("3/4/2026", "3/4/2026"), "mdy", "2026-03/2026-03"),
        (("2026-04-03T16:05:09Z", "2026-04-03 16:05"), None, "2026-04/2026-04"),
        (("zaterdag, 3 april 2026, 16:05", "vrijdag, 24 april 2026, 16:05"), None, "2026-04/2026-04"),
        (("3/4/2026", "4/3/2026"), None, None),
    ],
)
def test_dates_are_read_in_each_way_and_never_guessed(
    made: Callable[..., Made], days: tuple[str, str], order: Any, found: str | None
) -> None:
    rows = [
        (*row[:3], days[n % 2], days[n % 2], *row[5:]) if row[2] == 1 else row for n, row in enumerate(basic(40)[1:])
    ]
    done = made({"basic.txt": csv_of([BASIC, *rows], "\t")}, order=order)
    times = [list(each["counts"]) for each in done.groups if each["table"] == "time"]
    assert times == ([[found, "not done"]] if found else [])
    assert ("D010" in codes(done)) is (found is None)


@pytest.mark.parametrize(
    ("day", "order", "expected"),
    [
        ("2026-06-30", None, "2026-06-30"),
        ("30-06-2027", "dmy", "2027-06-30"),
        ("30-06-27", "dmy", "2027-06-30"),
        ("6/30/27", "mdy", "2027-06-30"),
        ("30-06-27", None, None),
        ("0030-06-27", None, None),
        ("2026-06-31", None, None),
        ("20266-06-30", None, None),
        ("30 jun 2026", None, None),
        ("June 30, 2026", None, None),
        ("46203", None, None),
        ("infinity", None, None),
    ],
)
def test_a_day_in_the_roster_is_read_as_it_was_meant_or_told(
    made: Callable[..., Made], day: str, order: Any, expected: str | None
) -> None:
    roster = csv_of([("email", "due"), *((f"l{n}@school.example", day) for n in range(20))])
    done = made({"basic.txt": csv_of(basic(), "\t")}, roster=roster, names=True, order=order)
    assert done.folder
    people = json.loads((done.folder / "report.json").read_text())["learners"]
    assert {each["due"] for each in people} == {expected}
    told = [each.message for each in done.problems if each.code == "D025"]
    assert told == ([] if expected else [f"Days such as {day} cannot be read: 20. They were left out."])


def test_days_of_an_export_that_cannot_be_read_are_told(made: Callable[..., Made]) -> None:
    text = progress().replace("2026-01-15 10:00:00", "15 jan. 2026")
    done = made({"progress.csv": text}, activity="See Me Now")
    told = [each.message for each in done.problems if each.code == "D025"]
    assert told == ["Days such as 15 jan. 2026 cannot be read: 4. They were left out."]


def test_days_that_can_be_read_in_two_ways_are_told_once(made: Callable[..., Made]) -> None:
    text = re.sub("2026-(0[123])-15 10:00:00", r"\1/04/2026", progress())
    assert sorted(codes(made({"progress.csv": text}, activity="See Me Now"))) == ["D010", "D022"]


def test_files_that_are_no_export_or_no_text_are_refused_by_name(made: Callable[..., Made]) -> None:
    refused = {
        "D001": {"list.csv": "Fruit,Price\nApple,1\n"},
        "D002": {
            "noise.csv": b"\x81\x8d\x8f\x00\xff\xfe\x90",
            "sheet.xlsx": b"PK\x03\x04nothing",
            "empty.csv": b" ",
            "script.js": f"var a='{'x' * 200_000}';",
            "deep.json": "[" * 100_000,
            "cut.json": json.dumps({"statements": statements()})[:-400],
            "cut-list.json": json.dumps(statements(), indent=1)[:-400],
        },
        "D005": {"progress.csv": progress().replace("See Me Now", "Fire drill")},
        "D006": {"interactions.txt": csv_of(interactions(), "\t").replace("final_", "fire_").replace("sure_", "fire_")},
    }
    for code, files in refused.items():
        for name, content in files.items():
            done = made({name: content}, activity="See Me Now" if code == "D005" else None)
            assert (codes(done)[-1], done.folder) == (code, None), name
            assert str(done.problems[-1].place).endswith(name)


def test_the_wrong_code_book_is_told_from_a_wrong_file(made: Callable[..., Made]) -> None:
    assert codes(made({"basic.txt": csv_of(basic(), "\t")}, book="a,b\n1,2\n")) == ["D007"]


def test_a_code_book_without_pairs_of_confidence_is_told(made: Callable[..., Made]) -> None:
    old = "\n".join(line.removesuffix("sure_first") for line in BOOK.splitlines())
    assert "D019" in codes(made({"basic.txt": csv_of(basic(), "\t")}, book=old))


def test_a_question_that_stands_twice_in_a_row_counts_once(made: Callable[..., Made]) -> None:
    head, *rows = interactions()
    again = [(*row[:-4], *row[7:10], row[10]) if row[2] == 1 else row for row in rows]
    done = made({"interactions.txt": csv_of([head, *again], "\t")})
    for each in done.groups:
        assert each["table"] != "question" or each["people"] == 18, each


def test_files_that_share_no_sign_of_the_learner_are_not_put_together(made: Callable[..., Made]) -> None:
    done = made({"basic.txt": csv_of(basic(), "\t"), "statements.jsonl": lines(statements())})
    assert codes(done) == ["D003"]


def test_windows_text_is_read_and_told_and_spoilt_letters_too(made: Callable[..., Made]) -> None:
    text = csv_of(basic(), "\t").replace("Learner 1\t", "Zoë\t")
    assert "D008" in codes(made({"basic.txt": text.encode("cp1252")}))
    assert "D009" in codes(made({"basic.txt": text.encode().decode("cp1252").encode()}))


def test_damaged_rows_and_learners_without_a_name_are_counted(made: Callable[..., Made]) -> None:
    rows = [*basic(), ("Nobody", "", "1", "-", "-", "-", "Incomplete"), basic()[2]]
    done = made({"basic.txt": csv_of(rows, "\t") + "too\tfew\n"})
    assert left_out(done) == {
        "another number of columns than the first line": 1,
        "no learner": 1,
        "the same learner and attempt again": 1,
    }
    assert done.rows_read == 23


def test_a_file_with_its_headings_alone_adds_nobody_and_hinders_no_other(made: Callable[..., Made]) -> None:
    """As Moodle writes it of an activity that nobody has opened."""
    empty, full = csv_of(basic(0), "\t"), csv_of(basic(), "\t")
    assert codes(made({"empty.txt": empty})) == ["D017"]
    assert codes(made({"empty.txt": csv_of(interactions(0), "\t")})) == ["D017"]
    assert made({"basic.txt": full, "empty.txt": empty}).groups == made({"basic.txt": full}).groups


@pytest.mark.parametrize("ends", ["\r\n", "\n", "mixed"])
@pytest.mark.parametrize(("opened", "closed"), [(6, None), (6, 13), (0, None)])
def test_a_quotation_mark_that_is_not_closed_is_refused_with_its_line(
    made: Callable[..., Made], opened: int, closed: int | None, ends: str
) -> None:
    """It would swallow the rows after it, and be counted as one row."""
    rows = csv_of(basic(), "\t").splitlines()
    rows[opened] = f'"{rows[opened]}'
    if closed:
        rows[closed] = f'"{rows[closed]}'
    text = "".join(row + (ends if ends != "mixed" else "\r\n"[n % 2 :]) for n, row in enumerate(rows))
    done = made({"basic.txt": text.replace('"Sat', "Sat").replace('M"', "M")})
    assert [(each.code, each.place.line) for each in done.problems] == [("D027", opened + 1)]


def test_a_cell_over_two_lines_is_one_cell(made: Callable[..., Made]) -> None:
    text = csv_of(basic(), "\t")
    two = text.replace("Learner 1\t", '"Learner\r\n1"\t')
    assert made({"basic.txt": two}).groups == made({"basic.txt": text}).groups


def test_missing_columns_are_no_hindrance(made: Callable[..., Made]) -> None:
    rows = [(row[0], row[2], row[6]) for row in basic()]
    done = made({"basic.txt": csv_of(rows, "\t")})
    assert counts(done, "progress") == {"not started": 5, "under way": 5, "done": 10}
    assert "D013" in codes(done)


def roster_of(many: int = 40, extra: str = "") -> str:
    rows = [("email", "school", "doelgroep", "uiterlijk")]
    rows += [(f"l{n}@school.example", "North" if n % 2 else "South", "mbo", "2026-03-20") for n in range(many)]
    return csv_of(rows, ";") + extra


def test_the_roster_says_who_belongs_and_of_which_school(made: Callable[..., Made]) -> None:
    twice = "l1@school.example;West;mbo;\n"
    done = made({"basic.txt": csv_of(basic(44), "\t")}, roster=roster_of(40, twice))
    assert counts(done, "progress") == {"not started": 10, "under way": 9, "done": 20}
    assert [each["people"] for each in done.groups if each["table"] == "school"] == [19, 20]
    assert {"D014", "D016"} <= set(codes(done))
    assert left_out(done) == {"not in the roster": 4, "twice with different facts": 2}


def test_who_stands_under_two_schools_is_told_unless_a_roster_says_which(made: Callable[..., Made]) -> None:
    def of(school: str, many: int) -> str:
        rows = basic(many, headings=(*BASIC[:2], "Institution", *BASIC[2:]))
        return csv_of([rows[0], *((*row[:2], school, *row[2:]) for row in rows[1:])], "\t")

    files = {"spring.txt": of("North", 20), "autumn.txt": of("West", 3), "bare.txt": csv_of(basic(), "\t")}
    told = [each.message for each in made(files).problems if each.code == "D028"]
    assert [each.partition(". ")[0] for each in told] == ["Learners stand under more than one school: 3"]
    assert "D028" not in codes(made(files, roster=roster_of(20)))
    assert "D028" not in codes(made({"spring.txt": of("North", 20), "bare.txt": csv_of(basic(), "\t")}))


def test_a_name_that_only_one_of_two_files_has_is_no_other_name(made: Callable[..., Made]) -> None:
    nameless = csv_of([row[1:] for row in basic()], "\t")
    assert "D021" not in codes(made({"basic.txt": csv_of(basic(), "\t"), "nameless.txt": nameless}))


def test_what_was_left_out_of_two_files_of_one_name_is_told_apart(made: Callable[..., Made], tmp_path: Path) -> None:
    for school in ("elm", "oak"):
        (tmp_path / school).mkdir()
    nobody = [("", "", "1", "-", "-", "-", "Incomplete")]
    texts = {
        name: csv_of([*basic(), *nobody * many], "\t")
        for name, many in {"elm/a.txt": 1, "oak/a.txt": 2, "b.txt": 3}.items()
    }
    done = made(texts)
    assert [(file, count) for file, _, count in done.rows_left_out] == [
        ("b.txt", 3),
        (str(tmp_path / "elm" / "a.txt"), 1),
        (str(tmp_path / "oak" / "a.txt"), 2),
    ]


def test_what_is_odd_about_the_roster_as_a_file_is_told_as_of_any_other(made: Callable[..., Made]) -> None:
    """With a sheet a school those who never began would vanish; in another encoding the school has another name."""
    school = [line.split(",") for line in roster_of(20).splitlines()]
    for roster, code in (
        (xlsx(school, school), "D020"),
        (roster_of(20).replace("South", "Zuid é").encode("cp850"), "D008"),
    ):
        done = made({"basic.txt": csv_of(basic(), "\t")}, roster=roster)
        assert [Path(each.place.file or "").name for each in done.problems if each.code == code] == ["roster.csv"]


def test_columns_of_the_roster_that_were_not_used_are_told(made: Callable[..., Made]) -> None:
    roster = roster_of(20).replace("school;doelgroep;uiterlijk", "schoolnaam;;inleverdatum")
    done = made({"basic.txt": csv_of(basic(), "\t")}, roster=roster)
    told = [(each.severity, each.message) for each in done.problems if each.code == "D026"]
    assert told == [("note", "Columns of the roster were not used: schoolnaam, inleverdatum.")]
    assert "D026" not in codes(made({"basic.txt": csv_of(basic(), "\t")}, roster=roster_of(20)))


def test_a_report_without_names_has_none_in_any_of_its_files(made: Callable[..., Made], tmp_path: Path) -> None:
    done = made({"basic.txt": csv_of(basic(), "\t")}, roster=roster_of(20))
    assert done.folder
    text = "".join(path.read_bytes().decode("utf-8", "replace") for path in sorted(done.folder.iterdir()))
    text += "".join(
        str(cell.value) for sheet in load_workbook(done.folder / "report.xlsx") for row in sheet for cell in row
    )
    assert "@school.example" not in text
    assert "Learner 1" not in text


def test_with_names_everybody_has_a_state_a_day_and_the_version_of_that_day(
    made: Callable[..., Made], tmp_path: Path
) -> None:
    versions = ((date(2026, 1, 1), "0.1.0"), (date(2026, 2, 1), "0.2.0"))
    done = made(
        {"progress.csv": progress(), "basic.txt": csv_of(basic(), "\t")},
        roster=roster_of(20),
        names=True,
        activity="See Me Now",
        refresh_months=9,
        versions=versions,
    )
    assert done.folder
    people = {each["who"]: each for each in json.loads((done.folder / "report.json").read_text())["learners"]}
    assert len(people) == 20
    assert people["l4@school.example"]["state"] == "overdue"
    assert (people["l3@school.example"]["state"], people["l3@school.example"]["version"]) == ("refresher", "0.1.0")
    assert (people["l2@school.example"]["state"], people["l2@school.example"]["version"]) == ("done", "0.2.0")
    assert "Learner 7" in (done.folder / "report.html").read_text()


def test_who_has_done_it_again_is_not_due_for_a_refresher(made: Callable[..., Made]) -> None:
    """And stays counted on the day of the first time."""
    days = {"2025-06-10": range(20), "2026-09-10": range(10)}
    found = [
        {**said(f"l{n:02}", "completed", 1), "id": f"{n} {day}", "timestamp": f"{day}T10:00:00Z"}
        for day, many in days.items()
        for n in many
    ]
    done = made({"statements.jsonl": lines(found)}, names=True)
    assert done.folder
    people = json.loads((done.folder / "report.json").read_text())["learners"]
    told = {(each["who"] < "l10", each["state"], each["done"]) for each in people}
    assert told == {(True, "done", "2026-09-10"), (False, "refresher", "2025-06-10")}
    assert list(counts(done, "time")) == ["2025-06/2025-06", "not done"]


def test_no_cell_that_comes_out_is_a_formula(made: Callable[..., Made], tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x.example","Zoë")'
    rows = [(evil if n == 2 else row[0], *row[1:]) for n, row in enumerate(basic())]
    done = made({"basic.txt": csv_of(rows, "\t")}, names=True, roster=roster_of(20).replace("South", "@SUM(1)"))
    assert done.folder
    cells = [
        cell for row in csv.reader((done.folder / "report.csv").read_text("utf-8-sig").splitlines()) for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert f"'{evil}" in cells
    kinds = {c.data_type for sheet in load_workbook(done.folder / "report.xlsx") for row in sheet for c in row}
    assert "f" not in kinds
    page = (done.folder / "report.html").read_text()
    assert "=HYPERLINK(&#34;" in page


def test_the_page_asks_for_nothing_and_allows_nothing(made: Callable[..., Made]) -> None:
    done = made({"basic.txt": csv_of(basic(), "\t")}, language="nl")
    assert done.folder
    page = (done.folder / "report.html").read_text()
    assert "default-src 'none'; style-src 'sha256-" in page
    assert not [word for word in ("<script", "http:", "https:", "src=", " style=", "@import") if word in page]
    assert 'lang="nl"' in page
    assert "Klaar in de loop van de tijd" in page


def test_fewer_than_five_people_give_no_figures(made: Callable[..., Made]) -> None:
    done = made({"basic.txt": csv_of(basic(4), "\t")})
    assert done.groups == ()
    assert done.folder
    assert "fewer than five" in (done.folder / "report.html").read_text()


def test_a_disk_that_takes_no_more_leaves_the_last_report_whole(
    made: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made({"basic.txt": csv_of(basic(), "\t")}).folder
    assert folder
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if ".xlsx" in path.name:
            write(path, b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        made({"basic.txt": csv_of(basic(40), "\t")})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_file_that_cannot_be_replaced_is_named_and_so_are_those_that_were(
    made: Callable[..., Made], tmp_path: Path
) -> None:
    (tmp_path / "out" / "report.xlsx").mkdir(parents=True)
    with pytest.raises(OutsideMissing, match=r"report.xlsx cannot be replaced, .* been: report.html, report.csv\."):
        made({"basic.txt": csv_of(basic(), "\t")})
    assert not [*(tmp_path / "out").glob(".*")]


def test_the_command_tells_nothing_but_what_it_was_asked(tmp_path: Path) -> None:
    (tmp_path / "basic.txt").write_text(csv_of(basic(), "\t"))
    (tmp_path / "book.csv").write_text(BOOK)
    done = run("report", "basic.txt", "--codebook", "book.csv", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr.splitlines()) == (0, ["Reading basic.txt", "Counting"])


def test_the_command_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "basic.txt").write_text(csv_of(basic(), "\t"))
    (tmp_path / "book.csv").write_text(BOOK)
    words = ["report", str(tmp_path / "basic.txt"), "--codebook", str(tmp_path / "book.csv"), "--json"]
    with pytest.raises(SystemExit) as left:
        main([*words, "--out", str(tmp_path / "out"), "--today", "2026-11-22"])
    told = json.loads(capsys.readouterr().out)
    assert left.value.code == 0
    assert (told["command"], told["ok"], told["rows_read"], told["suppressed"]) == ("report", True, 20, 0)
    assert {"groups", "rows_left_out", "problems", "files"} <= set(told)
