"""Put new contacts into a finished package of ours: the same ids, a new version, nothing else."""

from __future__ import annotations

import filecmp
import html
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from jinja2 import Environment
from scormkit import archive
from scormkit.container import open_container
from scormkit.problems import Place, Problem, has_errors, in_order
from scormkit.recognise import MANIFEST
from scormkit.verify import verify, verify_site

from .. import load, player_texts, translate
from ..assemble import json_for_script
from ..check.course import contact_faults
from ..edition import edition, speech
from ..model import Contact, Course, Text
from ..render import contact_view, environment, long_date, reads, tight
from ..rule import Rule
from .compare import compare
from .reread import CALL, HASHED, MOST_BYTES, language_of, values

MARKED = re.compile(
    r'<(?P<tag>li|span|p) class="(?P<class>[a-z_-]+)" data-contact="(?P<id>[a-z0-9-]+)"(?P<rest>[^>]*)>.*?</(?P=tag)>',
    re.DOTALL,
)
# Which template drew an element, by its class.
TEMPLATES = {
    "smn-contact": "template",
    "smn-chat__line": "line",
    "smn-number": "number",
    "smn-plain": "plain",
}
FOR = re.compile(r'<p class="smn-page__for">([^<]*)</p>')
READS = re.compile(r'data-read="([^"]*)"')
LISTED = re.compile(rb'(?:^ *<file href="[^"]*"/>\n)+', re.MULTILINE)
NEXT = re.compile(r'<p class="smn-route__next">(.*?)</p>', re.DOTALL)
NUMBER = re.compile(r">(\d[\d -]{5,}\d)<")
VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")

