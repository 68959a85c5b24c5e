"""The words of a course in other languages: gettext catalogues in, a translated course out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise, product
from operator import itemgetter
from pathlib import Path

import polib
from scormkit.problems import Place, Problem

from . import markdown
from .catalogue import problem
from .check import phones
from .model import Course, Markdown, Text
from .remembered import once
from .walk import texts, with_texts

PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
CATALOGUE_LINE = re.compile(r'\s*(?:#.*|(?:msg[a-z_]+(?:\[\d\])?\s*)?"(?:[^"\\]|\\.)*"\s*)?')
AT_LINE = re.compile(r"\(line (\d+)\)")  # where polib stopped
LINK = re.compile(r"\]\(([^)]+)\)|(?<!\w)(?:https://|tel:|mailto:)[^\s)>]+")
ALIKE = 0.6  # a text shares this much of its letters with the one that it was made of; as with "Did you mean"
Key = tuple[str, str]  # context and text
Catalogue = Mapping[Key, str]


# Each catalogue with the beginning of the contexts that belong in it; the first that fits.
CATALOGUES = (("chat", "chat/"), ("course", ""))


def catalogue_path(folder: Path, language: str, catalogue: str = "course") -> Path:
    return folder / "locale" / language / f"{catalogue}.po"


def catalogue_of(context: str) -> str:
    """Return the catalogue in which a text with this context stands."""
    return next(name for name, beginning in CATALOGUES if context.startswith(beginning))


def open_catalogue(path: Path) -> polib.POFile:
    """Return the catalogue in ``path``. Raises OSError when there is none, also when the file is of another kind."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise OSError(0, "it is not UTF-8", str(path)) from error
    for at, line in enumerate(text.split("\n"), 1):
        # polib would take a letter for the quotation mark that is not there.
        if not CATALOGUE_LINE.fullmatch(line):
            raise OSError(
                0, f"it is no gettext catalogue: words without straight quotation marks (line {at})", str(path)
            )
    try:
        # polib would take a name without a file for the catalogue itself.
        return polib.pofile(text)
    except OSError as error:
        raise OSError(0, f"it is no gettext catalogue ({error})", str(path)) from error


def read(course: Course, folder: Path, language: str) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Return the translations into ``language`` by (context, source text), and the problems T001 to T004 and T006.

    Marks that readers would see, and phone numbers, are told as they are in the source (C027, G008 and others).

    What is missing, or marked as changed since, is left out: the source text shows there.
    """
    wanted = {(each.context, str(each)): type(each) for each in texts(course)}
    entries: dict[tuple[str, str], tuple[str, bool, int | None, str]] = {}
    names = {}
    for catalogue in sorted({catalogue_of(context) for context, _ in wanted} | {"course"}):
        path = catalogue_path(folder, language, catalogue)
        names[catalogue] = name = (Path(folder.name) / path.relative_to(folder)).as_posix()
        if not path.is_file():
            return {}, (problem("T001", Place(file=name), language=language),)
        try:
            digest = hashlib.sha256(path.read_bytes()).digest()
            file = once("catalogue", digest, _entries, path)
        except OSError as error:
            reason = error.strerror or "it is damaged"
            at = AT_LINE.search(reason)
            line = _gap(path, int(at[1])) if at else line_of(error.__cause__)
            return {}, (problem("T006", Place(file=name, line=line), reason=reason),)
        entries |= {(context, source): (words, fuzzy, line, name) for context, source, words, fuzzy, line in file}
    problems: list[Problem] = []
    found: dict[tuple[str, str], str] = {}
    for text, kind in wanted.items():
        words, is_fuzzy, line, name = entries.get(text, ("", False, None, names[catalogue_of(text[0])]))
        words = words.strip()  # as the words of a course are
        place = Place(file=name, line=line)
        values = {"text": shorten(text[1]), "context": text[0], "file": name}
        if not words:
            problems.append(problem("T002", place, **values))
        elif is_fuzzy:
            problems.append(problem("T004", place, **values))
        else:
            lost = once("translation", (text[1], words, kind.__name__), _lost, text[1], words, kind)
            problems += [problem("T003", place, what=each, **values) for each in lost]
            written = kind(words, place, text[0])
            problems += [replace(each, place=place) for each in (*markdown.faults(written), *phones.faults(written))]
            found[text] = words
    return found, tuple(problems)


def _entries(path: Path) -> list[tuple[str, str, str, bool, int | None]]:
    """Return context, source, words, whether they are fuzzy, and line of each entry."""
    return [
        (each.msgctxt or "", each.msgid, each.msgstr, each.fuzzy, each.linenum)
        for each in open_catalogue(path)
        if not each.obsolete
    ]


def _gap(path: Path, line: int) -> int:
    """Return where an entry lacks one of its parts, when polib has stopped in the entry behind it."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if not CATALOGUE_LINE.fullmatch(lines[line - 1]):
        return line
    blanks = [0, *(at for at in range(line - 1) if not lines[at].strip() and lines[at + 1].strip())]
    for start in blanks[-2:]:
        end = next((at for at in range(start + 1, len(lines)) if not lines[at].strip()), len(lines))
        begun = {lines[at].split(" ")[0]: at for at in range(start, end)}
        for before, part in pairwise(("msgctxt", "msgid", "msgstr")):
            if before in begun and part not in begun:
                # Words that go on in the next line end with a blank.
                ends = (at for at in range(begun[before], end) if re.search(r'[^\s"]"$', lines[at]))
                return next(ends, begun[before]) + 2
    return line


