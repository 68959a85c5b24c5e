"""Questions of other tools come in as drafts; everything that does not is listed, and nothing of it is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seemenow import pipeline, resources, workbook
from seemenow.authoring import add, gift, new, spreadsheet
from seemenow.authoring.drafts import Imported, as_markdown
from seemenow.load import load
from seemenow.markdown import plain
from seemenow.model import Located, Markdown, Option, Question, Target, Text

from .conftest import MakeCourse
from .test_cli import run
from .test_workbook import ods, xlsx

ASSETS = resources.assets()
FIRST = ASSETS / "new" / "add"

GIFT = """\
// a remark
$CATEGORY: tests

::Late::[html]<p>A pupil is <b>late</b>.</p> What now? {
  =I ask. # Good: 1 \\= 1.
  ~I wait. # Why?
  #### Ask first.
}

What fits? {~%50%this ~%50%that ~%-100%none}

True? {F#No.#Yes.}

::Pairs:: Match. {=a -> one =b -> two = -> three}

How high? {#12:1}

Say it. {=yes =yep}

An essay {}

No answers at all

[html]<img src=x onerror=alert(1)> What? {=a ~b}

[html]<script>alert(1)</script>What? {=a ~b}

Not closed {=a ~b
"""


def taken(content: str) -> Imported:
    return gift.read(content.encode(), "x.gift")


def reasons(imported: Imported) -> list[tuple[int | None, str]]:
    return [(each.place.line, each.message.rpartition(": ")[2]) for each in imported.problems if each.code == "I001"]


def test_gift_gives_drafts_and_a_list_of_everything_that_was_left_out() -> None:
    found = taken(GIFT)
    assert [(each.type, each.title) for each in found.drafts] == [
        ("single", "Late"),
        ("multiple", "What fits?"),
        ("true-false", "True?"),
        ("matching", "Pairs"),
    ]
    single, several, truth, pairs = found.drafts
    assert single.text == "A pupil is late. What now?"
    assert [(each.text, each.feedback) for each in single.options] == [("I ask.", "Good: 1 = 1."), ("I wait.", "Why?")]
    assert (single.right, single.explain) == ((0,), "Ask first.")
    assert several.right == (0, 1)
    assert ([each.feedback for each in truth.options], truth.right) == (["No.", "Yes."], (1,))
    assert ([each.fits for each in pairs.options], pairs.targets) == (["one", "two"], ("one", "two", "three"))
    assert reasons(found) == [
        (2, "a course has no categories."),
        (16, "it asks for a number."),
        (18, "it asks for words to be typed."),
        (20, "it asks for an essay, which nobody would read here."),
        (22, "it has no answers in { }."),
        (24, "it has <img>, which a course cannot hold."),
        (26, "it has <script>, which a course cannot hold."),
        (28, "its { is not closed by a }."),
    ]
    assert [each.message for each in found.problems if each.code == "I002"] == [
        "Taken over without <b>, <p>: “A pupil is late. What now?”"
    ]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("Q {~a ~b}", "no answer is marked as right."),
        ("Q {=a}", "it asks for words to be typed."),
        ("Q {=a ~}", "one of its answers is empty."),
        ("{=a ~b}", "it asks nothing."),
        ("Q {" + "".join(f"~{n}" for n in range(9)) + "=x}", "it has more than 8 answers."),
        ("Q {=a -> x =b -> x}", "all its answers belong to the same."),
        ("Q {yes no}", "its answers cannot be read."),
    ],
)
def test_a_question_that_a_course_cannot_hold_says_why(block: str, reason: str) -> None:
    assert [each for _, each in reasons(taken(block))] == [reason]


def test_a_file_that_is_not_utf_8_is_told_so_with_the_line() -> None:
    found = gift.read("one {=a ~b}\n\ncafé {=a ~b}".encode("latin-1"), "x.gift")
    assert [(each.code, each.place.line) for each in found.problems] == [("L002", 3)]


def test_markdown_and_html_of_plain_text_stay_words() -> None:
    words = b"Is 2 * 3 * 4 <b>24</b> [sure](javascript:x)?"
    (draft,) = gift.read(b"[plain]" + words + b" {=a_b_c ~d####" + words + b"}", "x.gift").drafts
    assert (draft.text, plain(draft.explain)) == (words.decode(), words.decode())
    assert draft.options[0].text == "a_b_c"


def test_marks_of_markdown_are_kept_only_where_a_course_shows_them() -> None:
    (draft,) = gift.read(b"[markdown]What do you **do**? {=I *ask* ~I wait#No.####Ask **first**.}", "x.gift").drafts
    assert (draft.text, draft.options[0].text, draft.explain) == ("What do you do?", "I ask", "Ask **first**.")


@pytest.mark.parametrize("line", ["- a", "+ b", "1. one", "# c", "> d", "* * *", "=== ", "&amp; e"])
def test_words_that_would_begin_a_list_or_a_heading_stay_words(line: str) -> None:
    (draft,) = gift.read(gift.write([_asked(line)])[0].encode(), "x.gift").drafts
    assert (draft.text, draft.options[0].text, plain(draft.explain)) == (line.strip(),) * 3


def _asked(line: str) -> Question:
    """A question of which every text is exactly this line, whatever Markdown makes of it."""
    options = tuple(Option(id=Located(i), text=Text(line), feedback=Text(line)) for i in "ab")
    explain = Markdown(as_markdown(line))
    return Question(
        id=Located("x"), type="single", text=Text(line), options=options, right=(Located("a"),), explain=explain
    )


def test_what_was_taken_over_names_exactly_what_is_left_to_write(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    new.begin(folder, ASSETS / "new", language="en", title="Mine")
    (tmp_path / "bank.gift").write_text(
        "::same-car:: What? {=a#Yes ~b}\n\nAnd? {=a#1 ~b#2####Because.}\n\nNumber {#1}\n"
    )
    done = run("add", "quiz", "--from", tmp_path / "bank.gift", cwd=folder)
    assert done.returncode == 0, done.stderr
    quiz = (folder / "quizzes/bank.yaml").read_text().split("\n")
    assert "  - id: same-car-2" in quiz  # the final test has same-car
    empty = [at for at, line in enumerate(quiz, 1) if re.search(r"feedback: \}|explain:$", line)]
    told = [int(n) for n in re.findall(r"bank\.yaml:(\d+):\d+  L009", done.stderr)]
    assert (told, len(empty)) == (empty, 2)
    assert "bank.gift:5  I001" in done.stderr


def test_a_file_of_which_nothing_can_be_taken_over_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    new.begin(folder, ASSETS / "new", language="en", title="Mine")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for name, content in (("a.gift", b"Words only"), ("b.xlsx", b"no workbook"), ("c.csv", "é".encode("latin-1"))):
        (tmp_path / name).write_bytes(content)
        done = run("add", "quiz", "--from", tmp_path / name, cwd=folder)
        assert (done.returncode, "Traceback" in done.stderr, name in done.stderr) == (2, False, True)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


ROWS = [
    [
        "ID",
        "Type",
        "Text",
        "A",
        "A feedback",
        "B",
        "B_feedback",
        "right",
        "explain",
        "teaches",
        "nothing wrong",
        "points",
    ],
    ["late", "", "What now?", "I ask", "Good", "I wait", "Hm", "a", "Ask.", "a1", "yes", "3"],
    ["both", "", "Which?", "x", "", "y", "", "a, b", "", "", "", ""],
    [],
    ["true", "true-false", "So?", "True", "", "False", "", "f", "", "", "", ""],
    ["gap", "", "Hm?", "", "", "y", "", "b", "", "", "", ""],
    ["far", "", "Hm?", "x", "", "y", "", "q", "", "", "", ""],
]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv", "csv with semicolons"])
def test_a_spreadsheet_gives_drafts_and_names_rows_and_columns_that_do_not_fit(kind: str) -> None:
    mark = ";" if "semi" in kind else ","
    sheet = "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in ROWS)
    content = {"xlsx": xlsx(ROWS), "ods": ods(ROWS)}.get(kind, ("\ufeff" + sheet).encode())
    found = spreadsheet.read(content, f"bank.{kind[:4].rstrip()}")
    assert [(each.title, each.type, each.right) for each in found.drafts] == [
        ("late", "single", (0,)),
        ("true", "true-false", (1,)),
    ]
    assert (found.drafts[0].teaches, found.drafts[0].nothing_wrong) == (("a1",), True)
    assert [(each.place.line, each.message.partition(": ")[2]) for each in found.problems] == [
        (1, "the column “points”: known are " + ", ".join(spreadsheet.ONCE) + ", a, a feedback …."),
        (3, "Which?: every answer is marked as right."),
        (6, "Hm?: a column of answers before the last is empty."),
        (7, "Hm?: “q” is marked as right, and there is no such answer."),
    ]


def test_what_a_row_says_that_has_no_meaning_is_named() -> None:
    head = "text,a,b,right,nothing wrong,,"
    rows = ["One?,x,y,a,ja,", "Two?,x,y,a,maybe,and this", "Three?,x,y,a,no,,and that", "Four?,x,y,a,,"]
    found = spreadsheet.read("\n".join([head, *rows]).encode(), "bank.csv")
    assert [each.nothing_wrong for each in found.drafts] == [True, False, False, False]
    assert [(each.code, each.place.line, each.place.column) for each in found.problems] == [
        ("I001", 3, 5),
        ("I001", 3, 6),
        ("I001", 4, 7),
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bank.xlsx", b"<html><table></table></html>", "it is no whole spreadsheet"),
        ("bank.xlsx", b"", "it is no whole spreadsheet"),
        ("bank.xls", workbook.OLD_OFFICE + bytes(600), "it is no whole spreadsheet"),
        ("bank.xlsx", workbook.OLD_OFFICE + workbook.PASSWORD, "it has a password"),
        ("bank.xlsx", b"PK\x03\x04 xl/workbook.xml", "it is no whole spreadsheet"),
        ("bank.ods", b"PK\x03\x04 mimetype", "it is no whole spreadsheet"),
        ("bank.csv", "text;a\ncaf\xe9;b".encode("latin-1"), "it is not UTF-8"),
    ],
)
def test_a_workbook_that_is_none_is_told_how_to_save_it(name: str, content: bytes, reason: str, tmp_path: Path) -> None:
    new.begin(tmp_path / "mine", ASSETS / "new", language="en", title="Mine")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(add.CannotAdd) as refused:
        add.quiz(tmp_path / "mine", FIRST, source=tmp_path / name)
    (fault,) = refused.value.problems
    assert (fault.code, fault.message) == ("I003", f"Questions cannot be read from this file: {reason}.")
    assert "save it as an Excel workbook" in fault.remedy


def test_a_second_sheet_is_named_and_a_separator_of_excel_is_believed() -> None:
    content = xlsx([["text", "a", "b", "right"], ["Who?", "x", "y", "a"]], [], [["text"]])
    found = spreadsheet.read(content, "bank.xlsx")
    assert [each.message for each in found.problems] == [
        "Not taken over: the sheet “Sheet2”: only the first sheet is read."
    ]
    assert len(found.drafts) == 1
    (draft,) = spreadsheet.read(b"sep=;\r\ntext;a;b;right\r\nOne, two, three?;x;y;a\r\n", "bank.csv").drafts
    assert (draft.text, draft.place.line) == ("One, two, three?", 3)


def test_a_formula_is_never_computed() -> None:
    found = spreadsheet.read(xlsx([["text", "a", "b", "right"], ['=HYPERLINK("x")', "x", "y", "a"]]), "x.xlsx")
    assert found.drafts == ()
    assert [each.place.line for each in found.problems] == [2]


words = st.text("aé1 ~=#{}:%\\`*_[]<>&!|/\u2028", min_size=1, max_size=12).map(lambda each: " ".join(each.split()))
shown = words.filter(bool).map(Text)


@settings(max_examples=60, deadline=None)
@given(text=shown, options=st.lists(st.tuples(shown, shown), min_size=2, max_size=4), data=st.data())
def test_what_is_written_as_gift_is_read_again_as_it_was(
    text: Text, options: list[tuple[Text, Text]], data: st.DataObject
) -> None:
    ids = [Located(letter) for letter in "abcdefgh"[: len(options)]]
    right = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=len(ids) - 1, unique=True))
    question = Question(
        id=Located("x"),
        type="single" if len(right) == 1 else "multiple",
        text=text,
        options=tuple(Option(id=i, text=t, feedback=f) for i, (t, f) in zip(ids, options, strict=True)),
        right=tuple(sorted(right)),
        explain=Markdown("Because."),
    )
    content, problems = gift.write([question])
    found = gift.read(content.encode(), "x.gift")
    assert (problems, found.problems) == ((), ())
    (draft,) = found.drafts
    assert draft.text == text
    assert [(o.text, o.feedback) for o in draft.options] == options
    assert (draft.type, [ids[at] for at in draft.right]) == (question.type, list(question.right))


def test_pairs_and_true_or_false_survive_the_way_there_and_back() -> None:
    common = {"id": Located("x"), "text": Text("What?"), "explain": Markdown("So.")}
    truth = Question(
        type="true-false",
        options=tuple(Option(id=Located(i), text=Text(i), feedback=Text(f"{i}!")) for i in "tf"),
        right=(Located("f"),),
        **common,
    )
    pairs = Question(
        type="matching",
        options=tuple(Option(id=Located(i), text=Text(i), feedback=Text("-"), fits=Located(i)) for i in "ab"),
        targets=tuple(Target(id=Located(i), text=Text(i * 2)) for i in "ab"),
        **common,
    )
    first, second = gift.read(gift.write([truth, pairs])[0].encode(), "x.gift").drafts
    assert ([each.feedback for each in first.options], first.right) == (["t!", "f!"], (1,))
    assert [(each.text, each.fits) for each in second.options] == [("a", "aa"), ("b", "bb")]


def test_every_quiz_is_exported_and_what_gift_cannot_hold_is_named(make_course: MakeCourse, tmp_path: Path) -> None:
    folder = make_course(overlay=Path(__file__).parent / "courses" / "every-question")
    done = run("export", "--out", tmp_path / "all.gift", "--course", folder)
    assert done.returncode == 0, done.stderr
    course = load(folder).course
    assert course is not None
    kinds = [question.type for quiz in course.quizzes for question in quiz.questions]
    found = gift.read((tmp_path / "all.gift").read_bytes(), "all.gift")
    assert len(found.drafts) == sum(kind in gift.EXPORTED for kind in kinds)
    assert done.stderr.count("I001") == sum(kind not in gift.EXPORTED for kind in kinds) > 0


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("=~#{}:\\%->/$T \n[html]<b>&;1"), max_size=60))
def test_no_gift_file_whatever_is_in_it_is_an_exception(content: str) -> None:
    found = taken(content)
    for draft in found.drafts:
        assert draft.text.strip()
        assert len(draft.options) >= 2


def test_an_import_builds_once_its_empty_places_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    new.begin(folder, ASSETS / "new", language="nl", title="Mijn")
    source = tmp_path / "vragen.gift"
    source.write_text("Klopt dit? {T#nee#ja####Zo.}\n\nWat? {=a <b>#x ~b#y####Zo.}\n\nWie? {=a -> x =b -> y####Zo.}\n")
    added = add.quiz(folder, FIRST, source=source)
    path = folder / "quizzes" / f"{added.id}.yaml"
    path.write_text(path.read_text().replace("teaches: []", "teaches: [r1]").replace("feedback: ,", "feedback: goed,"))
    found = pipeline.examine(folder, ASSETS).problems
    assert {each.code for each in found if each.severity == "error"} == set()
    assert "Niet waar" in path.read_text()
