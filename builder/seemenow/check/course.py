"""Say all that is wrong with a course that can be read: references, questions, contacts, figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from scormkit.problems import Place, Problem

from .. import markdown
from ..catalogue import problem
from ..chat import knowledge
from ..edition import conditional, editions, in_editions
from ..film.timeline import unclear
from ..load import Loaded
from ..model import Contact, Course, Directive, KitText, Located, Page, Session
from ..referral import ways
from ..review import reviews
from ..structure import near
from ..walk import directives, texts
from . import phones, questions, stories
from .paths import dead_ends

# Of these, two may share an id when no audience sees both; the rest is kept by its id, or lives in a file of that name.
VARIABLE = ("signal", "group", "figure", "contact", "step", "sheet")
FIXED = ("audience", "part", "page", "story", "quiz", "conversation", "question")
CHAT = ("answer", "next step", "source", "safety text")
ADDRESS = re.compile(r"https://\S+")
PHONE = re.compile(r"\+?[0-9][0-9 -]{1,16}")
VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
TITLE_LIMIT = 60  # practice.md 2: longer titles break imports and menus
DATED_AFTER_YEARS = 3
CHECK_EVERY_DAYS = 93  # three months
FILLED_IN = re.compile(r"\{(\w*)\}")
HOMES = {
    # where things of a kind are written: when such a file could not be read, nothing is known to be missing
    "story": "stories/",
    "quiz": "quizzes/",
    "conversation": "conversations/",
    "question": "quizzes/",
    "signal": "signals.yaml",
    "group": "signals.yaml",
    "figure": "figures.yaml",
    "contact": "guidance/contacts.yaml",
    "step": "guidance/steps.yaml",
    "sheet": "guidance/sheets.yaml",
    "answer": "chat/",
    "next step": "chat/",
    "source": "chat/",
    "safety text": "chat/",
    "page": "parts/",
}
COMPONENTS: dict[str, tuple[str | None, int, int]] = {
    # name: (kind of thing its arguments name, fewest, most)
    "story": ("story", 1, 1),
    "quiz": ("quiz", 1, 1),
    "conversation": ("conversation", 1, 1),
    "test-out": (None, 0, 0),
    "figure": ("figure", 1, 1),
    "contacts": ("contact", 1, 99),
    "signals": (None, 0, 0),
    "steps": (None, 0, 0),
    "result": (None, 0, 0),
    "finder": (None, 0, 0),
    "guide": (None, 0, 0),
    "sheet": ("sheet", 1, 1),
}


def check(loaded: Loaded, *, today: date, every: Sequence[Course] = ()) -> tuple[Problem, ...]:
    """Return the problems of a course that was read, on the day ``today`` (codes C, G, Q, R and S003)."""
    course = loaded.course
    if course is None:
        return ()
    checks: Sequence[Callable[[Course, date], Iterable[Problem]]] = (
        _head,
        _conditions,
        _words,
        _contacts,
        _kit,
        _figures,
        _scenes,
        partial(ways.faults, broken=loaded.broken),
        reviews.faults,
        partial(stories.faults, broken=loaded.broken),
    )
    return (
        *_identifiers(course, (*FIXED, *CHAT)),
        *knowledge.faults(course, loaded.broken),
        *in_editions(every or editions(course), partial(_edition, broken=loaded.broken)),
        *chain.from_iterable(each(course, today) for each in checks),
    )


def _edition(course: Course, broken: frozenset[str]) -> Iterator[Problem]:
    """Yield what keeps one edition from being whole."""
    tests = (test(course, broken) for test in (_references, questions.faults, _completion, _emptiness, _help, _guide))
    yield from chain(_identifiers(course, VARIABLE), *tests)


def title_faults(course: Course, language: str) -> Iterator[Problem]:
    """Yield C012 where the title, in this language, cannot stand in a manifest."""
    title = course.title
    if len(title) > TITLE_LIMIT:
        yield problem("C012", title.place, title=title, language=language, reason=f"it has {len(title)} characters")
    if set("&<>") & set(title):
        yield problem("C012", title.place, title=title, language=language, reason="it has one of & < >")


def _known(course: Course) -> dict[str, list[Any]]:
    return {
        "part": list(course.parts),
        "page": [page for part in course.parts for page in part.pages],
        "story": list(course.stories),
        "quiz": list(course.quizzes),
        "conversation": list(course.conversations),
        "question": [question for quiz in course.quizzes for question in quiz.questions],
        "signal": list(course.signals.signals),
        "group": list(course.signals.groups),
        "figure": list(course.figures),
        "contact": list(course.guidance.contacts),
        "step": list(course.guidance.steps),
        "sheet": list(course.guidance.sheets),
        "audience": list(course.audiences),
        "answer": list(course.chat.answers) if course.chat else [],
        "next step": list(course.chat.next_steps) if course.chat else [],
        "source": list(course.chat.sources) if course.chat else [],
        "safety text": list(course.chat.texts) if course.chat else [],
    }


def _head(course: Course, _: date) -> Iterator[Problem]:
    if not VERSION.fullmatch(course.version):
        yield problem("C013", course.version.place, version=course.version)
    known = ", ".join(course.languages)
    place = course.source_language.place
    if course.source_language not in course.languages:
        yield problem(
            "C014", place, known=known, reason=f"the source language {course.source_language} is not among them"
        )
    for language in course.languages:
        if not LANGUAGE.fullmatch(language):
            yield problem("C014", language.place, known=known, reason=f"{language} is no code of a language")


def _emptiness(course: Course, broken: frozenset[str]) -> Iterator[Problem]:
    if not course.parts and not _unread("page", broken):
        yield problem("C015", course.title.place, what="The course", parts="parts")
    for part in course.parts:
        if not part.pages and not _unread("page", broken):
            yield problem("C015", part.place, what=f'The part "{part.id}"', parts="pages")
        for page in part.pages:
            if not page.blocks:
                yield problem("C023", page.title.place, page=page.id)
    for story in course.stories:
        if not story.scenes:
            yield problem("S001", story.place, what=f'The story "{story.id}"', parts="scenes")
        for scene in story.scenes:
            if not scene.lines:
                yield problem("S001", scene.place, what=f'The scene "{scene.id}"', parts="lines")
    if _unread("contact", broken):
        return
    if not course.guidance.now:
        consequence = "“I am worried about a pupil now” would be empty"
        yield problem("G006", course.guidance.place, key="now", consequence=consequence)
    if not course.guidance.fallback:
        consequence = "nothing would be left when checks are overdue"
        yield problem("G006", course.guidance.place, key="fallback", consequence=consequence)


def _conditions(course: Course, _: date) -> Iterator[Problem]:
    """Yield conditions that name an unknown audience, or that nobody meets."""
    known = [str(audience.id) for audience in course.audiences]
    for thing, readers in conditional(course, frozenset(known)):
        names = (*thing.for_, *thing.not_for)
        unknown = [name for name in names if name not in known]
        for name in unknown:
            yield problem("C016", name.place, id=name, near=near(name, known), known=", ".join(known) or "none")
        if not readers and not unknown:
            yield problem("C018", names[0].place)


def _identifiers(course: Course, kinds: Iterable[str]) -> Iterator[Problem]:
    known = _known(course)
    for kind in kinds:
        items = known[kind]
        first: dict[str, Place] = {}
        for item in items:
            if item.id in first:
                yield problem("C002", item.id.place, id=item.id, kind=kind, other=first[item.id])
            first.setdefault(item.id, item.id.place)


def _references(course: Course, broken: frozenset[str]) -> Iterator[Problem]:
    known = {kind: [str(item.id) for item in items] for kind, items in _known(course).items()}
    teachable = known["signal"] + known["step"]

    def missing(kind: str, names: Iterable[Located], allowed: Sequence[str] | None = None) -> Iterator[Problem]:
        choices = known[kind] if allowed is None else allowed
        if _unread(kind, broken) or (choices is teachable and _unread("step", broken)):
            return
        for name in names:
            if name not in choices and name not in broken:
                yield problem(
                    "C003", name.place, kind=kind, id=name, near=near(name, choices), known=", ".join(choices) or "none"
                )

    guidance = course.guidance
    yield from missing("contact", (*guidance.now, *guidance.reader, *guidance.fallback))
    yield from missing("contact", ways.contacts(guidance))
    yield from missing("contact", (name for each in _kit_texts(course) for name in each.contacts))
    yield from missing("step", [end.step for end in (guidance.guide.ends if guidance.guide else ()) if end.step])
    yield from missing("quiz", [course.completion.test])
    yield from missing("group", [signal.group for signal in course.signals.signals])
    yield from missing(
        "signal", [each.signal for story in course.stories for scene in story.scenes for each in scene.signals]
    )
    yield from missing(
        "signal",
        [
            *(name for quiz in course.quizzes for question in quiz.questions for name in question.teaches),
            *(name for conversation in course.conversations for name in conversation.teaches),
        ],
        teachable,
    )
    asked = [question for quiz in course.quizzes for question in quiz.questions]
    for own in questions.OWN:
        first = [str(each.id) for each in asked if each.type == own and not each.before]
        yield from missing("question", [each.before for each in asked if each.before and each.type == own], first)
    for thing, pointers in knowledge.references(course.chat) if course.chat else ():
        yield from missing(thing, pointers)
    for _, directive in directives(course):
        if directive.name not in COMPONENTS:
            yield problem(
                "C004",
                directive.name.place,
                name=directive.name,
                near=near(directive.name, COMPONENTS),
                known=", ".join(COMPONENTS),
            )
            continue
        kind, fewest, most = COMPONENTS[directive.name]
        count = len(directive.arguments)
        if not fewest <= count <= most:
            yield _arguments(directive, kind, most, count)
        elif kind:
            yield from missing(kind, directive.arguments)


def _unread(kind: str, broken: frozenset[str]) -> bool:
    """Tell whether some file that holds things of this kind could not be read."""
    return any(name.startswith(HOMES[kind]) for name in broken)


def _arguments(directive: Directive, kind: str | None, most: int, count: int) -> Problem:
    wanted = "nothing after it" if not kind else f"the id of {'one' if most == 1 else 'at least one'} {kind}"
    example = f"::{directive.name}" + (f" some-{kind}" if kind else "")
    return problem("C005", directive.name.place, name=directive.name, wanted=wanted, found=count, example=example)


def _words(course: Course, _: date) -> Iterator[Problem]:
    for text in texts(course):
        yield from (*markdown.faults(text), *phones.faults(text))


def _completion(course: Course, broken: frozenset[str]) -> Iterator[Problem]:
    shown: dict[tuple[str, str], Place] = {}
    for _, directive in directives(course):
        if directive.name == "test-out" and course.completion.test_out_percent is None:
            yield problem("Q020", directive.name.place, other=course.completion.test.place)
        if directive.name in {"quiz", "story", "conversation"} and directive.arguments:
            key = (str(directive.name), str(directive.arguments[0]))
            if key in shown:
                yield problem("C011", directive.name.place, kind=key[0], id=key[1], other=shown[key])
            shown.setdefault(key, directive.name.place)
    test = course.completion.test
    least = course.completion.pass_percent
    out = course.completion.test_out_percent
    if out is not None and not least <= out <= 100:
        yield problem("Q014", test.place, found=out, least=least)
    known = any(quiz.id == test for quiz in course.quizzes)
    if known and ("quiz", str(test)) not in shown and not _unread("page", broken):
        yield problem("C008", test.place, id=test)
    if not broken:
        for thing, reason in dead_ends(course):
            yield problem("C022", thing.place, reason=reason)


def _help(course: Course, broken: frozenset[str]) -> Iterator[Problem]:
    """Yield G009 where the first or the last part shows no help for the reader."""
    ends = {"first": course.parts[:1], "last": course.parts[-1:]}
    is_known = not _unread("page", broken) and not _unread("contact", broken)
    for which, parts in ends.items() if is_known else ():
        for part in parts:
            shown = {
                str(name)
                for page, directive in directives(course)
                if page in part.pages and directive.name == "contacts"
                for name in directive.arguments
            }
            if part.pages and not shown & {*course.guidance.reader, *broken}:
                known = ", ".join(course.guidance.reader) or "none"
                yield problem("G009", _end(part.pages[-1]), which=which, part=part.id, known=known)


def _end(page: Page) -> Place:
    """Return the place of the last block of a page: a line that it lacks can be put under it."""
    for block in page.blocks[-1:]:
        return block.name.place if isinstance(block, Directive) else block.markdown.place
    return page.title.place


def _guide(course: Course, broken: frozenset[str]) -> Iterator[Problem]:
    """Yield G016 where the guide leads nowhere, and G017 where a page shows what the course does not have."""
    guidance = course.guidance
    if guidance.guide and not broken:
        yield from ways.guide_faults(guidance.guide)
    needed = {"finder": (guidance.route, "guidance/route.yaml"), "guide": (guidance.guide, "guidance/guide.yaml")}
    for _, directive in directives(course):
        found, file = needed.get(str(directive.name), (True, ""))
        if not found and file not in broken:
            yield problem("G017", directive.name.place, name=directive.name, file=file)


def _kit_texts(course: Course) -> tuple[KitText | Session, ...]:
    kit = course.kit
    return (kit.poster, kit.card, kit.mail, kit.newsletter, kit.session) if kit else ()


def _kit(course: Course, _: date) -> Iterator[Problem]:
    """Yield C024 where the kit promises what it does not give."""
    if course.kit is None:
        return
    session = course.kit.session
    minutes = sum(each.minutes for each in session.stages)
    if minutes != session.MINUTES:
        reason = f"has stages of {minutes} minutes together, not {session.MINUTES}"
        yield problem("C024", session.place, id="the session", reason=reason)
    for name in ("mail", "newsletter"):
        text = getattr(course.kit, name)
        if not any("{link}" in each for each in text.points):
            place = text.points[-1].place if text.points else text.place
            yield problem("C024", place, id=f"the {name}", reason="says nowhere {link}, so it leads nowhere")
    for text in texts(course.kit):
        for found in FILLED_IN.findall(text):
            if found not in ("title", "link", "inside"):
                yield problem("C024", text.place, id=text.context, reason=f"has {{{found}}}, which nothing fills in")


def _contacts(course: Course, today: date) -> Iterator[Problem]:
    for contact in course.guidance.contacts:
        yield from contact_faults(contact, course.guidance.fallback, today)


def contact_faults(contact: Contact, fallback: Sequence[str], today: date) -> Iterator[Problem]:
    """Yield what is wrong with one contact (G001, G002, G003, G005, G010, C007)."""
    if contact.phone is None and contact.url is None:
        yield problem("G001", contact.purpose.place, id=contact.id)
    if contact.phone is not None and not PHONE.fullmatch(contact.phone):
        yield problem("G003", contact.phone.place, phone=contact.phone)
    if contact.url is not None and not ADDRESS.fullmatch(contact.url):
        yield problem("C007", contact.url.place, url=contact.url)
    if contact.expires_on < today:
        yield problem("G002", contact.place, id=contact.id, date=contact.expires_on, shown=", ".join(fallback))
    checked = max(filter(None, (contact.source.read_on, contact.dialled_on)))
    if (contact.expires_on - checked).days > CHECK_EVERY_DAYS:
        yield problem("G010", contact.place, id=contact.id, date=contact.expires_on, checked=checked)
    if contact.phone is not None and contact.dialled_on is None:
        yield problem("G005", contact.place, id=contact.id)


def _figures(course: Course, today: date) -> Iterator[Problem]:
    for figure in course.figures:
        if today.year - figure.year > DATED_AFTER_YEARS and not figure.dated:
            yield problem("G004", figure.source.name.place, id=figure.id, year=figure.year)


def _scenes(course: Course, _: date) -> Iterator[Problem]:
    for story in course.stories:
        for scene, reason in unclear(story):
            yield problem("S014", scene.place, scene=scene.id, reason=reason)
        for scene in story.scenes:
            for shown in scene.signals:
                if not 1 <= shown.line <= len(scene.lines):
                    count = f"{len(scene.lines)} line{'s' if len(scene.lines) != 1 else ''}"
                    yield problem(
                        "S003", shown.place, signal=shown.signal, line=shown.line, scene=scene.id, count=count
                    )
