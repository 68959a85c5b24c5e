"""Faults are told in Dutch too: every sentence, every remedy, and every part that is put into them."""

from __future__ import annotations

import ast
import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import polib
import pytest
import yaml
from scormkit import verify
from scormkit.problems import NOWHERE
from scormkit.rules import rules
from seemenow import explain, present, spoken
from seemenow.catalogue import FAULTS, problem
from seemenow.cli import commands, main
from seemenow.film import captions, drawing
from seemenow.finished import compare, patch
from seemenow.fleet import plan
from seemenow.markdown import OPEN
from seemenow.printing import kit, pdf
from seemenow.release import seal
from seemenow.report import faults as report_faults
from seemenow.structure import ESCAPED, PLAINLY

from .conftest import ROOT, MakeCourse, changed
from .test_cli import run

BUILDER = ROOT / "builder" / "seemenow"
TOLD = (captions, drawing, plan, kit, patch, pdf, report_faults, seal)
SENTENCES = {code: (fault.message, fault.remedy) for code, fault in FAULTS.items()} | {
    code: (rule.sentence, rule.remedy)
    for codes in (*(each.CODES for each in TOLD), rules())
    for code, rule in codes.items()
}
# Where parts of sentences are written: in the calls that note a fault, and in what these modules return and yield.
SAYING = {
    "NotTakenOver",
    "CannotAdd",
    "CannotTranslate",
    "OutsideMissing",
    "UsageError",
    "BadParameter",
    "Gone",
    "tell",
    "part",
}
NOTING = {"problem", "fault", "note", "left_out", "_right", "_area", "NotTakenOver", "_expect", "leave_out"}
RETURNING = ("stories", "ways", "paths", "theme_file", "compare")
# Words for authors that are no part of a fault; or the author's own.
OTHER = re.compile(r"seemenow |^ ?\S*[/.]\S*$|::|^9 ")


def catalogue() -> polib.POFile:
    return polib.pofile((spoken.LOCALE / "nl.po").read_text(encoding="utf-8"))


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"\{[a-z_]+\}", sentence.replace("{{", "").replace("}}", "")))


@pytest.fixture
def dutch() -> Iterator[None]:
    spoken.speak("nl")
    yield
    spoken.speak("en")


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_fault_and_its_remedy_are_told_in_dutch(code: str, dutch: None) -> None:
    for kind, sentence in zip(("message", "remedy"), SENTENCES[code], strict=True):
        told = spoken.say(kind, sentence)
        assert told != sentence or not re.search(r"[a-z]{3}", re.sub(r"\{\w+\}", "", sentence)), sentence
        assert placeholders(told) == placeholders(sentence)


def test_the_catalogue_has_nothing_that_nobody_says_any_more() -> None:
    said = {sentence for pair in SENTENCES.values() for sentence in pair}
    entries = [entry for entry in catalogue() if entry.msgctxt in ("message", "remedy")]
    assert [entry.msgid for entry in entries if entry.msgid not in said] == []
    assert [entry.msgid for entry in catalogue() if not entry.translated() or not entry.msgctxt] == []


