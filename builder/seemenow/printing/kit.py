"""What tells colleagues about the course: posters, a card and a guide as PDF, a mail and a newsletter as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from scormkit.problems import Place, Problem, has_errors, in_order

from .. import pictures, pipeline
from ..model import Course, KitText
from ..outside import OutsideMissing
from ..rule import Rule
from . import pdf
from .sheets import foot, printed_numbers, renderer_of

LONGEST_LINK = 300  # a longer one makes a QR code that phones find hard to read from a wall
POSTER_SIZES = (13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0)  # on A4; on A3 everything is larger by the root of two
PAGE_SIZES = (13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)

CODES: dict[str, Rule] = {
    "R032": Rule(
        severity="error",
        sentence="“{link}” is no link that a phone can open.",
        remedy="Name the whole address of the course in your LMS, such as https://lms.example.org/course;"
        " at most {most} characters.",
    ),
    "R033": Rule(
        severity="error",
        sentence="The course has no kit.yaml, so there are no words to print.",
        remedy="Write kit.yaml (docs/format.md), or take that of See Me Now as an example.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Kitted:
    """``files``: what was written, in order; empty when nothing was."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def make(
    folder: Path,
    assets: Path,
    out: Path,
    *,
    link: str,
    languages: Sequence[str] = (),
    audiences: Sequence[str] = (),
    today: date | None = None,
    strict: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Kitted:
    """Write the kit of each edition and language into ``out``; of the first audience when none is named.

    The same course and link give the same bytes. Nothing is written when the course or the link has faults: the words
    of the kit are held to all that holds for the course. Raises OutsideMissing without typst or segno.
    """
    examined = pipeline.examine(folder, assets, today=today)
    problems = [*examined.problems, *pipeline.unknown_choices(examined, languages, audiences), *_link_faults(link)]
    (course, *_) = (examined.courses or {}).values() or (None,)
    if course and course.kit is None:
        problems.append(_fault("R033", Place(file=f"{folder.name}/kit.yaml")))
    if examined.courses is None or has_errors(problems, strict=strict):
        return Kitted(files=(), problems=in_order(problems))
    made: dict[str, bytes] = {}
    try:
        for language in languages or examined.courses:
            for edition in pipeline.chosen_editions(examined, language, audiences):
                progress(f"Drawing {' '.join(filter(None, (edition.edition, language)))}")
                made |= files(edition, language, folder, assets, link, examined.today)
    except pdf.TooLong as long:
        return Kitted(files=(), problems=in_order([*problems, pdf.too_long(str(long))]))
    out.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        aside = out / f".{name}.new"
        aside.write_bytes(content)
        aside.replace(out / name)
    return Kitted(files=tuple(out / name for name in made), problems=in_order(problems))


def files(course: Course, language: str, folder: Path, assets: Path, link: str, today: date) -> dict[str, bytes]:
    """Return the kit of one edition in one language, by file name."""
    words = Words(course, language, folder, assets, link, today)
    made = {f"{name}.pdf": words.drawn(name) for name in ("poster-a4", "poster-a3", "card", "session")}
    made |= {f"{name}.txt": words.text(getattr(words.kit, name)).encode() for name in ("mail", "newsletter")}
    return {_named(name, course, language): content for name, content in made.items()}


