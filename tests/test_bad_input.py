"""What people really save: told kindly and all at once, with nothing run and nothing lost."""

from __future__ import annotations

import io
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from scormkit.problems import Problem
from seemenow import pipeline, present, resources
from seemenow.check.course import check
from seemenow.load import load
from seemenow.structure import compose

from .conftest import MINIMAL, TESTS, MakeCourse, changed

PLACE = (TESTS / "rules/Q021/course/quizzes/practice.yaml").read_text(encoding="utf-8")


def told(folder: Path) -> list[tuple[str, str]]:
    """The errors and warnings of a course, as place and code, with what a person reads."""
    loaded = load(folder)
    problems = [*loaded.problems, *check(loaded, today=date(2026, 11, 22))]
    return [(f"{each.place} {each.code}", f"{each.message} {each.remedy}") for each in problems if each.code != "R001"]


@pytest.mark.parametrize(
    ("line", "instead", "words"),
    [
        ("title: Final test", "\ttitle: Final test", "tab"),
        ("title: Final test", "title:\tFinal test: all", "colon"),
        ("title: Final test", "title: “Final: test”", "straight ones"),
        ("title: Final test", 'title: "Final test', "never closed"),
        ("title: Final test", "title: @final", "tab, or a sign"),
        ("intro: One question.", "intro One question.", "no colon"),
        ("    right: [a]", "    right: [a", "closed"),
    ],
)
def test_what_yaml_cannot_read_is_told_in_plain_words_at_its_line(
    line: str, instead: str, words: str, make_course: MakeCourse
) -> None:
    ((place, said),) = told(make_course(changed("quizzes/final.yaml", line, instead)))
    at = (MINIMAL / "quizzes/final.yaml").read_text().split("\n").index(line) + 1
    file, found, _column = place.split(" ")[0].split(":")
    assert (file, place.endswith("L003")) == ("course/quizzes/final.yaml", True)
    assert abs(int(found) - at) <= 1
    assert words in said


@pytest.mark.parametrize("instead", ["phrases:,", "phrases:-", "phrases;", "phrases:, >-"])
def test_a_sign_behind_the_colon_of_a_key_is_told_at_its_line_and_the_file_is_not_called_missing(
    instead: str, make_course: MakeCourse
) -> None:
    courses = tuple(TESTS / "courses" / name for name in ("every-question", "whole"))
    words = (courses[1] / "chat/words/en.yaml").read_text(encoding="utf-8").replace("phrases:", instead)
    found = [place for place, _ in told(make_course({"chat/words/en.yaml": words}, overlay=courses))]
    assert [each for each in found if not each.endswith("G005")] == ["course/chat/words/en.yaml:11:1 L003"]


def test_a_misspelt_key_of_a_record_is_told_while_it_is_empty(make_course: MakeCourse) -> None:
    courses = tuple(TESTS / "courses" / name for name in ("every-question", "whole"))
    record = (courses[1] / "stories/window/record.yaml").read_text(encoding="utf-8").replace("approval:", "aproval:")
    found = [place for place, _ in told(make_course({"stories/window/record.yaml": record}, overlay=courses))]
    assert "course/stories/window/record.yaml:48:1 L005" in found


def test_safety_rules_that_no_message_could_fit_are_told(make_course: MakeCourse) -> None:
    courses = tuple(TESTS / "courses" / name for name in ("every-question", "whole"))
    safety = (courses[1] / "chat/safety.yaml").read_text(encoding="utf-8")
    slips = {
        '["colleague @pupil"]': "[“colleague @pupil”]",
        '">3 stop living -film"': '::">3 stop living -film"',
        '"now = now|to_day|this_*"': '"now = now|to_day;this_*"\n      - pupil = now',
    }
    for old, new in slips.items():
        safety = safety.replace(old, new, 1)
    found = [place for place, _ in told(make_course({"chat/safety.yaml": safety}, overlay=courses))]
    assert [place for place in found if place.endswith("K004")] == [
        f"course/chat/safety.yaml:{at} K004" for at in ("27:9", "28:9", "33:13", "36:33")
    ]