def parts() -> Iterator[tuple[str, str]]:
    """Yield what the builder's modules put into faults: an example for what is put together."""
    for path in sorted(BUILDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
            if isinstance(node, ast.Call) and name in NOTING | SAYING:
                values = [*node.args[1:], *(each.value for each in node.keywords if each.arg in spoken.SPOKEN)]
                values += node.args[:1] if name in SAYING else []
            elif isinstance(node, ast.Return | ast.Yield) and path.stem in RETURNING and node.value is not None:
                values = [node.value.elts[-1] if isinstance(node.value, ast.Tuple) else node.value]
            else:
                continue
            yield from ((path.stem, each) for value in values for each in _texts(value))


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        yield "".join(str(each.value) if isinstance(each, ast.Constant) else "9" for each in value.values)
    elif isinstance(value, ast.IfExp):
        yield from (*_texts(value.body), *_texts(value.orelse))


def test_every_part_of_a_sentence_is_told_in_dutch(dutch: None) -> None:
    found = {
        (module, each) for module, each in parts() if re.search(r"[a-z]{2,} [a-z]{2,}", each) and not OTHER.search(each)
    }
    assert len(found) > 60
    assert sorted((module, each) for module, each in found if spoken.part(each) == each) == []
    assert [each for each in (*PLAINLY.values(), ESCAPED, *OPEN) if spoken.part(each) == each] == []


@pytest.mark.parametrize(("kind", "told"), [("schools", "twee scholen"), ("brands", "twee merken")])
def test_what_stands_twice_in_a_fleet_file_is_named_in_dutch(kind: str, told: str, dutch: None) -> None:
    assert told in plan.CODES["F001"].problem("F001", NOWHERE, kind=kind, id="elm", first="fleet.yaml:1:1").message


def test_what_is_wrong_with_a_package_is_told_in_dutch(tmp_path: Path, dutch: None) -> None:
    (tmp_path / "empty.zip").write_bytes(b"")
    told = [verify.verify(tmp_path / name).problems[0] for name in ("empty.zip", "none.zip")]
    assert [each.message for each in told] == [
        "Dit is geen hele zip: het is geen zip.",
        "Het pakket is niet te openen: het is er niet.",
    ]


def test_the_panel_of_the_preview_says_the_same_in_both_languages() -> None:
    home = ROOT / "assets" / "preview"
    english, dutch = (yaml.safe_load((home / f"{name}.yaml").read_text(encoding="utf-8")) for name in ("en", "nl"))
    told = [english["page"], english["script"], english["script"]["vices"]]
    assert [set(each) for each in told] == [
        set(each) for each in (dutch["page"], dutch["script"], dutch["script"]["vices"])
    ]
    shown = "".join((home / name).read_text(encoding="utf-8") for name in ("panel.html", "faults.html"))
    assert set(re.findall(r't(?:\.|\[")([a-z-]+)', shown)) == set(english["page"])


def test_the_verdict_on_an_update_and_what_a_report_leaves_out_are_told_in_dutch(dutch: None) -> None:
    verdicts = list(compare.VERDICTS.values())
    known = yaml.safe_load((ROOT / "assets" / "reports" / "report-en.yaml").read_text(encoding="utf-8"))
    reasons = list(known["reasons"])
    assert [each for each in (*verdicts, *reasons) if spoken.part(each) == each] == []
    assert spoken.part("It is another course: x instead of y.") == "Het is een andere cursus: x in plaats van y."
    page = (ROOT / "assets" / "reports" / "verify.html").read_text(encoding="utf-8")
    words = {*re.findall(r'say\("([^"]+)"\)', page), *present.CHANGES.values()} - {"Score"}
    words |= {each for each in verify.STANDARDS.values() if each not in {"SCORM 1.2", "cmi5", "AICC"}}
    assert len(words) > 15
    assert [each for each in words if spoken.say("word", each) == each] == []


def test_what_an_author_wrote_is_never_translated(dutch: None) -> None:
    fault = problem("C003", NOWHERE, kind="signal", id="contact", near="", known="story")
    assert fault.message == 'Er is geen signaal "contact".'
    assert fault.remedy == "Bekend zijn: story."


def test_the_command_speaks_the_language_it_is_asked_for(
    make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_course(changed("quizzes/final.yaml", "right: [a]", "right: [d]"))
    told = 'Vraag "tired" noemt antwoord "d" goed, maar de antwoorden zijn a, b.'
    for arguments in (("--lang", "nl", "check", folder), ("check", folder, "--lang", "nl")):
        done = run(*arguments)
        assert (done.returncode, told in done.stderr) == (1, True)
        assert "1 fout, 1 openstaand." in done.stderr
    monkeypatch.setitem(os.environ, "SEEMENOW_LANG", "nl")
    assert told in run("check", folder).stderr
    assert run("explain", "Q001").stdout.startswith("Q001  fout\n\n  Vraag")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["buidl"], "De opdracht 'buidl' bestaat niet. Bedoelde je 'build'?"),
        (["build", "--format", "scorm13"], "Dat kan niet voor '--format': 'scorm13' is niet een van 'scorm12', "),
        (["check", "--today", "soon"], "Dat kan niet voor '--today': 'soon' is geen datum zoals 2026-11-22"),
        (["explain"], "'CODE' ontbreekt."),
        (["explain", "Q0001"], 'Dat kan niet voor CODE: er is geen code Q0001. Bedoelde je "Q001"?'),
        (["check", "--langg", "nl"], "De optie '--langg' bestaat niet. Bedoelde je '--lang'?"),
        (["check", "a", "b"], "Dit is te veel: b"),
        (["check", "--lang"], "Achter de optie '--lang' hoort iets te staan."),
        (["preview", "--port", "x"], "Dat kan niet voor '--port': 'x' is geen heel getal."),
        (["preview", "--port", "99999"], "Dat kan niet voor '--port': 99999 ligt niet tussen 0<=x<=65535."),
        (["kit"], "De optie '--link' ontbreekt."),
        (["build", "--out", __file__], f"Dat kan niet voor '--out': {__file__!r} is een bestand, geen map."),
        (["add", "quiz", "--from", "none.gift"], "Dat kan niet voor '--from': Het bestand 'none.gift' bestaat niet."),
        (["export", "--course", "no-course"], "In no-course staat geen cursus: een cursusmap heeft een course.yaml."),
    ],
)
def test_wrong_use_is_told_in_dutch_with_the_way_to_help(
    arguments: list[str],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    dutch: None,
) -> None:
    monkeypatch.setenv("SEEMENOW_LANG", "nl")
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr().err
    assert ended.value.code == 2
    # Click says no usage for an option without its value.
    assert ("--help” krijg je hulp." in said) == said.startswith("Gebruik: seemenow ") == (arguments[-1] != "--lang")
    assert f"Fout: {told}" in said


