"""Questions in GIFT, the text format of Moodle: read as drafts, and written from a course.

Source: docs.moodle.org, GIFT format. Nothing that is read is run; HTML gives its words at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scormkit.problems import Place, Problem

from ..catalogue import problem
from ..markdown import plain
from ..model import Markdown, Question
from .drafts import (
    Draft,
    DraftOption,
    Imported,
    NotTakenOver,
    as_markdown,
    decoded,
    left_out,
    shorten,
    sound,
    words_of_html,
)

ESCAPED = "~=#{}:\\"
# Escaped characters stand as these, from Unicode's private range, until the parts are told apart.
HIDDEN = {f"\\{char}": chr(0xE000 + at) for at, char in enumerate(ESCAPED)} | {"\\n": "\n"}
SHOWN = str.maketrans({chr(0xE000 + at): char for at, char in enumerate(ESCAPED)})
TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
ANSWER = re.compile(r"([=~])([^=~]*)")
WEIGHT = re.compile(r"\s*%(-?[\d.]+)%")
TRUTH = re.compile(r"(T|TRUE|F|FALSE)\s*(?:#(.*))?", re.IGNORECASE | re.DOTALL)
TRUE_FALSE = ("True", "False")
EXPORTED = ("single", "multiple", "true-false", "matching")


@dataclass(frozen=True, kw_only=True)
class _Words:
    """How the words of one question are read: HTML unless the file says that they are something else."""

    format: str
    dropped: set[str]

    def read(self, raw: str) -> str:
        """Return the words that are shown."""
        words = raw.translate(SHOWN).strip()
        if self.format == "markdown":
            return plain(words)
        if self.format == "plain":
            return words
        words, tags = words_of_html(words)
        self.dropped.update(tags)
        return words

    def read_markdown(self, raw: str) -> str:
        """Return words as Markdown."""
        return raw.translate(SHOWN).strip() if self.format == "markdown" else as_markdown(self.read(raw))


def read(content: bytes, file: str, truth: tuple[str, str] = TRUE_FALSE) -> Imported:
    """Return the questions of a GIFT file. ``truth``: the words for true and false, which GIFT does not write."""
    text = decoded(content, file)
    if isinstance(text, Problem):
        return Imported(drafts=(), problems=(text,))
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for line, block in _blocks(text):
        place = Place(file=file, line=line)
        if block.startswith("$"):
            problems.append(left_out(place, block, "a course has no categories"))
            continue
        dropped: set[str] = set()
        try:
            draft = sound(_draft(block, place, dropped, truth))
        except NotTakenOver as error:
            problems.append(left_out(place, block.translate(SHOWN), str(error)))
            continue
        drafts.append(draft)
        losses = [f"<{tag}>" for tag in sorted(dropped)]
        losses += (
            ["the weights of its answers"] if len({w for w in map(_weight, _answers(block)) if w and w > 0}) > 1 else []
        )
        if losses:
            problems.append(problem("I002", place, text=shorten(draft.text), what=", ".join(losses)))
    return Imported(drafts=tuple(drafts), problems=tuple(problems))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each question, without remarks, with escaped characters hidden."""
    lines: list[str] = []
    first = 1
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip().startswith("//"):
            continue
        if line.strip().startswith("$CATEGORY"):
            yield number, line.strip()
        elif line.strip():
            first = first if lines else number
            lines.append(line)
        elif lines:
            yield first, re.sub(r"\\[~=#{}:\\n]", lambda match: HIDDEN[match.group()], "\n".join(lines))
            lines = []


def _draft(block: str, place: Place, dropped: set[str], truth: tuple[str, str]) -> Draft:
    title, block = _taken(TITLE, block)
    form, block = _taken(FORMAT, block)
    words = _Words(format=form.lower() or "moodle", dropped=dropped)
    head, brace, rest = block.partition("{")
    inside, end, tail = rest.rpartition("}")
    if not brace:
        raise NotTakenOver("it has no answers in { }")
    if not end:
        raise NotTakenOver("its { is not closed by a }")
    inside, _, general = inside.partition("####")
    text = words.read(f"{head.rstrip()} _____ {tail.strip()}" if tail.strip() else head)
    return _typed(
        inside.strip(),
        words,
        truth,
        {"title": title.translate(SHOWN), "text": text, "explain": words.read_markdown(general), "place": place},
    )