def test_rules_for_a_safety_text_that_has_others_are_told_as_one_of_the_two_would_be_lost(
    make_course: MakeCourse,
) -> None:
    courses = tuple(TESTS / "courses" / name for name in ("every-question", "whole"))
    safety = (courses[1] / "chat/safety.yaml").read_text(encoding="utf-8")
    safety = safety.replace("{id: offender, rules", "{id: danger, rules", 1)
    found = dict(told(make_course({"chat/safety.yaml": safety}, overlay=courses)))
    assert "there are other rules for danger" in found["course/chat/safety.yaml:34:14 K004"]


def test_a_blank_in_the_address_of_a_contact_is_told(make_course: MakeCourse) -> None:
    courses = tuple(TESTS / "courses" / name for name in ("every-question", "whole"))
    contacts = (courses[1] / "guidance/contacts.yaml").read_text(encoding="utf-8")
    contacts = contacts.replace("https://example.org/chat", "https://example .org/chat")
    assert "C007" in [
        place[-4:] for place, _ in told(make_course({"guidance/contacts.yaml": contacts}, overlay=courses))
    ]


def test_rules_of_the_chat_with_a_damaged_language_are_told_where_it_stands(make_course: MakeCourse) -> None:
    courses = tuple(TESTS / "courses" / name for name in ("every-question", "whole"))
    safety = (courses[1] / "chat/safety.yaml").read_text(encoding="utf-8").replace("language: en", "language: e", 1)
    found = [place for place, _ in told(make_course({"chat/safety.yaml": safety}, overlay=courses))]
    assert "course/chat/safety.yaml:24:15 K002" in found


def test_an_end_by_the_test_alone_that_the_course_does_not_allow_is_told_with_the_place_in_the_course(
    make_course: MakeCourse,
) -> None:
    courses = tuple(TESTS / "courses" / name for name in ("every-question", "whole"))
    head = (courses[1] / "course.yaml").read_text(encoding="utf-8").replace("  test_out_percent: 80\n", "")
    (said,) = [said for place, said in told(make_course({"course.yaml": head}, overlay=courses)) if "Q020" in place]
    assert "but course/course.yaml:11:9 does not allow that" in said


@pytest.mark.parametrize("words", ["", "other: words\n", "language: fr\n"])
def test_words_of_the_chat_that_cannot_be_read_whole_are_not_called_missing(
    words: str, make_course: MakeCourse
) -> None:
    courses = tuple(TESTS / "courses" / name for name in ("every-question", "whole"))
    found = [place for place, _ in told(make_course({"chat/words/en.yaml": words}, overlay=courses))]
    assert {each.split(":")[0] for each in found if not each.endswith("G005")} == {"course/chat/words/en.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "at"), [("id: suicide", "id: uicide", "3:9"), ("  - {id: danger, ", "# ", "12:10")]
)
def test_a_safety_text_that_is_missing_or_has_another_id_is_told_where_it_belongs(
    old: str, new: str, at: str, make_course: MakeCourse
) -> None:
    courses = tuple(TESTS / "courses" / name for name in ("every-question", "whole"))
    safety = (courses[1] / "chat/safety.yaml").read_text(encoding="utf-8").replace(old, new, 1)
    found = told(make_course({"chat/safety.yaml": safety}, overlay=courses))
    assert f"course/chat/safety.yaml:{at} K003" in [place for place, _ in found]


LIST = "".join(f"        - {{name: n{n}}}\n" for n in range(9))
SLIPPED = f"""\
first:
  - id: a
    words: [a]
  - id: b
    rules:
      more:
{LIST}      folded: >-
        Words
        that go on.
  - id: c
    words: [c]
"""


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("    rules:", "rules:"),
        ("      more:", "  more:"),
        ("      more:", "      mo"),
        ("      folded: >-", "      fol"),
        ("  - id: a", None),
    ],
)
def test_a_slip_far_above_what_it_makes_unreadable_is_found(line: str, instead: str | None) -> None:
    lines = SLIPPED.split("\n")
    at = lines.index(line)
    lines[at : at + 1] = [] if instead is None else [instead]
    problems: list[Problem] = []
    compose("\n".join(lines), "x.yaml", problems)
    assert [each.place.line for each in problems] == [at + 1]


LONG = "head:\n" + "".join(f"  key{n}: words\n" for n in range(60)) + "list:\n  - id: a\n    words: b\n  - id: b\n"