def test_what_the_computer_refuses_is_told_in_dutch(
    make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], dutch: None
) -> None:
    monkeypatch.setenv("SEEMENOW_LANG", "nl")
    folder = make_course({"../in-the-way": "x"})
    with pytest.raises(SystemExit) as ended:
        main(["build", str(folder), "--out", str(folder.parent / "in-the-way" / "out")])
    assert ended.value.code == 3
    assert "in-the-way/out: dat is geen map. Wat er stond, staat er nog.\n" in capsys.readouterr().err


def helps(command: click.Command = commands) -> Iterator[str]:
    """Yield what help says of a command, of its options, and of the commands in it."""
    context = click.Context(command)
    yield inspect.cleandoc(command.help or "")
    yield from (each.help for each in command.get_params(context) if isinstance(each, click.Option) and each.help)
    for name in command.list_commands(context) if isinstance(command, click.Group) else ():
        yield from (command.commands[name].get_short_help_str(100), *helps(command.commands[name]))


def test_help_is_told_in_dutch_and_the_catalogue_has_no_other(dutch: None) -> None:
    said = set(helps()) - {""}
    assert len(said) > 120
    assert sorted(each for each in said if spoken.say("help", each) == each) == []
    assert [entry.msgid for entry in catalogue() if entry.msgctxt == "help" and entry.msgid not in said] == []


def test_help_has_what_click_adds_in_dutch_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], dutch: None
) -> None:
    monkeypatch.setenv("SEEMENOW_LANG", "nl")
    with pytest.raises(SystemExit):
        main(["kit", "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    for each in ("Gebruik: seemenow kit", "Opties:", "daarheen [verplicht]", "gemaakt wordt [standaard: kit]"):
        assert each in shown


def test_examples_are_told_in_dutch_and_the_catalogue_has_no_others(dutch: None) -> None:
    shown = {each for fault in FAULTS.values() for each in (fault.wrong, fault.right)}
    known = [entry.msgid for entry in catalogue() if entry.msgctxt == "example"]
    assert [each for each in known if each not in shown] == []
    # An example that is a sentence, and nothing to type, is told in Dutch.
    sentences = [each for each in shown if re.match(r"(an?|the|two|three|six|no|one) [a-z]+ ", each)]
    assert len(sentences) > 20
    assert [each for each in sentences if spoken.say("example", each) == each] == []
    assert "Goed:\n  zes vragen, twee met nothing_wrong: true" in explain.explainable()["Q005"]


def test_a_computer_that_is_set_to_dutch_is_spoken_to_in_dutch_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEEMENOW_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert run("explain", "Q001").stdout.startswith("Q001  fout")
    monkeypatch.setenv("SEEMENOW_LANG", "en")
    assert run("explain", "Q001").stdout.startswith("Q001  error")


def test_the_catalogue_is_beside_the_code_that_a_wheel_takes_along() -> None:
    assert Path(spoken.__file__).parent in (spoken.LOCALE / "nl.po").parents
