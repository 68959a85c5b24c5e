"""Words that a course about children who are harmed does not use, in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from seemenow import pipeline, resources
from seemenow.authoring import catalogues
from seemenow.check import wording
from seemenow.load import load
from seemenow.model import Markdown, Page, Part, Prose, Text
from seemenow.walk import with_texts

from .conftest import MINIMAL, MakeCourse, changed


def found(words: str, language: str = "en", allow: str | None = None) -> list[tuple[str, str]]:
    """Return code and word of what is found in one paragraph of the smallest course."""
    course = load(MINIMAL).course
    assert course is not None
    page = Page(
        id=Text("p"), title=Text("Page"), blocks=(Prose(markdown=Markdown(words)),), allow=allow and Text(allow)
    )
    part = Part(id=Text("a"), title=Text("Part"), goal=Text("goal"), pages=(page,))
    (*_, last) = [course]
    only = with_texts(last, lambda text: type(text)("words"))
    only = only.__class__(**{**vars(only), "parts": (part,)})
    problems = wording.faults(only, language, wording.read(resources.assets(), language))
    return [(each.code, each.message.split("“")[1].split("”")[0]) for each in problems]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("nl", "jeugdprostitutie"),
        ("nl", "jongensprostituees"),
        ("nl", "Kinderpornografie"),
        ("nl", "kinder-porno"),
        ("nl", "kinder\u00adporno\u00adgrafisch"),
        ("nl", "tienerhoer"),
        ("nl", "hoertjes"),
        ("nl", "pros-\ntituee"),
        ("nl", "prostítuee"),
        ("en", "prostitutes"),
        ("en", "pros\u2011titutes"),
        ("en", "pro\ufeffstitutes"),
        ("en", "pro\u202dstitutes\u202c"),
        ("en", "ｐｒｏｓｔｉｔｕｔｅｓ"),
        ("en", "kidporn"),
        ("en", "child pornography"),
        ("en", "child-prostitution"),
    ],
)
def test_a_banned_word_is_found_in_every_compound(language: str, word: str) -> None:
    assert "S005" in [code for code, _ in found(f"iets over {word}.", language)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "He met a loverboy."),
        ("en", "She chose to go."),
        ("en", "It was voluntary."),
        ("en", "Then the girl left."),
        ("nl", "Een hoerenklant."),
        ("nl", "Ze deed het vrijwillig."),
        ("nl", "Ze deed het vríjwillig."),
        ("en", "A lover boy."),
        ("nl", "Toen ging het meisje weg."),
    ],
)
def test_a_word_that_needs_a_reason_is_found_and_goes_with_one(language: str, words: str) -> None:
    assert [code for code, _ in found(words, language)] == ["S006"]
    assert found(words, language, allow="a myth that is corrected") == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "De vrijwilliger van de klantenservice helpt."),
        ("nl", "Een meisje van 14 komt te laat."),
        ("en", "A girl of 14 told a volunteer. Broke, but unbroken."),
        ("nl", "Een hbo-er komt een tikkie laat. Op een marktplaats, een magister en twee zzp-ers."),
        ("en", "A telegram zooms in; café owners twitch, and the tinder is dry. A 10-year-old, X² and half ½."),
        ("en", "I think he works on Saturdays. Veilig things are not meant. The end: Go on."),
    ],
)
def test_words_that_only_look_alike_are_left_alone(language: str, words: str) -> None:
    assert found(words, language) == []


def test_an_official_name_may_be_quoted_where_the_entry_says_why() -> None:
    quoted = "Registered under “child pornography”."
    assert found(quoted, allow="heading of a registration") == []
    assert [code for code, _ in found(quoted)] == ["S005"]
    assert [code for code, _ in found("All child pornography.", allow="heading")] == ["S005"]


@pytest.mark.parametrize(
    "words",
    [
        "TikTok is where it began.",
        "It began on Snapchat.",
        "In Rotterdam it rains.",
        "It began on snapchat.",
        "IT BEGAN ON TIKTOK.",
        "It began on tik\u200btok.",
        "They met on Tinder.",
    ],
)
def test_platforms_and_places_are_named_wherever_they_stand(words: str) -> None:
    assert [code for code, _ in found(words)] == ["S008"]


def test_the_title_of_a_part_makes_no_name_known(make_course: MakeCourse) -> None:
    files = changed("parts/02-test/part.yaml", "title: Test", "title: Snapchat")
    files |= changed("parts/01-start/welcome.md", "Words for a learner.", "It began on Snapchat.")
    problems = pipeline.examine(make_course(files), resources.assets(), today=date(2026, 11, 22)).problems
    files_of = [each.place.file for each in problems if each.code == "S008"]
    assert files_of == ["course/parts/01-start/welcome.md", "course/parts/02-test/part.yaml"]


def test_a_school_that_no_list_knows_still_looks_like_a_name() -> None:
    assert found("pupils of the Kastanjehof and of De Wissel") == [
        ("S009", "Kastanjehof"),
        ("S009", "De"),
        ("S009", "Wissel"),
    ]


def test_a_name_with_a_reason_may_stand_and_the_list_is_the_authors(make_course: MakeCourse) -> None:
    page = changed("parts/01-start/welcome.md", "Words for a learner.", "They help at the Kompas.")
    names = {"names.yaml": "names:\n  - {name: Kompas, why: a service for tests}\n"}
    for files, codes in ((page, ["S009"]), (page | names, [])):
        folder = make_course(files, name="with" if codes else "without")
        problems = pipeline.examine(folder, resources.assets(), today=date(2026, 11, 22)).problems
        assert [each.code for each in problems if each.code != "R001"] == codes


def test_a_translation_is_held_to_the_words_of_its_own_language(make_course: MakeCourse) -> None:
    files = changed("course.yaml", "languages: [en]", "languages: [en, nl]")
    folder = make_course(files)
    catalogue = catalogues.export_catalogue(folder, "nl")
    assert catalogue is not None
    path = folder / "locale/nl/course.po"
    entry = 'msgid "Words for a learner."\nmsgstr ""'
    text = path.read_text(encoding="utf-8")
    assert entry in text
    path.write_text(text.replace(entry, entry[:-2] + '"Over kinderporno."'), encoding="utf-8")
    (fault,) = (each for each in pipeline.examine(folder, resources.assets()).problems if each.code == "S005")
    assert fault.place.file == "course/locale/nl/course.po"
    assert "parts/start/welcome" in fault.message


@pytest.mark.parametrize(
    "catalogue", ["", 'msgctxt "course/title"\nmsgid "The smallest course"\nmsgstr "De kleinste"\n']
)
def test_what_is_not_translated_yet_is_not_judged_as_the_other_language(
    catalogue: str, make_course: MakeCourse
) -> None:
    words = "A long sentence is told by nobody, and is made of more than twenty words so that it would be one in Dutch."
    folder = make_course(
        changed("course.yaml", "languages: [en]", "languages: [en, nl]")
        | changed("parts/01-start/welcome.md", "Words for a learner.", words + " Ask the Pupil, in de Bezem.")
        | {"locale/nl/course.po": f'msgid ""\nmsgstr "Language: nl\\n"\n\n{catalogue}'}
    )
    examined = pipeline.examine(folder, resources.assets())
    told = [each for each in (*examined.problems, *examined.advice) if each.code[0] in "AS"]
    assert {each.place.file for each in told} == {"course/parts/01-start/welcome.md"}
    assert "A001" not in [each.code for each in told]  # 22 words are many in Dutch alone