@pytest.mark.parametrize(("old", "new", "at"), [("head:", "", 2), ("head:", "'head:", 1), ("list:\n", "", 62)])
def test_a_key_that_is_gone_or_opens_a_quotation_is_found_from_afar(old: str, new: str, at: int) -> None:
    problems: list[Problem] = []
    compose(LONG.replace(old, new, 1), "x.yaml", problems)
    assert [(each.code, each.place.line) for each in problems] == [("L003", at)]


GUIDE = """\
source:
  name: Words
questions:
  - id: a
    answers:
      - {id: b}
  - id: c
    answers:
      - {id: d}
"""


def test_a_key_that_slipped_to_where_the_list_above_it_stands_is_found_there() -> None:
    problems: list[Problem] = []
    compose("  answers:".join(GUIDE.rsplit("    answers:", 1)), "x.yaml", problems)
    assert [(each.code, each.place.line) for each in problems] == [("L003", 8)]


PLACED = """\
intro: |-
  Look first.

  - **Take** your time.
list:
  - id: a
    text: Words
    picture:
      file: yard.svg
      describe: >-
        A yard.
        A wall.
    options:
      - id: a
        text: A bench
        area: [0, 33, 26, 50]
      - id: b
        text: A wall
        area: [28, 60, 17, 37]
    explain: >-
      Standing alone
      means little.
    teaches: [a1]
  - {id: b, text: More}
"""


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("intro: |-", "intro:, |-"),
        ("    picture:", ""),
        ("    picture:", "    picture: -1"),
        ("    options:", ""),
        ("    options:", "  @  options:"),
        ("      - id: a", "      - id:, a"),
        ("      - id: a", "      - id a"),
        ("      - id: a", "     - id: a"),
        ("      - id: a", "          - id: a"),
        ("      - id: a", "       id: a"),
        ("      Standing alone", "  Standing alone"),
        ("  - {id: b, text: More}", "- {id: b, text: More}"),
        ("  - {id: b, text: More}", "  - {id: b text: More}"),
    ],
)
def test_a_slip_in_a_question_is_told_where_it_is_and_not_where_the_list_begins(line: str, instead: str) -> None:
    problems: list[Problem] = []
    at = PLACED.split("\n").index(line) + 1
    compose(PLACED.replace(f"{line}\n", f"{instead}\n", 1), "x.yaml", problems)
    assert [(each.code, abs((each.place.line or 0) - at) <= 1) for each in problems] == [("L003", True)]


def test_words_that_changed_places_with_their_key_are_told_though_a_remark_stands_above_them() -> None:
    problems: list[Problem] = []
    compose("language: en\n\n# Left out.\n  the a\nstop: >-\n  an it\nendings: [s]\n", "x.yaml", problems)
    assert [each.place.line for each in problems] == [4]


def test_a_slip_in_a_very_long_file_is_told_where_it_is() -> None:
    entry = "  - id: a{0}\n    words:\n      - a\n      - b\n"
    text = "list:\n" + "".join(entry.format(number) for number in range(150))
    for old, new in (("  - id: a120\n", "  - i\n"), ("  - id: a120\n", '  - id: "a120\n'), ("list:", "list:, x")):
        problems: list[Problem] = []
        compose(text.replace(old, new), "x.yaml", problems)
        assert [each.place.line for each in problems] == [text[: text.index(old)].count("\n") + 1]


def test_what_a_list_became_when_its_key_is_gone_is_told_where_its_first_entry_stands(make_course: MakeCourse) -> None:
    text = (MINIMAL / "quizzes/final.yaml").read_text(encoding="utf-8")
    lines = text.replace("intro: One question.", "intro: >-\n  One question.").split("\n")
    at = lines.index("questions:")
    del lines[at]
    assert told(make_course({"quizzes/final.yaml": "\n".join(lines)}))[0][0] == (
        f"course/quizzes/final.yaml:{at + 1}:1 L006"
    )


def test_an_id_that_is_gone_is_told_where_its_entry_begins_also_when_it_is_for_some_alone(
    make_course: MakeCourse,
) -> None:
    courses = [TESTS / "courses" / name for name in ("every-question", "whole")]
    text = (courses[1] / "guidance/contacts.yaml").read_text(encoding="utf-8")
    at = text[: text.index("  - id: office\n")].count("\n") + 1
    assert "not_for:" in text
    damaged = text.replace("  - id: office\n", "  -\n")
    places = [place for place, _ in told(make_course({"guidance/contacts.yaml": damaged}, overlay=tuple(courses)))]
    assert f"course/guidance/contacts.yaml:{at + 1}:5 L006" in places