def line_of(fault: BaseException | None) -> int | None:
    """Return the line of the first byte that is no UTF-8."""
    return fault.object.count(b"\n", 0, fault.start) + 1 if isinstance(fault, UnicodeDecodeError) else None


def localized(course: Course, catalogue: Catalogue) -> Course:
    """Return the course with each text in the catalogue's language, where it has it."""

    def translated(text: Text) -> Text:
        words = catalogue.get((text.context, str(text)))
        return text if words is None else type(text)(words, text.place, text.context)

    return with_texts(course, translated)


def template(course: Course, language: str, old: polib.POFile | None = None) -> polib.POFile:
    """Return a catalogue with every text of the course, in order, keeping the translations of ``old``.

    A text that changed keeps its old translation, marked fuzzy with the text it belonged to; so does one that stands
    elsewhere now. What no text has any more stays as an obsolete entry (``#~``), until its text comes back.
    """
    file = polib.POFile(wrapwidth=100)
    file.metadata = {
        "Project-Id-Version": f"{course.id} {course.version}",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    wanted = dict.fromkeys((text.context, str(text)) for text in texts(course))
    here = {_key(entry): entry for entry in old or [] if not entry.obsolete and _key(entry) in wanted}
    spare = {_made_for(each): each for each in old or [] if each.msgstr and (each.obsolete or _key(each) not in here)}
    gone = {key: each for key, each in spare.items() if key not in wanted}
    changed = _paired([key for key in wanted if key not in here and key not in spare], gone)
    for context, text in wanted:
        key = (context, text)
        entry = polib.POEntry(msgctxt=context, msgid=text, msgstr="")
        if key in here and (here[key].msgstr or key not in spare):
            entry.msgstr, entry.flags, entry.tcomment = here[key].msgstr, list(here[key].flags), here[key].tcomment
            if entry.fuzzy:
                entry.previous_msgctxt, entry.previous_msgid = here[key].previous_msgctxt, here[key].previous_msgid
        elif key in spare:
            _take(entry, spare[key])
        elif key in changed:
            other = changed[key]
            entry.msgstr, entry.flags = spare[other].msgstr, ["fuzzy"]
            entry.previous_msgctxt, entry.previous_msgid = other[0] if other[0] != context else None, other[1]
        file.append(entry)
    for key, before in gone.items():
        if key not in changed.values():
            entry = polib.POEntry(msgctxt=key[0], msgid=key[1], obsolete=True)
            _take(entry, before)
            file.append(entry)
    return file


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def _made_for(entry: polib.POEntry) -> Key:
    """Return the text, with its context, to which the words of an entry belong: the former one if it changed since."""
    if entry.fuzzy and entry.previous_msgid:
        return entry.previous_msgctxt or entry.msgctxt or "", entry.previous_msgid
    return _key(entry)


def _take(entry: polib.POEntry, before: polib.POEntry) -> None:
    """Put the words of ``before`` into an entry for the text to which they belong."""
    entry.msgstr, entry.tcomment = before.msgstr, before.tcomment
    entry.flags = [] if before.previous_msgid else list(before.flags)


def _paired(new: Sequence[Key], gone: Mapping[Key, polib.POEntry]) -> Mapping[Key, Key]:
    """Return for new texts those that are gone of which they were made: moved, or changed, the most alike first."""
    news = Counter(context for context, _ in new)
    lately = Counter(context for (context, _), entry in gone.items() if not entry.obsolete)

    def likeness(text: Key, other: Key) -> float:
        if text[1] == other[1]:
            return 2
        if text[0] != other[0]:
            return 0
        if news[text[0]] == lately[text[0]] == 1 and not gone[other].obsolete:
            return 1
        return SequenceMatcher(None, text[1], other[1]).ratio()

    found: dict[Key, Key] = {}
    pairs = [(alike, *pair) for pair in product(new, gone) if (alike := likeness(*pair)) >= ALIKE]
    for _, text, other in sorted(pairs, key=itemgetter(0), reverse=True):
        if text not in found and other not in found.values():
            found[text] = other
    return found


def merged(
    course: Course, language: str, old: polib.POFile | None, incoming: polib.POFile, file: str
) -> tuple[polib.POFile, tuple[Problem, ...]]:
    """Return the catalogue with what a translator sent put in, and what was not taken (T003, T005, T007).

    ``file`` is the name of what was sent. What is refused leaves the old translation; the rest is taken all the same.
    """
    fresh = template(course, language, old)
    wanted = {_key(entry): entry for entry in fresh if not entry.obsolete}
    kinds = {(text.context, str(text)): type(text) for text in texts(course)}
    problems: list[Problem] = []
    taken: dict[Key, str] = {}
    for sent in incoming:
        if not sent.msgstr.strip() or sent.obsolete:
            continue
        entry = wanted.get(_key(sent))
        place = Place(file=file, line=sent.linenum)
        values = {"text": shorten(sent.msgid), "context": sent.msgctxt or "", "file": file}
        if entry is None:
            problems.append(problem("T005", place, **values))
            continue
        if taken.setdefault(_key(sent), sent.msgstr) != sent.msgstr:
            problems.append(problem("T007", place, reason="an entry above it has other words", **values))
            continue
        if sent.fuzzy and entry.msgstr:
            if sent.msgstr != entry.msgstr:
                problems.append(problem("T007", place, reason="it is marked fuzzy", **values))
            continue
        lost = _lost(sent.msgid, sent.msgstr, kinds[_key(sent)])
        problems += [problem("T003", place, what=each, **values) for each in lost]
        if not lost:
            entry.msgstr, entry.flags = sent.msgstr, list(sent.flags)
            entry.previous_msgctxt, entry.previous_msgid = sent.previous_msgctxt, sent.previous_msgid
            entry.tcomment = sent.tcomment or entry.tcomment
    return fresh, tuple(problems)


def shorten(text: str, limit: int = 60) -> str:
    """Return the beginning of a text, for messages."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _lost(source: str, translation: str, kind: type[Text]) -> list[str]:
    """Return placeholders, addresses and marks of blocks that the translation lacks; if none, those that it adds."""

    def found(text: str) -> tuple[Counter[str], ...]:
        marks = markdown.block_marks(text) if issubclass(kind, Markdown) else []
        return (
            *(Counter(each.group() for each in wanted.finditer(text)) for wanted in (PLACEHOLDER, LINK)),
            Counter(marks),
        )

    pairs = zip(found(source), found(translation), strict=True)
    return [each for here, there in pairs for each in (here - there) or (there - here)]
