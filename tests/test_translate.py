"""Words in other languages: nothing lost in silence, nothing shown half translated without a word."""

from __future__ import annotations

from pathlib import Path

import polib
from seemenow import translate
from seemenow.load import load
from seemenow.model import Course
from seemenow.walk import texts

from .conftest import MINIMAL, MakeCourse, changed


def read_course(folder: Path) -> Course:
    course = load(folder).course
    assert course is not None
    return course


def pseudo(course: Course) -> polib.POFile:
    """Return a whole catalogue: every text in brackets."""
    file = translate.template(course, "xx")
    for entry in file:
        entry.msgstr = f"⟦{entry.msgid}⟧"
    return file


def save(file: polib.POFile, folder: Path) -> None:
    path = translate.catalogue_path(folder, "xx")
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))


def test_every_text_of_the_course_is_in_the_catalogue_and_comes_back_translated(make_course: MakeCourse) -> None:
    folder = make_course()
    course = read_course(folder)
    save(pseudo(course), folder)
    catalogue, problems = translate.read(course, folder, "xx")
    assert problems == ()
    translated = translate.localized(course, catalogue)
    assert [str(each) for each in texts(translated)] == [f"⟦{each}⟧" for each in texts(course)]
    assert [each.context for each in texts(translated)] == [each.context for each in texts(course)]


def test_ids_and_numbers_are_never_translated(make_course: MakeCourse) -> None:
    folder = make_course()
    course = read_course(folder)
    save(pseudo(course), folder)
    translated = translate.localized(course, translate.read(course, folder, "xx")[0])
    assert translated.quizzes[0].questions[0].id == "tired"
    assert translated.guidance.contacts[0].phone == "0800 000"


def test_missing_and_changed_texts_are_named_and_show_the_source(make_course: MakeCourse) -> None:
    folder = make_course()
    course = read_course(folder)
    file = pseudo(course)
    first, second = file[0], file[1]
    first.msgstr, second.flags = "", ["fuzzy"]
    save(file, folder)
    catalogue, problems = translate.read(course, folder, "xx")
    assert sorted(each.code for each in problems) == ["T002", "T004"]
    assert all(each.place.file == "course/locale/xx/course.po" and each.place.line for each in problems)
    translated = translate.localized(course, catalogue)
    assert translated.title == course.title


def test_a_lost_placeholder_and_a_changed_link_are_refused(make_course: MakeCourse) -> None:
    words = "Words for {n} learners, with [a link](https://example.org)."
    folder = make_course(changed("parts/01-start/welcome.md", "Words for a learner.", words))
    course = read_course(folder)
    file = pseudo(course)
    entry = file.find(words)
    assert entry is not None
    entry.msgstr = "Woorden, met [een link](https://example.com)."
    save(file, folder)
    _, problems = translate.read(course, folder, "xx")
    assert sorted(each.code for each in problems) == ["T003", "T003"]
    assert [each.message.partition("changed ")[2] for each in problems] == ["{n}.", "](https://example.org)."]


def test_a_paragraph_put_in_between_costs_no_other_translation(make_course: MakeCourse) -> None:
    course = read_course(MINIMAL)
    longer = read_course(
        make_course(changed("parts/01-start/welcome.md", "Words for", "A new paragraph.\n\nWords for"))
    )
    renewed = translate.template(longer, "xx", pseudo(course))
    assert [entry.msgid for entry in renewed if not entry.msgstr] == ["A new paragraph."]


def test_a_text_that_changed_keeps_its_old_translation_marked_fuzzy(make_course: MakeCourse) -> None:
    course = read_course(MINIMAL)
    edited = read_course(make_course(changed("signals.yaml", "title: Tired in class", "title: Very tired in class")))
    (entry,) = translate.template(edited, "xx", pseudo(course)).fuzzy_entries()
    assert (entry.msgid, entry.msgstr, entry.previous_msgid) == (
        "Very tired in class",
        "⟦Tired in class⟧",
        "Tired in class",
    )


def test_a_damaged_catalogue_is_a_problem(make_course: MakeCourse) -> None:
    folder = make_course({"locale/xx/course.po": b'msgid "\xff'})
    _, problems = translate.read(read_course(folder), folder, "xx")
    assert [each.code for each in problems] == ["L002"]