def test_a_question_of_the_guide_with_one_answer_is_told_where_its_answers_stand(make_course: MakeCourse) -> None:
    courses = [TESTS / "courses" / name for name in ("every-question", "whole")]
    lines = (courses[1] / "guidance/guide.yaml").read_text(encoding="utf-8").splitlines()
    at = next(at for at, line in enumerate(lines, 1) if "{id: now," in line)
    del lines[at - 1]
    places = [
        place for place, _ in told(make_course({"guidance/guide.yaml": "\n".join(lines)}, overlay=tuple(courses)))
    ]
    assert f"course/guidance/guide.yaml:{at}:9 G016" in places


def test_words_whose_key_is_gone_and_a_key_that_became_words_are_told_where_they_stand(make_course: MakeCourse) -> None:
    text = (TESTS / "courses/whole/signals.yaml").read_text(encoding="utf-8")
    moved = text.replace("\nsource:", "\n   source:")
    assert told(make_course({"signals.yaml": moved}))[0][0] == "course/signals.yaml:4:1 L006"
    problems: list[Problem] = []
    compose("a:\n  - b: >-\n      x\n    c: [d]\n      Words.\n      **More**.\n", "x.yaml", problems)
    assert [(each.code, each.place.line) for each in problems] == [("L003", 5)]


@pytest.mark.parametrize("file", ["guidance/steps.yaml", "guidance/municipalities.csv", "stories/window/story.yaml"])
def test_a_file_that_cannot_be_read_is_told_once_and_by_itself(file: str, make_course: MakeCourse) -> None:
    courses = [TESTS / "courses" / name for name in ("every-question", "whole")]
    broken = (courses[1] / file).read_bytes().replace(b"\n", b"\n\xff", 1)
    places = [place for place, _ in told(make_course({file: broken}, overlay=tuple(courses)))]
    assert [place for place in places if not place.endswith("G005")] == [f"course/{file}:2 L002"]


def test_what_git_left_in_a_page_is_told(make_course: MakeCourse) -> None:
    page = "---\ntitle: Welcome\n---\nWords.\n\n<<<<<<< ours\nOne.\n\n::contacts helpline\n"
    assert [place for place, _ in told(make_course({"parts/01-start/welcome.md": page}))] == [
        "course/parts/01-start/welcome.md:6:1 C027"
    ]


@pytest.mark.parametrize("typed", ["20:26", "0x1f"])
def test_what_only_yaml_takes_for_a_number_is_told(typed: str, make_course: MakeCourse) -> None:
    (first, *_) = told(make_course(changed("figures.yaml", "year: 2026", f"year: {typed}")))
    assert first[0].endswith("L007")
    assert f'is "{typed}"' in first[1]


def test_every_file_in_latin_1_is_named_with_its_line(make_course: MakeCourse) -> None:
    bad = {
        name: text.encode("latin-1")
        for name in ("quizzes/final.yaml", "parts/01-start/welcome.md")
        for text in changed(name, "e", "é").values()
    }
    faults = [place for place, _ in told(make_course(bad))]
    assert faults == ["course/parts/01-start/welcome.md:2 L002", "course/quizzes/final.yaml:2 L002"]


def test_slots_that_are_no_text_are_told_and_not_thrown(make_course: MakeCourse) -> None:
    folder = make_course({"ids.lock": "part start\npage welcome\npage gö".encode("latin-1")})
    assert [place for place, _ in told(folder)] == ["course/ids.lock:3 L002"]


def test_a_theme_in_the_course_is_not_told_as_read_by_nothing(make_course: MakeCourse) -> None:
    assert told(make_course({"themes/school.yaml": "id: school\nname: A school\n"})) == []


def test_curly_quotation_marks_around_an_id_are_no_part_of_it(make_course: MakeCourse) -> None:
    (fault, *_) = told(make_course(changed("quizzes/final.yaml", "  - id: tired", "  - id: “tired”")))
    assert fault[0] == "course/quizzes/final.yaml:5:9 L010"


