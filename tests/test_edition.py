"""Editions: one source, and each audience sees what is for it and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scormkit.problems import Problem
from seemenow import pipeline, resources
from seemenow.edition import edition, editions, speech
from seemenow.load import load, split
from seemenow.model import Course, Prose, Text, Word
from seemenow.player_texts import PlayerTexts
from seemenow.walk import texts

from .conftest import MINIMAL, ROOT, MakeCourse

AUDIENCES = "audiences:\n  - {id: primary, title: Primary}\n  - {id: mbo, title: Colleges, inside: The counsellor.}\n"
COURSE = (MINIMAL / "course.yaml").read_text(encoding="utf-8") + AUDIENCES
WELCOME = (MINIMAL / "parts/01-start/welcome.md").read_text(encoding="utf-8")
CONTACTS = (MINIMAL / "guidance/contacts.yaml").read_text(encoding="utf-8")


def course_of(folder: Path) -> Course:
    loaded = load(folder)
    assert loaded.problems == ()
    assert loaded.course is not None
    return loaded.course


def words(course: Course) -> list[str]:
    return [
        str(block.markdown)
        for part in course.parts
        for page in part.pages
        for block in page.blocks
        if isinstance(block, Prose)
    ]


def codes(folder: Path) -> list[str]:
    problems = pipeline.examine(folder, resources.assets()).problems
    return [each.code for each in problems if each.severity == "error"]


def test_each_audience_sees_its_own_words_and_those_for_everybody(make_course: MakeCourse) -> None:
    page = WELCOME + "\n:::for primary\nYoung ones.\n:::\n\n:::not-for primary\nOlder ones.\n\n- a list\n:::\nAll.\n"
    course = course_of(make_course({"course.yaml": COURSE, "parts/01-start/welcome.md": page}))
    primary, mbo = editions(course)
    assert words(primary) == ["Words for a learner.", "Young ones.", "All."]
    assert words(mbo) == ["Words for a learner.", "Older ones.", "- a list", "All."]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (":::for a\nWords.\n", "no line with ::: ends it"),
        (":::for\nWords.\n:::\n", "it names no audience"),
        (":::form a\nWords.\n:::\n", "neither with :::for"),
        ("Words.\n:::\n", "nothing that it could end"),
        ("- a point\n  :::for a\n  Words.\n  :::\n", "inside something else"),
        ("::::for a\n:::for b\nWords.\n:::\n::::\n", "inside something else"),
    ],
)
def test_a_slip_in_a_condition_is_named_and_never_shown(page: str, reason: str) -> None:
    problems: list[Problem] = []
    blocks = list(split(page, "page.md", 1, "parts/a/page", problems))
    assert [each.code for each in problems] == ["C017"]
    assert reason in problems[0].message
    assert not any(str(each.markdown).startswith(":::") for each in blocks if isinstance(each, Prose))


@pytest.mark.parametrize(("condition", "is_twice"), [("not_for: [primary]", False), ("for: [primary, mbo]", True)])
def test_two_facts_may_share_an_id_when_no_audience_sees_both(
    condition: str, is_twice: bool, make_course: MakeCourse
) -> None:
    one = "- {id: a1, group: school, title: Tired in class, mark: weak, ordinary: [a job]"
    text = (MINIMAL / "signals.yaml").read_text(encoding="utf-8")
    signals = text.replace(one, f"{one}, for: [primary]}}\n  {one}, {condition}")
    assert codes(make_course({"course.yaml": COURSE, "signals.yaml": signals})) == ["C002"] * is_twice


def test_an_edition_that_lacks_what_it_points_to_is_named(make_course: MakeCourse) -> None:
    text = (MINIMAL / "signals.yaml").read_text(encoding="utf-8").replace("mark: weak,", "mark: weak, for: [mbo],")
    folder = make_course({"course.yaml": COURSE, "signals.yaml": text})
    (fault,) = (each for each in pipeline.examine(folder, resources.assets()).problems if each.code == "C003")
    assert "in the edition for primary" in fault.message


def test_a_contact_that_is_not_for_an_audience_leaves_its_lists(make_course: MakeCourse) -> None:
    other = CONTACTS.partition("contacts:\n")[2].replace("id: helpline", "id: office\n    for: [mbo]")
    text = CONTACTS.replace("now: [helpline]", "now: [office, helpline]") + other
    page = WELCOME.replace("::contacts helpline", "::contacts office helpline")
    course = course_of(
        make_course({"course.yaml": COURSE, "guidance/contacts.yaml": text, "parts/01-start/welcome.md": page})
    )
    primary, mbo = (edition(course, audience) for audience in course.audiences)
    assert (primary.guidance.now, mbo.guidance.now) == (("helpline",), ("office", "helpline"))
    directives = [block for block in primary.parts[0].pages[0].blocks if not isinstance(block, Prose)]
    assert directives[-1].arguments == ("helpline",)


def test_every_edition_is_a_package_of_its_own_and_the_first_adds_nothing_to_its_name(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    folder = make_course({"course.yaml": COURSE})
    built = pipeline.build(folder, resources.assets(), tmp_path / "out", formats=("scorm12",), audiences=("all",))
    assert [each.file.name for each in built.artifacts] == [
        "minimal-1.0.0-en-scorm12.zip",
        "minimal-1.0.0-mbo-en-scorm12.zip",
    ]
    assert [each.package.audience for each in built.artifacts] == ["primary", "mbo"]
    (first, second) = (set(each.package.item_identifiers) for each in built.artifacts)
    assert first.isdisjoint(second)
    files = built.artifacts[1].package.files
    shell = files["index.html"]
    assert isinstance(shell, bytes)
    assert b"This edition is for: Colleges" in shell
    assert b"The counsellor." in shell


def test_what_a_learner_has_done_has_the_same_place_in_every_edition(make_course: MakeCourse, tmp_path: Path) -> None:
    more = {"parts/01-start/more.md": "---\ntitle: More\nfor: [mbo]\n---\nWords.\n"}
    part = (MINIMAL / "parts/01-start/part.yaml").read_text(encoding="utf-8").replace("[welcome]", "[more, welcome]")
    folder = make_course({"course.yaml": COURSE, "parts/01-start/part.yaml": part, **more})
    pipeline.build(folder, resources.assets(), tmp_path / "out", formats=("scorm12",))
    assert "page more" in (folder / "ids.lock").read_text()


def test_a_question_whose_quiz_has_another_id_is_told_by_the_names_that_differ(make_course: MakeCourse) -> None:
    """Its own id is the same, and the author is to take that of the quiz back."""
    folder = make_course({"ids.lock": "question practice/tired\n"})
    (fault,) = [each for each in pipeline.examine(folder, resources.assets()).problems if each.code == "C029"]
    assert 'The question "final/tired" is new, and practice/tired is gone' in fault.message


def test_an_audience_reads_its_own_word_with_the_capital_it_had_and_only_where_it_is_whole(
    make_course: MakeCourse,
) -> None:
    words_of_mbo = "    words: [{usual: pupil, here: young person}]\n"
    head = COURSE.replace("inside: The counsellor.}\n", "inside: A pupil.}\n").replace(
        "  - {id: mbo, title: Colleges, inside: A pupil.}\n",
        "  - id: mbo\n    title: Colleges\n    inside: A pupil.\n" + words_of_mbo,
    )
    page = WELCOME + "\nPupil first: a pupil’s pupils, the co-pupil and a pupil.\n"
    primary, mbo = editions(course_of(make_course({"course.yaml": head, "parts/01-start/welcome.md": page})))
    assert words(primary)[1].startswith("Pupil first")
    assert words(mbo)[1] == "Young person first: a young person’s pupils, the co-pupil and a young person."
    assert mbo.audience is not None
    assert mbo.audience.inside == "A pupil."


def test_a_contact_that_is_not_confirmed_is_kept_in_the_file_and_never_shown(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    other = CONTACTS.partition("contacts:\n")[2].replace("id: helpline", "id: office\n    confirmed: false")
    text = CONTACTS.replace("now: [helpline]", "now: [office, helpline]") + other.replace("0800 000", "0800 111")
    page = WELCOME.replace("::contacts helpline", "::contacts office helpline")
    folder = make_course({"guidance/contacts.yaml": text, "parts/01-start/welcome.md": page})
    (artifact,) = pipeline.build(folder, resources.assets(), tmp_path / "out", formats=("scorm12",)).artifacts
    for content in artifact.package.files.values():
        assert b"0800 111" not in (content.read_bytes() if isinstance(content, Path) else content)


def test_the_player_says_an_audiences_word_too_also_in_plurals() -> None:
    said = speech((Word(usual=Text("pupil"), here=Text("student")),))
    texts = PlayerTexts(
        language="en",
        words={"worried": "Worried about a pupil", "count": {"one": "{n} pupil", "other": "{n} pupils"}},
        sections={},
    ).spoken(said)
    assert texts("worried") == "Worried about a student"
    assert texts("count", n=1) == "1 student"
    assert texts("count", n=2) == "2 pupils"


def test_no_word_of_the_real_course_that_other_audiences_replace_is_a_possessive_by_an_apostrophe_alone() -> None:
    """pupils' becomes young people', which nobody writes."""
    course = load(ROOT / "course").course
    assert course is not None
    said = {str(word.usual) for audience in course.audiences for word in audience.words}
    assert "pupils" in said
    alone = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, said))})['’](?!\w)", re.IGNORECASE)
    assert alone.search("leave pupils' names out")
    assert [str(text) for text in texts(course) if alone.search(str(text))] == []
