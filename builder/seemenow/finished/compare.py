"""Compare two packages: may the new one take the place of the old one, and what changes for learners."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from scormkit.problems import Problem, in_order
from scormkit.verify import STANDARDS, verify_site

from ..film.spotting import KEPT_UNDER
from ..statesize import LETTERS_BITS
from .reread import Ours, Seen, reread

Verdict = Literal["safe", "contacts-only", "new-activity"]
Kind = Literal[
    "version",
    "title",
    "item",
    "completion",
    "language",
    "part",
    "page",
    "question",
    "story",
    "figure",
    "contact",
    "around",
    "file",
]

VERDICTS: dict[Verdict, str] = {
    "safe": "Safe to replace: put the new package over the old one in the same activity.",
    "contacts-only": "Contacts only: put the new package over the old one in the same activity. Nothing else changed.",
    "new-activity": "Add as a new activity, and keep the old one: replacing it would lose or mix up learners' records.",
}
HASHED = re.compile(r"-[0-9a-f]{8}(?=\.)")
TEXTS = re.compile(r"(index|text|course|part|help|chat|language)[-.]|imsmanifest\.xml|cmi5\.xml")
KEPT = ("parts", "pages", "questions", "stories")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that is other than before. ``what``: added, removed or changed."""

    kind: Kind
    what: Literal["added", "removed", "changed"]
    id: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Compared:
    """``reasons``: why records would suffer. ``caution``: what nobody can tell from outside."""

    old: Seen | None
    new: Seen | None
    verdict: Verdict | None
    reasons: tuple[str, ...] = ()
    caution: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def compare(old: Path, new: Path) -> Compared:
    """Return what is different in ``new``, and whether it may replace ``old``. Writes nothing."""
    before, faults = reread(old)
    after, more = reread(new)
    problems = [*faults, *more]
    if before is None or after is None:
        return Compared(old=before, new=after, verdict=None, problems=in_order(problems))
    is_site = after.ours is not None and after.ours.outline["format"] == "web"  # no LMS has to take it
    found = verify_site(new) if is_site else after.report.problems
    problems += [each for each in found if each.severity == "error"]
    reasons = tuple(_reasons(before, after))
    changes = tuple(_changes(before, after))
    contacts = bool(changes) and {each.kind for each in changes} <= {"contact", "version"} and before.ours is not None
    verdict: Verdict = "new-activity" if reasons else "contacts-only" if contacts else "safe"
    return Compared(
        old=before,
        new=after,
        verdict=verdict,
        reasons=reasons,
        caution=tuple(_caution(before, after)),
        changes=changes,
        problems=in_order(problems),
    )


def _reasons(old: Seen, new: Seen) -> Iterator[str]:
    """Yield why an LMS would lose records, or the new package misread what the old one saved."""
    if old.report.standard != new.report.standard:
        was, now = (STANDARDS[each.report.standard] for each in (old, new))
        yield f"The standard is another one: {now} instead of {was}."
        return
    if (old.ours is None) != (new.ours is None):
        yield "They come from different tools."
    gone = [each.id for each in old.items if each.id not in {one.id for one in new.items}]
    if gone:
        yield f"LMSs keep records by the identifiers of items, and these are gone: {', '.join(gone)}."
    if old.report.standard == "cmi5" and old.identifier != new.identifier:
        yield f"The course has another id: {new.identifier} instead of {old.identifier}."
    if old.ours and new.ours:
        yield from _state_reasons(old.ours.outline["layout"], new.ours.outline["layout"])