def _typed(inside: str, words: _Words, truth: tuple[str, str], common: dict[str, object]) -> Draft:
    if not inside:
        raise NotTakenOver("it asks for an essay, which nobody would read here")
    if inside.startswith("#"):
        raise NotTakenOver("it asks for a number")
    said = TRUTH.fullmatch(inside)
    if said:
        return _truth(said, words, truth, common)
    answers = ANSWER.findall(inside)
    if not answers or not inside.startswith(("=", "~")):
        raise NotTakenOver("its answers cannot be read")
    if all(mark == "=" for mark, _ in answers):
        if all("->" in each for _, each in answers):
            return _matching(answers, words, common)
        raise NotTakenOver("it asks for words to be typed")
    options, right = [], []
    for at, (mark, each) in enumerate(answers):
        each, _, feedback = WEIGHT.sub("", each, count=1).partition("#")
        options.append(DraftOption(text=words.read(each), feedback=words.read(feedback)))
        weight = _weight(answers[at][1])
        if mark == "=" or (weight or 0) > 0:
            right.append(at)
    kind = "multiple" if len(right) > 1 else "single"
    return Draft(type=kind, options=tuple(options), right=tuple(right), **common)  # type: ignore[arg-type]


def _truth(said: re.Match[str], words: _Words, truth: tuple[str, str], common: dict[str, object]) -> Draft:
    """Read ``T#what is said to a wrong answer#what is said to a right one``."""
    is_true = said.group(1).upper().startswith("T")
    wrong, _, right = (said.group(2) or "").partition("#")
    said_to = (right, wrong) if is_true else (wrong, right)
    options = tuple(
        DraftOption(text=each, feedback=words.read(feedback)) for each, feedback in zip(truth, said_to, strict=True)
    )
    return Draft(type="true-false", options=options, right=(0 if is_true else 1,), **common)  # type: ignore[arg-type]


def _matching(answers: list[tuple[str, str]], words: _Words, common: dict[str, object]) -> Draft:
    pairs = [tuple(words.read(side) for side in each.partition("->")[::2]) for _, each in answers]
    targets = tuple(dict.fromkeys(target for _, target in pairs))
    # Moodle writes a target that nothing belongs to as a pair without a left side.
    options = tuple(DraftOption(text=left, fits=target) for left, target in pairs if left)
    return Draft(type="matching", options=options, targets=targets, **common)  # type: ignore[arg-type]


def _taken(pattern: re.Pattern[str], block: str) -> tuple[str, str]:
    match = pattern.match(block)
    return (match.group(1).strip(), block[match.end() :]) if match else ("", block)


def _answers(block: str) -> list[str]:
    return [each for _, each in ANSWER.findall(block.partition("{")[2])]


def _weight(answer: str) -> float | None:
    match = WEIGHT.match(answer)
    try:
        return float(match.group(1)) if match else None
    except ValueError:
        return None


def write(questions: Iterable[Question]) -> tuple[str, tuple[Problem, ...]]:
    """Return questions as GIFT, and those that GIFT cannot hold (I001)."""
    blocks, problems = [], []
    for question in questions:
        if question.type in EXPORTED:
            blocks.append("\n".join(_lines(question)))
        else:
            reason = f"GIFT has no questions of type {question.type}"
            problems.append(left_out(question.place, str(question.id), reason))
    return "\n\n".join(blocks) + ("\n" if blocks else ""), tuple(problems)


def _lines(question: Question) -> Iterator[str]:
    if question.teaches:
        yield f"// teaches: {', '.join(question.teaches)}"
    asked = " ".join(_plain(each) for each in (question.case, question.text) if each)
    explain = f"####{_plain(question.explain)}" if question.explain else ""
    yield f"::{question.id}::[plain]{asked} {{"
    if question.type == "true-false":
        said = {str(option.id): _plain(option.feedback) for option in question.options}
        right = str(question.right[0])
        wrong = "f" if right == "t" else "t"
        yield f"{right.upper()}#{said[wrong]}#{said[right]}"
    elif question.type == "matching":
        targets = {str(target.id): _plain(target.text) for target in question.targets}
        yield from (f"={_plain(option.text)} -> {targets[str(option.fits)]}" for option in question.options)
    else:
        # Moodle takes a missed answer and a wrong one for the same share, as the player does.
        share = f"{100 / len(question.right):.5f}".rstrip("0").rstrip(".")
        for option in question.options:
            is_right = option.id in question.right
            mark = "=" if is_right else "~"
            if question.type == "multiple":
                mark = f"~%{'' if is_right else '-'}{share}%"
            yield f"{mark}{_plain(option.text)}#{_plain(option.feedback)}"
    yield f"{explain}}}"


def _plain(words: str) -> str:
    shown = plain(words) if isinstance(words, Markdown) else words
    return re.sub(r"([~=#{}:\\])", r"\\\1", " ".join(shown.split()))
