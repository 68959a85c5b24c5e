"""Captions as WebVTT: written, read strictly, and held to the rules of good captions.

The rules and their numbers come from broadcasters' caption guides (two lines of 42, 17 characters a
second for English adults); the Dutch speed is set lower, because many viewers read it as a second language.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scormkit.problems import Place, Problem

from ..rule import Rule
from .timeline import EASY_LINE_LENGTH, FPS, LINE_LENGTH, WEAK_ENDS, Cue, to_frames

CODES: dict[str, Rule] = {
    "V001": Rule(
        severity="error",
        sentence="The file does not begin with the word WEBVTT on a line of its own.",
        remedy="Make the first line WEBVTT and leave the second one empty.",
    ),
    "V002": Rule(
        severity="error",
        sentence="The file is not UTF-8 text: byte {byte} cannot be read.",
        remedy="Save the file again as UTF-8.",
    ),
    "V003": Rule(
        severity="error",
        sentence="The file begins with a byte order mark, at which some players stumble.",
        remedy="Save the file as UTF-8 without a byte order mark.",
    ),
    "V004": Rule(
        severity="error",
        sentence="“{line}” is not a line with two times.",
        remedy="Write it like 00:01.000 --> 00:03.500, hours before it if needed.",
    ),
    "V005": Rule(
        severity="error",
        sentence="Caption “{words}” ends at {end} s, before or when it starts ({start} s).",
        remedy="Put the earlier time first.",
    ),
    "V006": Rule(
        severity="error",
        sentence="The caption at {start} s has no words.",
        remedy="Write its words or delete the caption.",
    ),
    "V007": Rule(
        severity="error",
        sentence="Caption “{words}” at {start} s stands after a caption that starts later.",
        remedy="Put the captions in the order of their times.",
    ),
    "V008": Rule(
        severity="error",
        sentence="Caption “{words}” starts at {start} s while the one before it stays until {other} s.",
        remedy="End the earlier caption first; leave two frames (0.08 s) between them.",
    ),
    "V009": Rule(
        severity="error",
        sentence="Caption “{words}” stays until {end} s, but the film ends at {other} s.",
        remedy="End the caption with the film or before it.",
    ),
    "V010": Rule(
        severity="error",
        sentence="The markup in “{line}” is broken: {fault}.",
        remedy="Close each tag that is opened; write &amp; for a bare & and &lt; for a bare <.",
    ),
    "V011": Rule(
        severity="error",
        sentence="Caption “{words}” stays over the change of scene at {other} s.",
        remedy="End it before the change, or split it in two.",
    ),
    "V012": Rule(
        severity="warning",
        sentence="Caption “{words}” asks for {speed} characters a second; more than {other} is hard to follow.",
        remedy="Shorten the words or give them more time.",
    ),
    "V013": Rule(
        severity="error",
        sentence="Caption “{words}” asks for {speed} characters a second; more than {other} is too fast to read.",
        remedy="Shorten the words, give them more time or split the caption.",
    ),
    "V014": Rule(
        severity="warning",
        sentence="The caption line “{line}” is {length} characters long; up to {other} is easy to read.",
        remedy="Break the line earlier or shorten it.",
    ),
    "V015": Rule(
        severity="error",
        sentence="The caption line “{line}” is {length} characters long; {other} is the most that fits.",
        remedy="Break the line or shorten it.",
    ),
    "V016": Rule(
        severity="error",
        sentence="Caption “{words}” has {length} lines and would cover the picture.",
        remedy="Spread it over several captions of one or two lines.",
    ),
    "V017": Rule(
        severity="warning",
        sentence="Caption “{words}” stays for {length} s; 1 to 7 s is comfortable.",
        remedy="Join it with its neighbour or split it.",
    ),
    "V018": Rule(
        severity="error",
        sentence="Caption “{words}” stays for {length} s, too short to be seen.",
        remedy="Give it at least 0.84 s.",
    ),
    "V019": Rule(
        severity="warning",
        sentence="Before caption “{words}” the screen is empty for only one frame, which looks like a flicker.",
        remedy="Leave two frames (0.08 s) or none.",
    ),
    "V020": Rule(
        severity="warning",
        sentence="A line of caption “{words}” ends with “{line}”, which belongs to the next word.",
        remedy="Break the line before that word.",
    ),
    "V021": Rule(
        severity="warning",
        sentence="Caption “{words}” breaks the name “{line}” over two lines.",
        remedy="Keep the name on one line.",
    ),
    "V022": Rule(
        severity="warning",
        sentence="The {language} captions have nothing for {line}, which other languages have.",
        remedy="Translate the line, or delete it in all languages.",
    ),
    "V023": Rule(
        severity="error",
        sentence="There are no {language} captions.",
        remedy="Translate the story, or leave the language out of the build.",
    ),
    "V024": Rule(
        severity="error",
        sentence="Two captions are called “{line}”.",
        remedy="Give each caption its own name.",
    ),
    "V025": Rule(
        severity="error",
        sentence="“{line}” is not a line with two times, as SRT has them.",
        remedy="Write it like 00:00:01,000 --> 00:00:03,500 under the caption’s number.",
    ),
    "V026": Rule(
        severity="warning",
        sentence="“{line}” asks for a colour, a typeface or a place on the screen; that was left out.",
        remedy="Nothing is to be done, unless the words need it: then say it in words.",
    ),
    "V027": Rule(
        severity="warning",
        sentence="The captions are numbered {start}, then {end}: one may be missing.",
        remedy="Look into the program that wrote the file, and export all captions.",
    ),
    "V029": Rule(
        severity="error",
        sentence="The file has {found} captions, and the story has {other} lines.",
        remedy="Give each line of the story one caption, in the same order: then they can be put side by side.",
    ),
    "V028": Rule(
        severity="error",
        sentence="There is no caption in the file.",
        remedy="Export the captions again, as SRT in UTF-8.",
    ),
}

SPEEDS: dict[str, tuple[float, float]] = {"en": (17, 20), "nl": (15, 17)}
"""Characters a second by language: above the first is hard, above the second is too fast."""

STRICTEST_SPEED = (15.0, 17.0)

_CLOCK = r"((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})"
_TIMES = re.compile(rf"{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t]+[a-z]+:\S+)*[ \t]*")
_SRT_CLOCK = r"(\d{1,2}:[0-5]\d:[0-5]\d[,.]\d{3})"
_SRT_TIMES = re.compile(rf"{_SRT_CLOCK} +--> +{_SRT_CLOCK}(?:[ \t]+[XY]\d:\d+)*[ \t]*")
_PLAIN_TAG = re.compile(r"</?[biu]>", re.IGNORECASE)
_STYLE = re.compile(r"\{\\[^}]*\}|</?font[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([^<>]*)>")
_TAG_NAMES = frozenset({"b", "i", "u", "c", "v", "lang", "ruby", "rt"})
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|#\d+|#x[0-9a-fA-F]+);)")


def write(cues: Iterable[Cue]) -> str:
    """Return captions as WebVTT text: UTF-8 without a byte order mark, line feeds."""
    blocks = [f"{cue.id}\n{_clock(cue.start)} --> {_clock(cue.end)}\n{_escaped(cue.text)}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def read(data: bytes, file: str) -> tuple[tuple[Cue, ...], tuple[Problem, ...]]:
    """Return the captions of a WebVTT file and all that is wrong with its form.

    Text comes back without tags and entities. The scene is what stands before the last two numbers of
    the caption's name, as ``write`` names them; other names leave it empty.
    """
    problems: list[Problem] = []
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(_problem("V003", Place(file=file, line=1)))
        data = data[3:]
    try:
        lines = data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except UnicodeDecodeError as fault:
        return (), (*problems, _problem("V002", Place(file=file), byte=fault.start))
    if not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]) or (len(lines) > 1 and lines[1]):
        problems.append(_problem("V001", Place(file=file, line=1)))
    cues = [cue for block in _blocks(lines) if (cue := _cue(block, file, problems)) is not None]
    return tuple(cues), tuple(problems)


def read_srt(data: bytes, file: str) -> tuple[tuple[Cue, ...], tuple[Problem, ...]]:
    """Return the captions of an SRT file and all that is wrong with its form. Text comes back without its styles."""
    problems: list[Problem] = []
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except UnicodeDecodeError as fault:
        return (), (_problem("V002", Place(file=file), byte=fault.start),)
    cues: list[Cue] = []
    number = 0
    for block in _blocks(["", *lines], first_line=1):
        at = 1 if block[0][1].strip().isdecimal() and len(block) > 1 else 0
        times = _SRT_TIMES.fullmatch(block[at][1].strip())
        if times is None:
            problems.append(_problem("V025", Place(file=file, line=block[at][0]), line=block[at][1].strip()))
            continue
        if wrong := next((each for each in block[at + 1 :] if "-->" in each[1]), None):
            problems.append(_problem("V025", Place(file=file, line=wrong[0]), line=wrong[1].strip()))
            continue
        found = int(block[0][1]) if at else number + 1
        if found != number + 1 and cues:
            problems.append(_problem("V027", Place(file=file, line=block[0][0]), start=number, end=found))
        number = found
        words = "\n".join(line for _, line in block[at + 1 :])
        if _STYLE.search(words):
            problems.append(_problem("V026", Place(file=file, line=block[at][0]), line=_words(words)))
        cues.append(
            Cue(
                start=_seconds(times[1].replace(",", ".")),
                end=_seconds(times[2].replace(",", ".")),
                text=html.unescape(_PLAIN_TAG.sub("", _STYLE.sub("", words))),
                scene="",
                id=str(number),
                place=Place(file=file, line=block[at][0]),
            )
        )
    if not cues and not problems:
        problems.append(_problem("V028", Place(file=file)))
    return tuple(cues), tuple(problems)


def lint(
    cues: Sequence[Cue],
    *,
    language: str,
    duration_s: float,
    cuts: Sequence[float] = (),
    names: Sequence[str] = (),
    file: str = "",
) -> tuple[Problem, ...]:
    """Return what is wrong with the captions of one language.

    ``cuts``: when a new scene begins. ``names``: names of several words that a line must not break.
    ``file``: where the words stand, for captions that do not know it themselves.
    """
    problems: list[Problem] = []
    for before, cue in zip([None, *cues], cues, strict=False):
        problems += _form_faults(cue)
        problems += _time_faults(cue, before, duration_s, cuts)
        problems += _speed_faults(cue, language)
        problems += _break_faults(cue, language, names)
    problems += _twins(cues)
    return tuple(
        problem if problem.place.file or not file else replace(problem, place=Place(file=file)) for problem in problems
    )


def compare(tracks: Mapping[str, Sequence[Cue] | None], file: str = "") -> tuple[Problem, ...]:
    """Return which languages lack a line, or all of them. ``tracks``: captions by language, None for no file.

    Languages may need more or fewer captions for the same line; only a line without any is a fault.
    """
    spoken = {language: {_line_of(cue) for cue in cues} for language, cues in tracks.items() if cues}
    everything = set().union(*spoken.values()) if spoken else set()
    problems: list[Problem] = []
    for language in tracks:
        if language not in spoken:
            problems.append(_problem("V023", Place(file=file or None), language=language))
            continue
        for line in sorted(everything - spoken[language]):
            problems.append(_problem("V022", Place(file=file or None), language=language, line=line))
    return tuple(problems)


# --- reading ------------------------------------------------------------------------------------


def _blocks(lines: Sequence[str], first_line: int = 2) -> Iterator[list[tuple[int, str]]]:
    """Yield the blocks after the header as numbered lines; comments are left out."""
    block: list[tuple[int, str]] = []
    for number, line in [*enumerate(lines[1:], start=first_line), (0, "")]:
        if line.strip():
            block.append((number, line))
        elif block:
            if not re.match(r"NOTE($|[ \t])", block[0][1]):
                yield block
            block = []


def _cue(block: Sequence[tuple[int, str]], file: str, problems: list[Problem]) -> Cue | None:
    has_name = "-->" not in block[0][1] and len(block) > 1
    name = block[0][1].strip() if has_name else ""
    number, timing = block[1] if has_name else block[0]
    times = _TIMES.fullmatch(timing)
    if times is None:
        problems.append(_problem("V004", Place(file=file, line=number), line=timing.strip()))
        return None
    words = block[2 if has_name else 1 :]
    for line_number, line in words:
        if "-->" in line:
            problems.append(_problem("V004", Place(file=file, line=line_number), line=line.strip()))
            return None
    text = "\n".join(line for _, line in words)
    if fault := _markup_fault(text):
        problems.append(_problem("V010", Place(file=file, line=words[0][0]), line=_words(text), fault=fault))
    named = re.fullmatch(r"(.+)-\d+-\d+", name)
    return Cue(
        start=_seconds(times[1]),
        end=_seconds(times[2]),
        text=html.unescape(_TAG.sub("", text)),
        scene=named[1] if named else "",
        id=name,
        place=Place(file=file, line=number),
    )


def _markup_fault(text: str) -> str:
    open_tags: list[str] = []
    for closing, inside in _TAG.findall(text):
        name = re.split(r"[ .\t]", inside)[0]
        if re.fullmatch(r"(\d{2,}:)?\d\d:\d\d\.\d{3}", inside):
            continue
        if name not in _TAG_NAMES:
            return f"<{closing}{inside}> is not a tag of captions"
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return f"</{name}> closes nothing"
    if open_tags:
        return f"<{open_tags[-1]}> is never closed"
    if re.search(r"[<>]", _TAG.sub("", text)):
        return "a loose < or >"
    if _ENTITY.search(text):
        return "a loose &"
    return ""


def _seconds(clock: str) -> float:
    *hours, minutes, seconds = clock.split(":")
    return round(int(hours[0] if hours else 0) * 3600 + int(minutes) * 60 + float(seconds), 3)


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- the rules ----------------------------------------------------------------------------------


def _form_faults(cue: Cue) -> Iterator[Problem]:
    lines = cue.text.split("\n")
    if not cue.text.strip():
        yield _about("V006", cue)
    if len(lines) > 2:
        yield _about("V016", cue, length=len(lines))
    for line in lines:
        if len(line) > LINE_LENGTH:
            yield _about("V015", cue, line=line, length=len(line), other=LINE_LENGTH)
        elif len(line) > EASY_LINE_LENGTH:
            yield _about("V014", cue, line=line, length=len(line), other=EASY_LINE_LENGTH)


def _time_faults(cue: Cue, before: Cue | None, film_s: float, cuts: Sequence[float]) -> Iterator[Problem]:
    if cue.end <= cue.start:
        yield _about("V005", cue)
        return
    length = round(cue.end - cue.start, 3)
    if length < 5 / 6:
        yield _about("V018", cue, length=length)
    elif not 1 <= length <= 7:
        yield _about("V017", cue, length=length)
    if cue.end > film_s:
        yield _about("V009", cue, other=film_s)
    for cut in cuts:
        if cue.start < cut < cue.end:
            yield _about("V011", cue, other=cut)
    if before is None:
        return
    if cue.start < before.start:
        yield _about("V007", cue)
    elif cue.start < before.end:
        yield _about("V008", cue, other=before.end)
    elif 0 < to_frames(cue.start) - to_frames(before.end) < 2 * FPS / 25:
        yield _about("V019", cue)


def _speed_faults(cue: Cue, language: str) -> Iterator[Problem]:
    if cue.end <= cue.start:
        return
    hard, too_fast = SPEEDS.get(language, STRICTEST_SPEED)
    speed = len(cue.text) / (cue.end - cue.start)
    if speed > too_fast:
        yield _about("V013", cue, speed=f"{speed:.1f}", other=too_fast)
    elif speed > hard:
        yield _about("V012", cue, speed=f"{speed:.1f}", other=hard)


def _break_faults(cue: Cue, language: str, names: Sequence[str]) -> Iterator[Problem]:
    upper, broken, lower = cue.text.partition("\n")
    if not broken or not upper.strip() or not lower.strip():
        return
    last = upper.split()[-1]
    if last.lower() in WEAK_ENDS.get(language, ()):
        yield _about("V020", cue, line=last)
    joined = cue.text.replace("\n", " ")
    for name in names:
        at = joined.find(name)
        if 0 <= at <= len(upper) < at + len(name):
            yield _about("V021", cue, line=name)


def _twins(cues: Sequence[Cue]) -> Iterator[Problem]:
    seen: set[str] = set()
    for cue in cues:
        if cue.id and cue.id in seen:
            yield _about("V024", cue, line=cue.id)
        seen.add(cue.id)


def _line_of(cue: Cue) -> str:
    """Return the line that a caption belongs to: its name without the last number."""
    return cue.id.rpartition("-")[0] or cue.id


def _about(code: str, cue: Cue, **values: object) -> Problem:
    known = {"words": _words(cue.text), "start": f"{cue.start:g}", "end": f"{cue.end:g}"}
    return _problem(code, cue.place, **(known | values))


def _problem(code: str, place: Place, **values: object) -> Problem:
    return CODES[code].problem(code, place, **values)


def _words(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= 40 else one[:39].rstrip() + "…"