@pytest.mark.parametrize("quotes", ["“”", "‘’", "„”", "«»", "““"])
def test_a_title_in_curly_quotation_marks_says_that_they_will_be_seen(quotes: str, make_course: MakeCourse) -> None:
    typed = f"{quotes[0]}Final test{quotes[1]}"
    ((place, said),) = told(make_course(changed("quizzes/final.yaml", "title: Final test", f"title: {typed}")))
    assert place == "course/quizzes/final.yaml:2:8 L011"
    assert f"Write \"Final test\" with straight ones to have none shown, or '{typed}' if" in said


def test_curly_quotation_marks_that_are_meant_are_left_alone(make_course: MakeCourse, tmp_path: Path) -> None:
    for at, typed in enumerate(("'“Just ask!”'", "“Ask”, and “listen”", "It’s fine")):
        assert (
            told(make_course(changed("quizzes/final.yaml", "title: Final test", f"title: {typed}"), name=f"c{at}"))
            == []
        )


def test_keys_and_ids_that_stand_twice_are_both_told(make_course: MakeCourse) -> None:
    text = (MINIMAL / "quizzes/final.yaml").read_text()
    again = text[text.index("  - id: tired") :]
    faults = [place for place, _ in told(make_course({"quizzes/final.yaml": text + "    explain: Twice.\n" + again}))]
    assert [place.split(" ")[1] for place in faults] == ["L004", "C002"]


@pytest.mark.parametrize(
    ("old", "new", "place", "hint"),
    [
        (
            "parts/01-start/welcome.md",
            "parts/02-test/welcome.md",
            "course/parts/01-start/part.yaml:5:9 L001",
            "parts/02-test/welcome.md",
        ),
        (
            "parts/01-start/welcome.md",
            "parts/01-start/Welcome.md",
            "course/parts/01-start/part.yaml:5:9 L001",
            "parts/01-start/Welcome.md",
        ),
        ("parts/01-start", "parts/01-Start", "course/course.yaml:9:9 C001", '"Start"'),
        ("quizzes", "Quizzes", "course/course.yaml:8:20 C003", "Known: none"),
        ("signals.yaml", "signals.yml", "course/signals.yaml L001", '"signals.yml"'),
    ],
)
def test_a_file_that_was_moved_or_renamed_is_looked_for(
    old: str, new: str, place: str, hint: str, make_course: MakeCourse
) -> None:
    folder = make_course()
    (folder / old).rename(folder / new)
    said = dict(told(folder))
    assert place in said
    assert hint in said[place]


def test_a_file_in_a_misspelt_place_is_told_with_the_right_one(make_course: MakeCourse) -> None:
    said = dict(told(make_course({"Quizzes/More.yml": "id: more", "conversatons/a.yaml": "id: a", "README.md": "Hi"})))
    assert 'Did you mean "quizzes/more.yaml"?' in said["course/Quizzes/More.yml C025"]
    assert 'Did you mean "conversations"?' in said["course/conversatons/a.yaml C025"]
    assert len(said) == 2


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("parts/01-start/page.docx", ""),
        ("quizzes/more.txt", ""),
        ("guidance/municipalities.xlsx", "CSV UTF-8"),
        ("locale/nl/course (1).po", ""),
        ("locale/fr/course.po", "Write fr under languages"),
        ("locale/en/course.po", ""),
        ("pictures/yard.png", ""),
        ("course (1).yaml", ""),
        ("theme.yaml", ""),
        ("Kit.yml", '"kit.yaml"'),
        ("notes.md", ""),
    ],
)
def test_a_document_a_catalogue_or_a_picture_that_nothing_reads_is_told(
    name: str, hint: str, make_course: MakeCourse
) -> None:
    said = dict(told(make_course({name: b""})))
    assert list(said) == [f"course/{name} C025"]
    assert hint in said[f"course/{name} C025"]


def test_what_stands_in_a_course_for_people_is_no_fault(make_course: MakeCourse) -> None:
    beside = (
        "dist/a.zip",
        "notes.docx",
        ".github/ci.txt",
        "stories/window/night.mov",
        "locale/nl/course.mo",
        "LICENSE",
    )
    assert told(make_course(dict.fromkeys(beside, b""))) == []