CODES: dict[str, Rule] = {
    "R024": Rule(
        severity="error",
        sentence="{file} is no package that seemenow built, so nobody knows where its contacts stand.",
        remedy="Ask its maker for a new one; or name a zip of `seemenow build`.",
    ),
    "R025": Rule(
        severity="error",
        sentence="None of the contacts in the file stands in {file}.",
        remedy="Compare the ids in the file with those of the course the package was built from.",
    ),
    "R026": Rule(
        severity="error",
        sentence="{version} is no version that comes after {old}.",
        remedy="Write three numbers, such as 1.2.3, and more than before.",
    ),
    "R027": Rule(
        severity="error",
        sentence='The check of "{id}" was due on {date}, so readers would not see it.',
        remedy="Call or read the service again; then write the new dates into the file.",
    ),
    "R028": Rule(
        severity="error",
        sentence="{file} has exactly these contacts already.",
        remedy="Nothing has to be done.",
    ),
    "R029": Rule(
        severity="error",
        sentence="{file} cannot be patched whole: {what}.",
        remedy="Build the package anew, and compare both with `seemenow diff`.",
    ),
    "R030": Rule(
        severity="note",
        sentence='The words of "{id}" in {language} stay as they are; only numbers, addresses and dates are new.',
        remedy="Name the contacts.yaml in the folder of the course: it finds the translations there.",
    ),
    "R034": Rule(
        severity="error",
        sentence="{file} stands there already, with the same version and other contents.",
        remedy="Patch that one, so that its version goes on; or say `--version` or `--out`.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Patched:
    """``file`` is None when nothing was written. ``contacts``: the ids that were renewed."""

    file: Path | None
    sha256: str | None
    version: str | None
    contacts: tuple[str, ...]
    problems: tuple[Problem, ...]


def patch(
    package: Path,
    contacts: Path,
    assets: Path,
    *,
    out: Path | None = None,
    version: str | None = None,
    today: date | None = None,
) -> Patched:
    """Write ``package`` with the contacts of a contacts.yaml to ``out``, beside it under its new version by default.

    The old zip stays unless ``out`` names it. The same package and file give the same bytes. Nothing is put in its
    place before it is verified, and before a comparison found nothing but contacts changed.
    """
    container, faults = open_container(package)
    if container is None:
        return _refused(faults)
    try:
        files = {name: container.read(name, MOST_BYTES) or b"" for name in container.members}
        calls = dict(values(container))
    finally:
        container.close()
    outline = next((args[0] for name, args in calls.items() if name.startswith("course-")), None)
    if outline is None or "index.html" not in files:
        return _refused([fault("R024", package.name)])
    old = str(outline["version"])
    version = version or _next(old)
    source = _Source(contacts, outline, files, today)
    problems = list(source.problems)
    if not VERSION.fullmatch(version) or _parts(version) <= _parts(old):
        problems.append(fault("R026", package.name, version=version, old=old))
    if has_errors(problems):
        return _refused(problems)
    faces = {language: _Face(source, language, assets) for language in _languages(calls)}
    fresh = _exchanged(files, calls, faces, old, version)
    renewed = tuple(sorted({name for face in faces.values() for name in face.renewed}))
    problems += [fault("R030", contacts.name, **each) for face in faces.values() for each in face.kept]
    if not any(face.met for face in faces.values()):
        return _refused([*problems, fault("R025", package.name)])
    if not renewed:
        return _refused([*problems, fault("R028", package.name)])
    target = out or package.with_name(package.name.replace(f"-{old}-", f"-{version}-", 1))
    if target == package and out is None:
        target = package.with_name(f"{package.stem}-{version}.zip")
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=target.parent) as aside:
        made = Path(aside) / target.name
        digest = archive.write(made, fresh)
        problems += verify_site(made) if outline["format"] == "web" else verify(made).problems
        other = [each for each in compare(package, made).changes if each.kind not in ("contact", "version")]
        what = [f"{each.kind} {each.id}" for each in other]
        # A package of an early build has contacts that carry no mark of which they are.
        gone = {number.encode() for face in faces.values() for number in face.gone}
        what += [f"an old number stays in {name}" for name, text in fresh.items() for each in gone if each in text]
        if what:
            problems.append(fault("R029", package.name, what=", ".join(what[:5])))
        if out is None and target.exists() and not filecmp.cmp(target, made, shallow=False):
            problems.append(fault("R034", target.name))
        if has_errors(problems):
            return _refused(problems)
        made.replace(target)
    return Patched(file=target, sha256=digest, version=version, contacts=renewed, problems=in_order(problems))


class _Source:
    """The new contacts, and what is wrong with them: of a course with its translations, or of a file alone."""

    def __init__(self, path: Path, outline: Mapping[str, Any], files: Mapping[str, bytes], today: date | None) -> None:
        self.path, self.outline = path, outline
        home = path.absolute().parent.parent
        self.course = None
        if (home / "course.yaml").is_file() and (home / "guidance" / "contacts.yaml").samefile(path):
            course = load.load(home).course
            self.course = course if course is not None and course.id == outline["id"] else None
        found, language, problems = load.contacts_alone(path)
        self.contacts, self.language = found, language
        self.audience = self._audience(files)
        checked = (day for each in found for day in (each.source.read_on, each.dialled_on) if day)
        judged_on = today or max(checked, default=date.min)
        self.problems = [*problems, *(fault for each in found for fault in contact_faults(each, (), judged_on))]
        self.problems = [each for each in self.problems if each.code != "G002"]
        self.problems += [_late(each) for each in found if each.expires_on < judged_on]

    def words(self, language: str) -> tuple[Sequence[Contact], bool]:
        """Return the contacts in a language, and whether their words are in it."""
        course = self._edition(language)
        return (course.guidance.contacts, True) if course else (self.contacts, language == self.language)

    def said(self, language: str) -> Callable[[str], str]:
        course = self._edition(language)
        return speech(course.audience.words if course and course.audience else ())

    def _edition(self, language: str) -> Course | None:
        """Return the course in a language, as the audience of the package gets it."""
        if self.course is None:
            return None
        course = self._in(self.course, language)
        chosen = [each for each in course.audiences if each.id == self.audience] or list(course.audiences[:1])
        return edition(course, chosen[0] if chosen else None)

    def _in(self, course: Course, language: str) -> Course:
        if language == course.source_language:
            return course
        return translate.localized(course, translate.read(course, self.path.absolute().parent.parent, language)[0])

    def _audience(self, files: Mapping[str, bytes]) -> str:
        """Return for which audience the package is, by the line that says so on its first page."""
        line = FOR.search(files["index.html"].decode("utf-8", "replace"))
        if line is None or self.course is None:
            return ""
        audiences = self._in(self.course, str(self.outline["language"])).audiences
        titled = [each for each in audiences if str(each.title) in html.unescape(line[1])]
        return str(max(titled, key=lambda each: len(each.title)).id) if titled else ""


class _Face:
    """The contacts in one language of the package, drawn as a build draws them."""

    def __init__(self, source: _Source, language: str, assets: Path) -> None:
        found, self.is_spoken = source.words(language)
        self.language = language
        self.contacts = {str(each.id): each for each in found if each.confirmed}
        self.texts = player_texts.read(assets / "player", language).spoken(source.said(language))
        self.templates: Environment = environment(assets, self.texts)
        self.met: set[str] = set()
        self.renewed: set[str] = set()
        self.gone: set[str] = set()
        self.kept: list[dict[str, str]] = []

    def redrawn(self, text: str) -> str:
        """Return HTML with each contact drawn anew, and everything else as it is."""
        return MARKED.sub(self._element, text)

    def _element(self, match: re.Match[str]) -> str:
        name, was = match["id"], match.group()
        if found := READS.search(match["rest"]):
            return self._read(found[1])
        contact = self.contacts.get(name)
        if contact is None or match["class"] not in TEMPLATES:
            return was
        view = contact_view(self._in_words(contact, was), "data-fallback" in match["rest"], self.language)
        following = NEXT.search(was)
        if following:
            view["next"] = Text(html.unescape(following[1]))
        template = self.templates.get_template(f"contact/{TEMPLATES[match['class']]}.html")
        now = tight(template.render(view=view))
        self._note(name, was != now)
        self.gone |= set(NUMBER.findall(was)) - set(NUMBER.findall(now))
        return now

    def _read(self, found: str) -> str:
        """Return the line that says on what day the oldest of several contacts was read, as it is with the new ones."""
        days = {name: date.fromisoformat(day) for name, _, day in (each.partition("=") for each in found.split())}
        days |= {name: self.contacts[name].source.read_on for name in days if name in self.contacts}
        name, day = min(days.items(), key=itemgetter(1))
        view = {"contact": {"id": name}, "read_on": long_date(day, self.language), "reads": reads(days)}
        return tight(self.templates.get_template("contact/read.html").render(view=view))

    def _note(self, name: str, is_new: bool) -> None:
        self.met.add(name)
        if is_new:
            self.renewed.add(name)

    def _in_words(self, contact: Contact, was: str) -> Contact:
        """Return the contact with the words that stand there already, where its own are in another language."""
        if self.is_spoken:
            return contact
        about = {"id": str(contact.id), "language": self.language}
        if about not in self.kept:
            self.kept.append(about)
        if "smn-contact__" not in was:
            return replace(contact, name=Text(_inside_strong(was, contact)), purpose=Text(_purpose(was)))
        name, purpose, hours, note = (
            _inside(was, f"smn-contact__{key}") for key in ("name", "purpose", "hours", "note")
        )
        return replace(contact, name=name or contact.name, purpose=purpose or contact.purpose, hours=hours, note=note)

    def chat(self, lines: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """Return the contacts that the chat's script is given, in their order."""
        fresh = {}
        for name, line in lines.items():
            contact = self.contacts.get(name)
            if contact is None:
                fresh[name] = dict(line)
                continue
            view = contact_view(contact, False, self.language)
            now = {key: getattr(contact, key) for key in ("name", "phone", "url")}
            now |= {"tel": view["tel"], "expires": view["expires"]}
            if not self.is_spoken:
                now["name"] = line["name"]
            fresh[name] = {key: now[key] for key in line}
            self._note(name, fresh[name] != line)
        return fresh


def _exchanged(
    files: Mapping[str, bytes],
    calls: Mapping[str, list[Any]],
    faces: Mapping[str, _Face],
    old: str,
    version: str,
) -> dict[str, bytes]:
    """Return the files with new contacts, the new version, and names that fit what is in them."""
    numbered = re.compile(rf"(?<![\w.-]){re.escape(old)}(?![\w.-])")

    def page(text: str, face: _Face) -> str:
        return numbered.sub(version, face.redrawn(text))

    def value(each: Any, face: _Face) -> Any:
        if isinstance(each, str):
            return page(each, face)
        if isinstance(each, dict):
            fresh = {key: value(one, face) for key, one in each.items() if key != "contacts"}
            if "search" in each:
                fresh["contacts"] = face.chat(each["contacts"])
            elif "contacts" in each:
                fresh["contacts"] = each["contacts"]
            return {key: fresh[key] for key in each}
        return [value(one, face) for one in each] if isinstance(each, list) else each

    fresh = dict(files)
    by_name = {language.lower(): face for language, face in faces.items()}  # as the names of files have them
    for name, args in calls.items():
        face = by_name[language_of(name, args).lower()]
        text = files[name].decode()
        match = CALL.search(text)
        assert match is not None
        body = ",".join(json_for_script(value(each, face)) for each in args)
        fresh[name] = f"{text[: match.start(2)]}{body}{text[match.end(2) :]}".encode()
    first = next(iter(faces.values()))
    for name in files:
        if name.endswith(".html"):
            own = re.fullmatch(r"text-(.+)\.html", name)
            fresh[name] = page(files[name].decode(), by_name[own[1]] if own else first).encode()
    if MANIFEST in fresh:
        pattern = rf'(<manifest\b[^>]*? version="){re.escape(old)}"'.encode()
        fresh[MANIFEST] = re.sub(pattern, rb"\g<1>" + version.encode() + b'"', fresh[MANIFEST], count=1)
    return _renamed(fresh, calls)


def _renamed(files: dict[str, bytes], calls: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files with the hash in each changed script's name renewed, everywhere it is named.

    What is named by others comes before them: parts, help and chat, then languages, then the outline.
    """
    import hashlib

    order = ("part-", "help-", "chat-", "language-", "course-")
    for name in sorted(calls, key=lambda each: next(n for n, start in enumerate(order) if each.startswith(start))):
        digest = hashlib.sha256(files[name]).hexdigest()[:8]
        now = HASHED.sub(f"-{digest}", name)
        if now == name:
            continue
        files = {
            (now if each == name else each): content.replace(name.encode(), now.encode())
            if each.endswith((".js", ".html", ".xml"))
            else content
            for each, content in files.items()
        }
    if MANIFEST in files:  # its list is in the order of names, and these are new
        files[MANIFEST] = LISTED.sub(lambda run: b"".join(sorted(run[0].splitlines(keepends=True))), files[MANIFEST])
    return files


def _languages(calls: Mapping[str, list[Any]]) -> list[str]:
    """Return the languages of a package, that of its first page first."""
    first = next(args[0]["language"] for name, args in calls.items() if name.startswith("course-"))
    others = sorted(str(args[0]["language"]) for name, args in calls.items() if name.startswith("language-"))
    return list(dict.fromkeys([first, *others]))


def _next(version: str) -> str:
    *head, last = version.split(".")
    return ".".join([*head, str(int(last) + 1)]) if last.isdigit() else version


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in version.split(".") if each.isdigit())


def _inside(text: str, name: str) -> Text | None:
    match = re.search(rf'<p class="{name}">(.*?)</p>', text, re.DOTALL)
    return Text(html.unescape(match[1])) if match else None


def _inside_strong(text: str, contact: Contact) -> str:
    """Return the name in a line that says name and number; the contact's own where it says none."""
    match = re.search(r"<strong>(.*?) [\d +-]+</strong>|<a [^>]*>(.*?) [\d +-]+</a>|>([^<]*): <a", text)
    found = next((each for each in match.groups() if each), None) if match else None
    return html.unescape(found) if found else str(contact.name)


def _purpose(text: str) -> str:
    match = re.search(r">([^<]*): <a class=|</a>\. ([^<]*)</li>", text)
    return html.unescape(next((each for each in match.groups() if each), "")) if match else ""


def _late(contact: Contact) -> Problem:
    return fault("R027", contact.place.file, contact.place, id=contact.id, date=contact.expires_on)


def fault(code: str, file: str | None = None, place: Place | None = None, /, **about: object) -> Problem:
    return CODES[code].problem(code, place or Place(file=file), file=file, **about)


def _refused(problems: Sequence[Problem]) -> Patched:
    return Patched(file=None, sha256=None, version=None, contacts=(), problems=in_order(problems))
