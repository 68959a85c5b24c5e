"""Captions: each bad one is found by its own rule, and no good one by any."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scormkit.problems import Place, Problem
from seemenow.film.captions import CODES, compare, lint, read, read_srt, write
from seemenow.film.timeline import Cue

GOOD = [(1.0, 3.0, "My marks were good."), (3.08, 6.0, "Everyone saw the mark.\nNobody saw the time.")]


def track(*cues: tuple[float, float, str]) -> tuple[Cue, ...]:
    return tuple(
        Cue(start=start, end=end, text=text, scene="s", id=f"s-{number}-1")
        for number, (start, end, text) in enumerate(cues, start=1)
    )


def found(*cues: tuple[float, float, str], language: str = "en", names: tuple[str, ...] = ()) -> list[str]:
    problems = lint(track(*cues), language=language, duration_s=10, cuts=[8.0], names=names)
    return [problem.code for problem in problems]


def test_good_captions_are_left_in_peace() -> None:
    assert found(*GOOD) == []
    assert found(*GOOD, language="nl") == []


@pytest.mark.parametrize(
    ("code", "cue"),
    [
        ("V005", (6.2, 6.1, "Backwards.")),
        ("V005", (6.2, 6.2, "No time.")),
        ("V006", (6.2, 7.6, "   ")),
        ("V007", (0.5, 2.0, "Too early in the file.")),
        ("V008", (5.5, 7.5, "Before the last has gone.")),
        ("V009", (8.5, 10.5, "After the film.")),
        ("V011", (7.0, 9.0, "Over the cut.")),
        ("V012", (6.2, 7.3, "Eighteen a second. ")),
        ("V013", (6.2, 7.2, "Over twenty one letters")),
        ("V014", (6.2, 7.9, "A line that is thirty-eight letters…!.")),
        ("V015", (6.2, 7.9, "A line of more than forty-two letters is too long.")),
        ("V016", (6.2, 7.9, "One\ntwo\nthree")),
        ("V017", (6.2, 7.1, "Short.")),
        ("V018", (6.2, 6.9, "Gone.")),
        ("V019", (6.04, 7.6, "One dark frame.")),
        ("V020", (6.2, 7.9, "I waited for the\nbus again.")),
    ],
)
def test_a_bad_caption_is_found_by_its_rule(code: str, cue: tuple[float, float, str]) -> None:
    assert code in found(*GOOD, cue)


@pytest.mark.parametrize(
    ("code", "cue"),
    [
        ("V012", (6.2, 7.2, "Exactly 18 letters")),
        ("V018", (6.2, 6.9, "Gone.")),
        ("V019", (6.04, 7.6, "One dark frame.")),
        ("V020", (6.2, 7.9, "I waited for the\nbus again.")),
        ("V017", (6.2, 7.1, "Short.")),
        ("V016", (6.2, 7.9, "One\ntwo\nthree")),
    ],
)
def test_a_bad_caption_is_found_by_nothing_else(code: str, cue: tuple[float, float, str]) -> None:
    assert found(*GOOD, cue) == [code]


def test_dutch_captions_must_be_slower_than_english_ones() -> None:
    sixteen, eighteen = (6.2, 7.2, "Zestien letters."), (6.2, 7.2, "Achttien letters…!")
    assert (found(sixteen), found(sixteen, language="nl")) == ([], ["V012"])
    assert (found(eighteen), found(eighteen, language="nl")) == (["V012"], ["V013"])
    assert found(eighteen, language="fr") == found(eighteen, language="nl")


def test_a_word_is_weak_only_in_its_own_language() -> None:
    assert found((6.2, 7.9, "Hij wacht op de\nbus."), language="nl") == ["V020"]
    assert found((6.2, 7.9, "He is over\nhere."), language="en") == []


def test_a_name_of_two_words_stays_on_one_line() -> None:
    broken = (6.2, 7.9, "They called Veilig\nThuis.")
    assert found(broken, names=("Veilig Thuis",)) == ["V021"]
    assert found((6.2, 7.9, "They called\nVeilig Thuis."), names=("Veilig Thuis",)) == []


def test_two_captions_may_not_share_a_name() -> None:
    twins = tuple(Cue(start=at, end=at + 1.5, text="Hello.", scene="s", id="s-1-1") for at in (1.0, 3.0))
    assert [problem.code for problem in lint(twins, language="en", duration_s=9)] == ["V024"]


def test_a_fault_names_the_file_when_the_caption_does_not_know_its_place() -> None:
    cue = Cue(start=1, end=3, text="", scene="s", place=Place(file="a.vtt", line=3))
    (own,) = lint([cue], language="en", duration_s=9, file="story.yaml")
    (given_,) = lint(track((1.0, 3.0, "")), language="en", duration_s=9, file="story.yaml")
    assert (own.place.file, given_.place.file) == ("a.vtt", "story.yaml")


def test_a_language_without_a_line_or_without_captions_is_reported() -> None:
    two, one = track(*GOOD), track(GOOD[0])
    assert [problem.code for problem in compare({"en": two, "nl": two})] == []
    assert [(p.code, p.severity) for p in compare({"en": two, "nl": one})] == [("V022", "warning")]
    assert [(p.code, p.severity) for p in compare({"en": two, "nl": None})] == [("V023", "error")]


def test_a_line_that_needs_two_captions_in_one_language_counts_as_translated() -> None:
    one = (Cue(start=1, end=3, text="Yes.", scene="s", id="s-1-1"),)
    two = (*one, Cue(start=4, end=6, text="Ja.", scene="s", id="s-1-2"))
    assert compare({"en": one, "nl": two}) == ()


# --- the file -----------------------------------------------------------------------------------

HEAD = "WEBVTT\n\n"
CUE = "s-1-1\n00:01.000 --> 00:03.000\nHello.\n"


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("code", "line", "text"),
    [
        ("V001", 1, CUE),
        ("V001", 1, "WEBVTT1\n\n" + CUE),
        ("V001", 1, "WEBVTT\n" + CUE),
        ("V003", 1, "\ufeff" + HEAD + CUE),
        ("V004", 4, HEAD + "s-1-1\n00:01,000 --> 00:03,000\nA comma, as in SRT.\n"),
        ("V004", 4, HEAD + "s-1-1\n0:01.000 --> 00:03.000\nOne digit.\n"),
        ("V004", 4, HEAD + "s-1-1\n00:01.000 -> 00:03.000\nA short arrow.\n"),
        ("V004", 4, HEAD + "s-1-1\n00:61.000 --> 01:03.000\nNo such second.\n"),
        ("V004", 6, HEAD + "s-1-1\n00:01.000 --> 00:03.000\nNo empty line\n00:04.000 --> 00:05.000\nin between.\n"),
        ("V010", 5, HEAD + "s-1-1\n00:01.000 --> 00:03.000\n<b>Never closed.\n"),
        ("V010", 5, HEAD + "s-1-1\n00:01.000 --> 00:03.000\nClosed twice</i>.\n"),
        ("V010", 5, HEAD + "s-1-1\n00:01.000 --> 00:03.000\n<font>Not a tag.</font>\n"),
        ("V010", 5, HEAD + "s-1-1\n00:01.000 --> 00:03.000\nBread & butter.\n"),
        ("V010", 5, HEAD + "s-1-1\n00:01.000 --> 00:03.000\n5 < 6\n"),
    ],
)
def test_a_broken_file_is_told_with_its_line(code: str, line: int, text: str) -> None:
    _, problems = read(text.encode(), "bad.vtt")
    assert [(problem.code, problem.place.file, problem.place.line) for problem in problems] == [(code, "bad.vtt", line)]


def test_bytes_that_are_not_utf_8_are_told() -> None:
    assert codes(read((HEAD + CUE).encode() + b"\n\xe9\n", "bad.vtt")[1]) == ["V002"]


def test_one_broken_caption_does_not_hide_the_others() -> None:
    cues, problems = read((HEAD + "nonsense\nand more\n\n" + CUE).encode(), "bad.vtt")
    assert (codes(problems), [cue.text for cue in cues]) == (["V004"], ["Hello."])


def test_comments_settings_hours_and_tags_are_understood() -> None:
    text = HEAD + "NOTE nobody\nsees this\n\n01:00:01.000 --> 01:00:03.500 align:start\n<v A>Tea &amp; cake</v>\n"
    (cue,), problems = read(text.encode(), "good.vtt")
    assert problems == ()
    assert (cue.start, cue.end, cue.text, cue.id) == (3601.0, 3603.5, "Tea & cake", "")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_read(newline: str) -> None:
    (cue,), problems = read((HEAD + CUE).replace("\n", newline).encode(), "good.vtt")
    assert (cue.text, problems) == ("Hello.", ())


SRT = "1\n00:00:01,000 --> 00:00:03,000\nHello.\n"


@pytest.mark.parametrize(
    ("code", "line", "text"),
    [
        ("V025", 2, "1\n00:00:01.000 -> 00:00:03.000\nA short arrow.\n"),
        ("V025", 1, "Words alone.\n"),
        ("V025", 1, "1\n"),
        ("V025", 1, SRT.replace("1\n", "²\n", 1)),
        ("V025", 2, "1\n00:61:00,000 --> 01:00:03,000\nNo such minute.\n"),
        ("V025", 5, SRT + "2\n00:00:04,000 --> 00:00:05,000\nNo empty line.\n"),
        ("V026", 2, SRT.replace("Hello", "{\\an8}Hello")),
        ("V026", 2, SRT.replace("Hello.", '<font color="red">Hello.</font>')),
        ("V027", 5, SRT + "\n3\n00:00:04,000 --> 00:00:05,000\nOne is missing.\n"),
        ("V028", None, "\n\n"),
        ("V028", None, ""),
    ],
)
def test_a_broken_srt_is_told_with_its_line(code: str, line: int | None, text: str) -> None:
    _, problems = read_srt(text.encode(), "bad.srt")
    assert [(each.code, each.place.file, each.place.line) for each in problems] == [(code, "bad.srt", line)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_srt_of_another_program_is_read_without_its_styles(newline: str) -> None:
    second = SRT[2:].replace("01", "04")
    text = "\ufeff1\n0:00:01,000 --> 0:00:03.500 X1:40\n<i>Tea</i> &amp; {\\i1}cake{\\i0}\nfor two.\n\n\n" + second
    cues, problems = read_srt(text.replace("\n", newline).encode(), "good.srt")
    assert codes(problems) == ["V026"]
    assert (cues[0].start, cues[0].end, cues[0].text) == (1.0, 3.5, "Tea & cake\nfor two.")
    assert cues[1].text == "Hello."


def test_an_srt_that_is_not_utf_8_is_told() -> None:
    assert codes(read_srt(SRT.encode() + b"\xe9", "bad.srt")[1]) == ["V002"]


@given(st.binary(max_size=200))
def test_no_bytes_make_the_srt_reader_fall_over(data: bytes) -> None:
    read_srt(data, "any.srt")


plain = st.text(alphabet="ab &<>’é", min_size=1).filter(lambda text: text.strip() == text and "-->" not in text)
spoken = st.lists(plain, min_size=1, max_size=2)


@settings(max_examples=60)
@given(st.lists(spoken, max_size=5))
def test_what_is_written_is_read_back(texts: list[list[str]]) -> None:
    cues = tuple(
        Cue(start=at * 4.0, end=at * 4 + 2.52, text="\n".join(lines), scene="night-1", id=f"night-1-{at + 1}-1")
        for at, lines in enumerate(texts)
    )
    assert read(write(cues).encode(), "own.vtt") == (cues, ())


def test_every_code_is_tried_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    # A story is needed for "V029": test_camera.py has it.
    assert [code for code in CODES if f'"{code}"' not in source] == []