def test_a_copy_of_a_part_that_keeps_its_name_is_told_to_take_another(make_course: MakeCourse) -> None:
    folder = make_course()
    shutil.copytree(folder / "parts/01-start", folder / "parts/03-start")
    ((place, said),) = told(folder)
    assert (place, "give this one another name" in said) == ("course/parts/03-start/part.yaml C025", True)


def test_a_part_that_was_copied_is_told_once_with_what_it_takes_to_be_read(make_course: MakeCourse) -> None:
    folder = make_course()
    shutil.copytree(folder / "parts/01-start", folder / "parts/03-copy")
    assert [place for place, _ in told(folder)] == ["course/parts/03-copy/part.yaml C025"]
    assert "Write copy under parts in course.yaml" in told(folder)[0][1]


def test_a_quiz_that_was_copied_is_told_by_its_ids_alone(make_course: MakeCourse) -> None:
    folder = make_course()
    shutil.copy(folder / "quizzes/final.yaml", folder / "quizzes/final (2).yaml")
    found = pipeline.examine(folder, resources.assets()).problems
    assert {each.code for each in found if each.severity in ("error", "warning")} == {"C002"}


def test_a_picture_whose_name_has_other_capitals_is_offered_and_capitals_are_no_fault(make_course: MakeCourse) -> None:
    folder = make_course(
        {"quizzes/practice.yaml": PLACE.replace("yard.svg", "yard.png"), "pictures/Yard.PNG": png(40, 30)}
    )
    (fault,) = [each for each in pipeline.examine(folder, resources.assets()).problems if each.code == "Q011"]
    assert 'Did you mean "Yard.PNG"?' in fault.remedy
    (folder / "quizzes/practice.yaml").write_text(PLACE.replace("yard.svg", "Yard.PNG"), encoding="utf-8")
    found = pipeline.examine(folder, resources.assets()).problems
    assert [each.code for each in found if each.code in ("Q011", "Q021")] == []


def png(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("1", (width, height)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("yard.png", png(1, 1) + b"\0" * 50_000_000, "it is 50 MB large"),
        ("yard.png", png(5000, 20), "5000 by 20 pixels"),
        # A header of five bytes with a sound checksum.
        (
            "yard.png",
            png(1, 1)[:8] + bytes.fromhex("00000005 49484452 0000000000 9f42803c"),
            "cannot be read as a picture",
        ),
        ("yard.jpg", b"no picture", "cannot be read as a picture"),
        ("yard.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="alert(1)"/>', "runs a script"),
        ("yard.svg", b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "declares entities"),
        ("yard.svg", b"<svg", "cannot be read as SVG"),
    ],
)
def test_a_picture_that_is_too_large_broken_or_more_than_a_picture_is_refused(
    name: str, content: bytes, reason: str, make_course: MakeCourse
) -> None:
    folder = make_course({"quizzes/practice.yaml": PLACE.replace("yard.svg", name), f"pictures/{name}": content})
    found = pipeline.examine(folder, resources.assets()).problems
    (fault,) = [each for each in found if each.code == "Q021"]
    assert reason in fault.message


def test_words_never_used_are_found_in_a_drawing_too_also_where_only_a_screen_reader_says_them(
    make_course: MakeCourse,
) -> None:
    said = "<title>Two friends</title><text>Prosti<tspan>tution</tspan></text><desc>A hooker</desc>"
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{said}</svg>'
    folder = make_course({"quizzes/practice.yaml": PLACE, "pictures/yard.svg": drawing})
    found = pipeline.examine(folder, resources.assets()).problems
    told = [(each.place.file, each.message.partition(" is never")[0]) for each in found if each.code == "S005"]
    assert told == [("course/quizzes/practice.yaml", "“Prostitution”"), ("course/quizzes/practice.yaml", "“hooker”")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("[press](javascript:alert(1))", "C007"),
        ("[press](JaVaScRiPt:alert(1))", "C007"),
        ("[press](data:text/html;base64,PHNjcmlwdD4=)", "C007"),
        ("![yard](yard.png)", "C026"),
        ("<script>alert(1)</script>", "C006"),
        ("Words <img src=x onerror=alert(1)> more.", "C006"),
        ("<iframe src='https://example.org'></iframe>", "C006"),
    ],
)
def test_html_and_links_that_could_run_something_are_refused_and_never_built(
    words: str, code: str, make_course: MakeCourse, tmp_path: Path
) -> None:
    folder = make_course(changed("parts/01-start/welcome.md", "Words for a learner.", words))
    assert [place for place, _ in told(folder)][:1] == [f"course/parts/01-start/welcome.md:4:1 {code}"]
    built = pipeline.build(folder, resources.assets(), tmp_path / "out", formats=("scorm12",))
    assert built.artifacts == ()