class Words:
    """The words of the kit of a course that has one, filled in, and the pages drawn from them."""

    def __init__(self, course: Course, language: str, folder: Path, assets: Path, link: str, today: date) -> None:
        assert course.kit is not None
        self.course, self.kit, self.assets, self.link = course, course.kit, assets, link
        self.language, self.folder = language, folder
        self.renderer = renderer_of(course, language, assets, today)
        common = self.renderer.common
        self.inside_title, self.inside = str(common["inside_title"]), str(common["inside"])

    def filled(self, text: str) -> str:
        known = {"{title}": str(self.course.title), "{link}": self.link, "{inside}": self.inside}
        for name, value in known.items():
            text = text.replace(name, value)
        return text

    def drawn(self, name: str, kind: Literal["pdf", "png"] = "pdf", ppi: float = 100) -> bytes:
        """Return ``poster-a4``, ``poster-a3``, ``card`` or ``session`` as a page."""
        template, _, paper = name.partition("-")
        values = self.values(template)
        if paper:
            values["paper"] = paper
        sizes = tuple(size * (2**0.5 if paper == "a3" else 1) for size in POSTER_SIZES) if paper else PAGE_SIZES
        files = self._files()
        return pdf.printed(
            template, values, self.assets, pages=1, on=self.course.as_of, sizes=sizes, files=files, kind=kind, ppi=ppi
        )

    def values(self, name: str) -> dict[str, Any]:
        """Return what the template of ``poster``, ``card`` or ``session`` is given."""
        return self._head() | (self._session() if name == "session" else self._text(getattr(self.kit, name)))

    def _head(self) -> dict[str, Any]:
        texts, course = self.renderer.texts, self.course
        return {
            "author": course.title,
            "course": course.title,
            "lang": self.language,
            "link": self.link,
            "shown_link": self.link.removeprefix("https://").removeprefix("http://").rstrip("/"),
            "audience": texts("edition.for", audience=course.audience.title) if course.audience else None,
            "inside_title": self.inside_title,
            "inside": self.inside,
            "now_title": texts("worried.title"),
            "foot": foot(self.renderer),
        }

    def _text(self, text: KitText) -> dict[str, Any]:
        return {
            "title": self.filled(text.title),
            "lead": self.filled(text.lead or ""),
            "points": [self.filled(each) for each in text.points],
            "lines": [self.filled(each) for each in text.lines],
            "call": self.filled(text.call or ""),
            "describe": str(text.picture.describe) if text.picture else "",
            **self._numbers(text),
        }

    def _session(self) -> dict[str, Any]:
        session = self.kit.session
        return {
            "title": session.title,
            "lead": session.lead,
            "before_title": session.before_title,
            "before": session.before,
            "stages": [
                {"minutes": each.minutes, "title": each.title, "points": each.points} for each in session.stages
            ],
            "after_title": session.after_title,
            "after": session.after,
            **self._numbers(session),
        }

    def _numbers(self, text: Any) -> dict[str, Any]:
        return printed_numbers(self.renderer, self.renderer.numbers(text.contacts))

    def _files(self) -> dict[str, bytes]:
        """Return the QR code, and the picture of the poster, as the templates read them."""
        found = {"qr.svg": _qr(self.link)}
        if self.kit.poster.picture:
            name = str(self.kit.poster.picture.file)
            path = pictures.find(name, self.folder, self.assets)
            found[f"picture{path.suffix}"] = path.read_bytes()
        return found

    def text(self, text: KitText) -> str:
        """Return a text to send: title, paragraphs, numbers."""
        numbers = [f"{each['name']}: {each['phone']}" for each in self._numbers(text)["numbers"]]
        paragraphs = [self.filled(text.title), *map(self.filled, text.points), "\n".join(numbers)]
        return "\n\n".join(filter(None, paragraphs)) + "\n"


def _qr(link: str) -> bytes:
    try:
        import segno
    except ImportError as fault:
        raise OutsideMissing(f"No QR code can be drawn here: {fault}.", pdf.REMEDY) from fault
    from io import BytesIO

    stream = BytesIO()
    # Level Q: it is read also when a quarter of it is dirty or torn.
    segno.make_qr(link, error="q").save(stream, kind="svg", border=0, xmldecl=False, dark="#1b1b3a")
    return stream.getvalue()


def _named(name: str, course: Course, language: str) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{'-'.join(filter(None, (stem, course.edition, language)))}.{suffix}"


def _link_faults(link: str) -> Iterator[Problem]:
    try:
        parts = urlsplit(link)
        sound = parts.scheme in ("https", "http") and bool(parts.hostname) and link.isascii() and link.isprintable()
    except ValueError:
        sound = False
    if not sound or len(link) > LONGEST_LINK or any(each in link for each in ' "<>'):
        yield _fault("R032", Place(), link=link[:80], most=LONGEST_LINK)


def _fault(code: str, place: Place, **values: object) -> Problem:
    return CODES[code].problem(code, place, **values)