def _state_reasons(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Yield where the packed state of the old package would be misread: slots are only ever added."""
    if old["course"] != new["course"]:
        yield f"It is another course: {new['course']} instead of {old['course']}."
        return
    for kind in KEPT:
        before, after = old[kind], new[kind]
        if len(after) < len(before):
            yield f"Places in the saved state are gone: {len(before)} {kind} had one, now {len(after)}."
        for number, (was, now) in enumerate(zip(before, after, strict=False)):
            names = (was["id"], now["id"]) if kind == "questions" else (was, now)
            if all(names) and names[0] != names[1]:
                yield f"Place {number} of the {kind} in the saved state belongs to {names[1]}, before to {names[0]}."
            elif kind == "questions" and all(names) and _shape(was) != _shape(now):
                yield f"Answers to {names[0]} are kept in another form, so saved ones would be misread."


def _shape(question: Mapping[str, Any]) -> tuple[Any, Any]:
    return question.get("options", LETTERS_BITS), question.get("kind")


def _caution(old: Seen, new: Seen) -> Iterator[str]:
    if old.ours is None or new.ours is None:
        yield (
            "This is a package of another tool. Only its manifest and its files can be compared; whether it can read"
            " what the old one saved, only its maker knows. Try it with one test learner first."
        )
    elif list(old.ours.outline["layout"]["languages"]) != list(new.ours.outline["layout"]["languages"]):
        yield "The course has other languages than before; the language that a learner chose may be asked again."
    if old.ours and new.ours and old.ours.outline["completion"] != new.ours.outline["completion"]:
        yield "The rule for completion changed. Who is done stays done; who is under way is measured by the new rule."
    was, now = _version(old), _version(new)
    if was and now and _number(now) < _number(was):
        yield f"The new package is older than the old one: {now}, {was}."


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in version.split(".") if each.isdigit())


def _changes(old: Seen, new: Seen) -> Iterator[Change]:
    if _version(old) != _version(new):
        yield Change(kind="version", what="changed", id="", said=f"{_version(old) or '–'} → {_version(new) or '–'}")
    if old.title != new.title:
        yield Change(kind="title", what="changed", id="", said=f"“{old.title}” → “{new.title}”")
    yield from _items(old, new)
    if old.ours and new.ours:
        yield from _course(old.ours, new.ours)
        yield from _media(old.files, new.files)
    else:
        yield from _files(old.files, new.files)


def _version(seen: Seen) -> str:
    return str(seen.ours.outline["version"]) if seen.ours else seen.version


def _items(old: Seen, new: Seen) -> Iterator[Change]:
    before, after = ({each.id: each for each in seen.items} for seen in (old, new))
    yield from _listed("item", {k: v.title for k, v in before.items()}, {k: v.title for k, v in after.items()})
    for name in before.keys() & after.keys():
        if before[name].mastery != after[name].mastery:
            said = f"mastery score {before[name].mastery or '–'} → {after[name].mastery or '–'}"
            yield Change(kind="item", what="changed", id=name, said=said)


def _course(old: Ours, new: Ours) -> Iterator[Change]:
    before, after = old.outline, new.outline
    if before["completion"] != after["completion"]:
        for key in sorted(before["completion"]):
            if before["completion"][key] != after["completion"].get(key):
                said = f"{before['completion'][key]} → {after['completion'].get(key)}"
                yield Change(kind="completion", what="changed", id=key, said=said)
    yield from _listed("language", {name: name for name in old.faces}, {name: name for name in new.faces})
    yield from _listed("part", *({each["id"]: each["title"] for each in one["parts"]} for one in (before, after)))
    yield from _listed("page", *({name: page.title for name, page in one.pages.items()} for one in (old, new)))
    for name in old.pages.keys() & new.pages.keys():
        was, now = old.pages[name], new.pages[name]
        if was.title == now.title and was.text != now.text:
            yield Change(kind="page", what="changed", id=name, said=now.title)
        yield from _figures(name, was.figures, now.figures)
    yield from _questions(old, new)
    yield from _listed("story", *({each["id"]: each["id"] for each in one["stories"]} for one in (before, after)))
    for name in sorted(old.around.keys() & new.around.keys()):
        if old.around[name] != new.around[name]:
            yield Change(kind="around", what="changed", id=name, said="")
    for name in sorted(old.contacts.keys() | new.contacts.keys()):
        if old.contacts.get(name) != new.contacts.get(name):
            what: Any = (
                "changed"
                if name in old.contacts and name in new.contacts
                else "added"
                if name in new.contacts
                else "removed"
            )
            fresh = new.contacts.get(name, old.contacts.get(name, frozenset())) - old.contacts.get(name, frozenset())
            yield Change(kind="contact", what=what, id=name, said=min(fresh, key=len, default=""))


def _media(old: Mapping[str, int], new: Mapping[str, int]) -> Iterator[Change]:
    """Yield what is new of films, pictures, fonts and the player: everything that is no text."""
    before, after = ({HASHED.sub("", name): crc for name, crc in files.items()} for files in (old, new))
    for change in _files(before, after):
        if not TEXTS.match(change.id):
            yield change


def _figures(page: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    yield from (Change(kind="figure", what="removed", id=page, said=each) for each in old if each not in new)
    yield from (Change(kind="figure", what="added", id=page, said=each) for each in new if each not in old)


def _questions(old: Ours, new: Ours) -> Iterator[Change]:
    before, after = (
        {f"{quiz['id']}/{each['id']}": each for quiz in one.outline["quizzes"] for each in quiz["questions"]}
        for one in (old, new)
    )
    yield from _listed("question", {name: name for name in before}, {name: name for name in after})
    yield from _practice(_kept(old), _kept(new))
    for name in sorted(before.keys() & after.keys()):
        was, now = before[name], after[name]
        if was["right"] != now["right"]:
            said = f"the right answer is {', '.join(now['right'])}, before {', '.join(was['right'])}"
        elif was["options"] != now["options"] or was["type"] != now["type"]:
            said = "other answers to choose from"
        elif _asked(old, name) != _asked(new, name):
            said = "other words"
        else:
            continue
        yield Change(kind="question", what="changed", id=name, said=said)


def _practice(old: Mapping[str, int], new: Mapping[str, int]) -> Iterator[Change]:
    yield from _listed("question", {name: name for name in old}, {name: name for name in new})
    for name in sorted(old.keys() & new.keys()):
        if old[name] != new[name]:
            said = "it counts as another question, so what learners answered is not shown to them again"
            yield Change(kind="question", what="changed", id=name, said=said)


def _kept(one: Ours) -> dict[str, int]:
    """Return the place in the saved state of each question of practice, which nobody reports."""
    reported = {each["id"] for quiz in one.outline["quizzes"] for each in quiz["questions"]}
    places = enumerate(str(each["id"] or "") for each in one.outline["layout"]["questions"])
    return {id_: at for at, id_ in places if id_ and id_ not in reported and not id_.startswith(KEPT_UNDER)}


def _asked(one: Ours, name: str) -> dict[str, str]:
    """Return the words of a question in each language."""
    id_ = name.partition("/")[2]
    return {key: words for key, words in one.questions.items() if key.partition(" ")[0] == id_}


def _listed(kind: Kind, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Yield what came, went, or has another title."""
    yield from (Change(kind=kind, what="removed", id=name, said=old[name]) for name in old if name not in new)
    yield from (Change(kind=kind, what="added", id=name, said=new[name]) for name in new if name not in old)
    for name in new:
        if name in old and old[name] != new[name]:
            yield Change(kind=kind, what="changed", id=name, said=f"“{old[name]}” → “{new[name]}”")


def _files(old: Mapping[str, int], new: Mapping[str, int]) -> Iterator[Change]:
    yield from (Change(kind="file", what="removed", id=name, said="") for name in sorted(old.keys() - new.keys()))
    yield from (Change(kind="file", what="added", id=name, said="") for name in sorted(new.keys() - old.keys()))
    for name in sorted(old.keys() & new.keys()):
        if old[name] != new[name]:
            yield Change(kind="file", what="changed", id=name, said="")