def test_names_and_words_of_strangers_give_a_terminal_no_commands(make_course: MakeCourse) -> None:
    page = changed("parts/01-start/welcome.md", "Words for a learner.", "::figure no\u009b2Jne")
    folder = make_course(page | changed("course.yaml", "id: minimal", 'id: minimal\n"k\\e[2Jey\\u202E": 1'))
    problems = pipeline.examine(folder, resources.assets(), today=date(2026, 11, 22)).problems
    (key, figure) = (present.problem_text(each, folder) for each in problems if each.severity == "error")
    assert "k�[2Jey�" in key
    assert "no�2Jne" in figure


@pytest.mark.parametrize("gone", range(4))
def test_a_line_that_is_gone_from_ids_lock_is_noticed_where_it_was(make_course: MakeCourse, gone: int) -> None:
    """All that learners did would move one place otherwise. The last line is no loss: the next build adds it again."""
    lines = ["part start 1", "page welcome 2", "part test 3", "page done 4", "page final-test 5"]
    folder = make_course({"ids.lock": "\n".join(lines[:gone] + lines[gone + 1 :]) + "\n"})
    assert [place for place, _ in told(folder)] == [f"course/ids.lock:{gone + 1}:1 C030"]


def test_lines_of_ids_lock_without_numbers_are_taken_as_they_stand(make_course: MakeCourse) -> None:
    folder = make_course({"ids.lock": "part start\npage welcome\npart test 3\npage done\n"})
    assert told(folder) == []


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("Call 0800-2000.", True),
        ("Call +31 6 12 34 56 78.", True),
        ("Call +31 (0)20 123 4567.", True),
        ("Call (020) 123 45 67.", True),
        ("Call 0031 6 12345678.", True),
        ("Call 06\u00a012\u00a034\u00a056\u00a078.", True),
        ("Call 0800–2000.", True),
        ("Call 06 – 1234 5678.", True),
        ("Call ０８００ ２０００.", True),
        ("Call 0800\u200b2000.", True),
        ("From 08.30–17.00, 08 – 12 uur, 2004–2010, at 0–4 years; 5 to 10, or 15 – 20.", False),
        ("Of 100 000 pupils 4 in 10, from 09.30 to 10.15, in 2026-2027; +31 and no more.", False),
    ],
)
def test_a_phone_number_in_a_text_is_told_however_it_is_written(
    words: str, is_one: bool, make_course: MakeCourse
) -> None:
    found = told(make_course(changed("parts/01-start/welcome.md", "Words for a learner.", words)))
    assert [place for place, _ in found if "G008" in place] == ["course/parts/01-start/welcome.md:4:1 G008"] * is_one


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_that_no_editor_shows_is_a_blank_and_lines_below_it_keep_their_numbers(
    end: str, make_course: MakeCourse
) -> None:
    """Programs for layout and for text leave them in what is copied from them."""
    folder = make_course(changed("quizzes/final.yaml", "title: Final test", f"title: Final{end}test"))
    assert told(folder) == []
    course = load(folder).course
    assert course is not None
    assert [quiz.title for quiz in course.quizzes if quiz.id == "final"] == ["Final test"]
    file = folder / "quizzes/final.yaml"
    text = file.read_text(encoding="utf-8").replace("Accuse somebody.", f"'Accuse{end * 9}somebody.'")
    at = text.split("\n").index("    nothing_wrong: true") + 1
    file.write_text(text.replace("nothing_wrong: true", "nothing_wrong: perhaps"), encoding="utf-8")
    assert f"course/quizzes/final.yaml:{at}:20 L007" in [place for place, _ in told(folder)]
    file.write_text(text.replace("nothing_wrong: true", ": :"), encoding="utf-8")
    assert "L003" in str(told(folder))


