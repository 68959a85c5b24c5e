"""Words in other languages: nothing lost in silence, nothing shown half translated without a word."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from seemenow import pipeline, resources, translate
from seemenow.authoring import catalogues
from seemenow.load import load
from seemenow.model import Course
from seemenow.player_texts import PlayerTexts
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


PAGE = "parts/01-start/welcome.md"
TWO = changed(PAGE, "Words for a learner.", "You see what others do not see.\n\nTalk to the pupil when it is calm.")[
    PAGE
]


def whole(folder: Path) -> Path:
    """Translate every text of a course, and return the catalogue."""
    save(pseudo(read_course(folder)), folder)
    catalogues.export_catalogue(folder, "xx")
    return translate.catalogue_path(folder, "xx")


def words_of(path: Path) -> dict[str, tuple[str, bool, str | None]]:
    return {
        each.msgid: (each.msgstr, each.fuzzy, each.previous_msgid) for each in polib.pofile(path.read_text("utf-8"))
    }


def test_of_several_texts_that_changed_on_a_page_each_keeps_the_translation_of_the_one_it_was(
    make_course: MakeCourse,
) -> None:
    folder = make_course({PAGE: TWO})
    path = whole(folder)
    (folder / PAGE).write_text(
        TWO.replace("You see", "Perhaps you see").replace("Talk to the pupil", "Talk to her"), encoding="utf-8"
    )
    catalogues.export_catalogue(folder, "xx")
    words = words_of(path)
    for now, before in (
        ("Perhaps you see what others do not see.", "You see what others do not see."),
        ("Talk to her when it is calm.", "Talk to the pupil when it is calm."),
    ):
        assert words[now] == (f"⟦{before}⟧", True, before)


@pytest.mark.parametrize(
    ("page", "instead"),
    [
        (PAGE, TWO.replace("You see", "Perhaps you see").replace("Talk to the pupil", "Talk to her")),
        (PAGE, TWO.replace("You see what others do not see.", "Other.").replace("Talk to the pupil", "And more.")),
        (PAGE, TWO.replace("You see what others do not see.", "")),
        ("signals.yaml", changed("signals.yaml", "title: Tired in class", "title: Very tired")["signals.yaml"]),
    ],
)
def test_what_changes_and_changes_back_leaves_the_catalogue_as_it_was(
    page: str, instead: str, make_course: MakeCourse
) -> None:
    folder = make_course({PAGE: TWO})
    path = whole(folder)
    before, text = path.read_bytes(), (folder / page).read_text(encoding="utf-8")
    (folder / page).write_text(instead, encoding="utf-8")
    for _ in range(2):
        catalogues.export_catalogue(folder, "xx")
    assert path.read_bytes() != before
    (folder / page).write_text(text, encoding="utf-8")
    catalogues.export_catalogue(folder, "xx")
    assert path.read_bytes() == before


def test_a_page_that_gets_another_name_keeps_its_translations_to_be_looked_at_and_back_again(
    make_course: MakeCourse,
) -> None:
    folder = make_course({PAGE: TWO})
    path = whole(folder)
    before, part = path.read_bytes(), folder / "parts/01-start/part.yaml"
    for old, new in (("welcome", "hello"), ("hello", "welcome")):
        part.write_text(part.read_text(encoding="utf-8").replace(f"[{old}]", f"[{new}]"), encoding="utf-8")
        (folder / f"parts/01-start/{old}.md").rename(folder / f"parts/01-start/{new}.md")
        counts = catalogues.export_catalogue(folder, "xx")
        assert counts is not None
        assert (counts.missing, counts.changed) == (0, 3 if new == "hello" else 0)
    assert path.read_bytes() == before


def test_texts_that_are_taken_out_keep_their_translations_and_are_not_counted(make_course: MakeCourse) -> None:
    folder = make_course({PAGE: TWO})
    path = whole(folder)
    everything = len(pseudo(read_course(folder)))
    (folder / PAGE).write_text(TWO.replace("Talk to the pupil when it is calm.", ""), encoding="utf-8")
    counts = catalogues.export_catalogue(folder, "xx")
    assert counts == catalogues.Counts(translated=everything - 1, changed=0, missing=0)
    assert '#~ msgstr "⟦Talk to the pupil when it is calm.⟧"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Woorden **voor een lezer.", "C027"),
        ("Woorden <script>voor</script> een lezer.", "C006"),
        ("Bel 0800-2000.", "G008"),
        ("## Woorden voor een lezer.", "T003"),
    ],
)
def test_marks_that_a_reader_of_the_translation_would_see_are_told_at_its_line(
    words: str, code: str, make_course: MakeCourse
) -> None:
    folder = make_course()
    catalogues.export_catalogue(folder, "xx")
    path = translate.catalogue_path(folder, "xx")
    file = polib.pofile(path.read_text(encoding="utf-8"))
    (entry,) = [each for each in file if each.msgid == "Words for a learner."]
    entry.msgstr = words
    file.save(str(path))
    _, problems = translate.read(read_course(folder), folder, "xx")
    (fault,) = [each for each in problems if each.code != "T002"]
    at = path.read_text(encoding="utf-8").split("\n").index('msgid "Words for a learner."')
    assert (fault.code, fault.place.file) == (code, "course/locale/xx/course.po")
    assert abs((fault.place.line or 0) - at) <= 1


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("## Words", "Woorden"),
        ("- One\n- Two", "Een\n\nTwee"),
        ("1. One\n2. Two", "- Een\n- Twee"),
        ("> Words", "Woorden"),
    ],
)
def test_a_translation_that_is_no_heading_list_or_quotation_any_more_is_refused(
    source: str, words: str, make_course: MakeCourse
) -> None:
    course = read_course(make_course(changed(PAGE, "Words for a learner.", source)))
    incoming = pseudo(course)
    for entry in incoming:
        entry.msgstr = words if entry.msgid == source else entry.msgid
    (fault,) = translate.merged(course, "xx", None, incoming, "sent.po")[1]
    assert (fault.code, source.startswith(fault.message.split()[-1].rstrip("."))) == ("T003", True)


def test_a_translation_of_blanks_alone_is_missing(make_course: MakeCourse) -> None:
    folder = make_course(changed("course.yaml", "languages: [en]", "languages: [en, xx]"))
    file = pseudo(read_course(folder))
    file[0].msgstr = " "
    save(file, folder)
    (found,) = catalogues.translations(folder) or ()
    assert ([each.code for each in found.problems], found.counts.missing) == (["T002"], 1)


@pytest.mark.parametrize("blank", [" ", "\n", "\u00a0"])
def test_blanks_around_a_translation_are_no_part_of_it(blank: str, make_course: MakeCourse) -> None:
    """A name with a blank after it would be a name that the course does not know."""
    folder = make_course(changed("course.yaml", "languages: [en]", "languages: [en, xx]"))
    file = pseudo(read_course(folder))
    for entry in file:
        entry.msgstr += blank
    save(file, folder)
    catalogue, problems = translate.read(read_course(folder), folder, "xx")
    assert (problems, len(catalogue)) == ((), len(file))
    assert {words for words in catalogue.values() if words != words.strip()} == set()


def test_a_byte_order_mark_before_a_catalogue_changes_nothing(make_course: MakeCourse) -> None:
    folder = make_course()
    path = whole(folder)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert translate.read(read_course(folder), folder, "xx")[1] == ()


def test_a_damaged_catalogue_is_a_problem(make_course: MakeCourse) -> None:
    folder = make_course({"locale/xx/course.po": b'msgid ""\nmsgstr "\xff'})
    _, problems = translate.read(read_course(folder), folder, "xx")
    assert [(each.code, each.place.line) for each in problems] == [("T006", 2)]


@pytest.mark.parametrize("line", ["msgstr Woorden.", 'msgstr Woorden."', 'msgstr "Woord', "msgstr “Woorden.”"])
def test_words_without_straight_quotation_marks_are_no_part_of_a_catalogue(line: str, make_course: MakeCourse) -> None:
    folder = make_course({"locale/xx/course.po": f'msgid ""\nmsgstr ""\n\nmsgctxt "a"\nmsgid "Words."\n{line}\n'})
    _, problems = translate.read(read_course(folder), folder, "xx")
    assert [(each.code, each.place.line) for each in problems] == [("T006", 6)]
    assert problems[0].message == (
        "The catalogue cannot be read: it is no gettext catalogue: words without straight quotation marks (line 6)."
    )


@pytest.mark.parametrize("gone", ["msgid", "msgstr"])
def test_an_entry_without_its_words_is_told_where_they_belong(gone: str, make_course: MakeCourse) -> None:
    entry = 'msgctxt "a"\nmsgid ""\n"Words that "\n"go on."\nmsgstr ""\n"Woorden die "\n"verder gaan."\n\n'
    text = f'msgid ""\nmsgstr ""\n\n{entry}{entry}'
    folder = make_course({"locale/xx/course.po": text.replace(f'{gone} ""\n"Wo', '"Wo', 1)})
    _, problems = translate.read(read_course(folder), folder, "xx")
    assert [(each.code, each.place.line) for each in problems] == [("T006", {"msgid": 5, "msgstr": 8}[gone])]
    for wrong, at in ((f'msgctxt "a"\n{gone} “”', 5), (f'msgctxt "a"\nmsgid ""\n{gone} ""\n{gone} ""', 6)):
        (folder / "locale/xx/course.po").write_text(text.replace('msgctxt "a"\nmsgid ""', wrong, 1), encoding="utf-8")
        _, problems = translate.read(read_course(folder), folder, "xx")
        assert [(each.code, abs((each.place.line or 0) - at) <= 2) for each in problems] == [("T006", True)]


def test_what_a_translator_sends_is_taken_and_what_lost_its_link_is_refused(make_course: MakeCourse) -> None:
    page = changed(
        "parts/01-start/welcome.md", "Words for a learner.", "Words [here](https://example.org).\n\nMore words."
    )
    folder = make_course(page)
    catalogues.export_catalogue(folder, "xx")
    sent = polib.pofile(str(translate.catalogue_path(folder, "xx")))
    for entry in sent:
        entry.msgstr = f"⟦{entry.msgid}⟧".replace("https://example.org", "https://example.com")
    sent.append(polib.POEntry(msgctxt="parts/gone", msgid="Old words", msgstr="⟦Old words⟧"))
    sent.save(str(folder / "sent.po"))
    done = catalogues.import_catalogue(folder, folder / "sent.po")
    assert done is not None
    assert (done.language, done.counts.missing) == ("xx", 1)
    assert sorted((each.code, each.place.file) for each in done.problems) == [
        ("T003", "sent.po"),
        ("T005", "sent.po"),
    ]
    kept = {entry.msgid: entry.msgstr for entry in polib.pofile(str(translate.catalogue_path(folder, "xx")))}
    assert kept["More words."] == "⟦More words.⟧"
    assert kept["Words [here](https://example.org)."] == ""


def test_a_refused_translation_leaves_the_one_that_was_there(make_course: MakeCourse) -> None:
    page = changed("parts/01-start/welcome.md", "Words for a learner.", "Words [here](https://example.org).")
    folder = make_course(page)
    course = read_course(folder)
    incoming = pseudo(course)
    for entry in incoming:
        entry.msgstr = entry.msgstr.replace("(https://example.org)", "")
    catalogue, problems = translate.merged(course, "xx", pseudo(course), incoming, "sent.po")
    assert [each.code for each in problems] == ["T003"]
    assert "⟦Words [here](https://example.org).⟧" in [entry.msgstr for entry in catalogue]


def test_a_translation_that_adds_a_link_is_refused(make_course: MakeCourse) -> None:
    folder = make_course()
    course = read_course(folder)
    incoming = pseudo(course)
    incoming[0].msgstr += " https://example.org"
    (fault,) = translate.merged(course, "xx", None, incoming, "sent.po")[1]
    assert (fault.code, "https://example.org" in fault.message) == ("T003", True)


def test_status_lists_what_is_stale_and_what_is_missing(make_course: MakeCourse) -> None:
    folder = make_course(changed("course.yaml", "languages: [en]", "languages: [en, xx]"))
    file = pseudo(read_course(folder))
    file[0].msgstr, file[1].flags = "", ["fuzzy"]
    save(file, folder)
    (found,) = catalogues.translations(folder) or ()
    assert (found.language, found.counts.missing, found.counts.changed) == ("xx", 1, 1)
    assert [each.code for each in found.problems] == ["T002", "T004"]


def test_a_file_that_is_no_catalogue_is_said_to_be_none(make_course: MakeCourse) -> None:
    folder = make_course({"sent.po": "Dear all,\nhere are the words.\n"})
    with pytest.raises(OSError, match="no gettext catalogue"):
        catalogues.import_catalogue(folder, folder / "sent.po", "xx")


@pytest.mark.parametrize("named", ["", "../../evil", "Dutch", "en", "en_GB", "fr"])
def test_a_catalogue_of_no_language_of_the_course_is_refused_and_writes_nothing(
    named: str, make_course: MakeCourse
) -> None:
    folder = make_course(changed("course.yaml", "languages: [en]", "languages: [en, nl]"))
    (folder / "sent.po").write_text(f'msgid ""\nmsgstr "Language: {named}\\n"\n', encoding="utf-8")
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(catalogues.CannotTranslate):
        catalogues.import_catalogue(folder, folder / "sent.po")
    assert sorted(folder.parent.rglob("*")) == before


@pytest.mark.parametrize("named", ["en", "../evil", "Dutch"])
def test_an_export_into_the_source_language_or_none_is_refused(named: str, make_course: MakeCourse) -> None:
    folder = make_course()
    with pytest.raises(catalogues.CannotTranslate):
        catalogues.export_catalogue(folder, named)
    assert not (folder / "locale").exists()


def test_a_language_with_its_country_is_the_language_of_the_course(make_course: MakeCourse) -> None:
    folder = make_course(changed("course.yaml", "languages: [en]", "languages: [en, nl]"))
    catalogues.export_catalogue(folder, "nl_NL")
    assert [each.name for each in (folder / "locale").iterdir()] == ["nl"]
    (folder / "sent.po").write_text('msgid ""\nmsgstr "Language: nl_NL\\n"\n', encoding="utf-8")
    done = catalogues.import_catalogue(folder, folder / "sent.po")
    assert (done and done.language, (folder / "locale/nl_NL").exists()) == ("nl", False)


def test_what_an_import_does_not_take_is_named(make_course: MakeCourse) -> None:
    course = read_course(make_course())
    incoming = pseudo(course)
    for entry in incoming[:2]:
        entry.msgstr, entry.flags = f"{entry.msgstr} otherwise", ["fuzzy"]
    incoming.append(polib.POEntry(msgctxt=incoming[2].msgctxt, msgid=incoming[2].msgid, msgstr="Other words"))
    catalogue, problems = translate.merged(course, "xx", pseudo(course), incoming, "sent.po")
    assert [each.code for each in problems] == ["T007"] * 3
    assert [each.msgstr for each in catalogue] == [each.msgstr for each in pseudo(course)]


def test_a_third_language_needs_no_code(make_course: MakeCourse, tmp_path: Path) -> None:
    """Esperanto, in brackets: exported, imported, checked and built like any other language."""
    folder = make_course(changed("course.yaml", "languages: [en]", "languages: [en, eo]"))
    catalogues.export_catalogue(folder, "eo")
    sent = polib.pofile(str(translate.catalogue_path(folder, "eo")))
    for entry in sent:
        entry.msgstr = f"⟦{entry.msgid}⟧"
    sent.save(str(tmp_path / "sent.po"))
    catalogues.import_catalogue(folder, tmp_path / "sent.po")
    built = pipeline.build(folder, resources.assets(), tmp_path / "out", formats=("scorm12",), languages=("eo",))
    (artifact,) = built.artifacts
    assert {each.code for each in built.problems} == {
        "R001",
        "S013",
        "T008",
    }  # nobody has reviewed it; no list of words, no words of the player
    shell = artifact.package.files["index.html"]
    assert isinstance(shell, bytes)
    assert 'lang="eo"' in shell.decode()
    assert "⟦Words for a learner.⟧" in shell.decode()


@pytest.mark.parametrize("language", ["nl-BE", "en-GB", "prs", "xx"])
def test_a_language_of_a_country_and_one_that_nobody_described_can_be_built(
    language: str, make_course: MakeCourse, tmp_path: Path
) -> None:
    folder = make_course(changed("course.yaml", "languages: [en]", f"languages: [en, {language}]"))
    catalogues.export_catalogue(folder, language)
    built = pipeline.build(folder, resources.assets(), tmp_path / "out", formats=("scorm12",), together=True)
    (artifact,) = built.artifacts
    is_spoken = language in ("nl-BE", "en-GB")
    assert ("T008" in {each.code for each in built.problems}) is not is_spoken
    files = {name: text for name, text in artifact.package.files.items() if language.lower() in name}
    assert {name.partition("-")[0] for name in files} >= {"blocks", "language", "text"}
    assert any(b"Speel af" in text for text in files.values() if isinstance(text, bytes)) is (language == "nl-BE")


@pytest.mark.parametrize(
    ("language", "forms"), [("en", "one other"), ("nl", "one other"), ("pl", "one few many other")]
)
def test_plurals_follow_the_language(language: str, forms: str) -> None:
    words = {form: f"{{n}} {form}" for form in forms.split()}
    texts = PlayerTexts(language=language, words={"minutes": words}, sections={})
    said = {texts("minutes", n=n) for n in (1, 2, 5, 22)}
    expected = {"pl": {"1 one", "2 few", "5 many", "22 few"}}
    assert said == expected.get(language, {"1 one", "2 other", "5 other", "22 other"})