@pytest.mark.parametrize("words", ["&What do you do?", "!What do you do?", "!!str What do you do?", '&a "What?"'])
def test_words_of_which_yaml_would_lose_the_first_are_told(words: str, make_course: MakeCourse) -> None:
    found = told(make_course(changed("quizzes/final.yaml", "title: Final test", f"title: {words}")))
    (said,) = [said for place, said in found if place == "course/quizzes/final.yaml:2:8 L003"]
    assert "put them in quotation marks" in said


@pytest.mark.parametrize(
    ("title", "line", "column"),
    [
        ("title: Step #2 of it", 2, 13),
        ("title: Step\n  one #2 of it", 3, 7),
        ('title: "Step #2"', None, None),
        ("title: >-\n  Step #2", None, None),
        ("title: Step  # a remark", None, None),
        ("title: C#2", None, None),
    ],
)
def test_words_behind_a_number_sign_that_no_reader_would_see_are_told_and_remarks_are_not(
    title: str, line: int | None, column: int | None, make_course: MakeCourse
) -> None:
    name = "parts/01-start/welcome.md"
    found = [place for place, _ in told(make_course(changed(name, "title: Welcome", title))) if "welcome" in place]
    assert found == ([f"course/parts/01-start/welcome.md:{line}:{column} L012"] if line else [])


def test_a_picture_of_a_kind_that_is_not_read_is_not_called_missing(make_course: MakeCourse) -> None:
    files = {"quizzes/practice.yaml": PLACE, "pictures/yard.gif": b"GIF89a"}
    folder = make_course(files, overlay=TESTS / "rules/Q021/course")
    quiz = folder / "quizzes/practice.yaml"
    quiz.write_text(re.sub(r"file: [^,]+", "file: yard.gif", quiz.read_text(encoding="utf-8")), encoding="utf-8")
    problems = pipeline.examine(folder, resources.assets()).problems
    assert [each.code for each in problems if each.place.file == "course/quizzes/practice.yaml"] == ["Q021"]


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f"])
@pytest.mark.parametrize(
    "line", ["{}   text: What do you do?", "    text:{}What do you do?", "   {}text: What do you do?"]
)
def test_blanks_of_a_word_processor_that_yaml_cannot_read_are_told_as_what_they_are(line: str, blank: str) -> None:
    problems: list[Problem] = []
    above, below = "questions:\n  - id: cold\n    type: single\n", "    explain: Cold, at 20\u00a0°C.\n"
    assert compose(above + line.format(blank) + "\n" + below, "a.yaml", problems) is None
    assert [(each.place.line, "invisible" in each.message) for each in problems] == [(4, True)]


@pytest.mark.parametrize("escaped", ["C:\\action", "man\\vrouw", "\\u0000", "\\Later"])
def test_a_backslash_that_makes_an_invisible_sign_is_told_before_anything_is_built(
    escaped: str, make_course: MakeCourse
) -> None:
    folder = make_course()
    file = folder / "course.yaml"
    file.write_text(re.sub("(?m)^title: .*", lambda _: f'title: "Not {escaped}"', file.read_text("utf-8")), "utf-8")
    ((_, said),) = told(folder)
    assert "single quotation marks" in said


@pytest.mark.parametrize(
    ("line", "help_"),
    [
        ("-\u00a0A point", "type it again"),
        ("##\u00a0A heading", "type it again"),
        ("• A point", "a hyphen and a blank"),
        ("One line\x0banother", "invisible"),
    ],
)
def test_marks_that_came_from_a_word_processor_say_what_to_type(line: str, help_: str, make_course: MakeCourse) -> None:
    folder = make_course()
    page = folder / "parts/01-start/welcome.md"
    page.write_text(f"{page.read_text('utf-8')}\n{line}\n", encoding="utf-8")
    assert [help_ in said for place, said in told(folder) if place.endswith("C027")] == [True]


@pytest.mark.parametrize("name", ["Copy of parts/01-start/page.md", "parts/01-start/welcome.md.txt"])
def test_a_copy_is_not_offered_a_name_under_which_nothing_reads_it_either(name: str, make_course: MakeCourse) -> None:
    ((place, said),) = told(make_course({name: b""}))
    assert (place, "Did you mean" in said) == (f"course/{name} C025", False)
