"""The whole text of each edition in docs/text/, so that a stranger can read it without a browser: ``make evidence``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from seemenow import pipeline, player_texts, resources
from seemenow.check.measure import with_minutes
from seemenow.edition import editions, speech
from seemenow.model import (
    Contact,
    Conversation,
    Course,
    Directive,
    Figure,
    Guide,
    Page,
    Prose,
    Question,
    Route,
    Sheet,
    Story,
)
from seemenow.player_texts import PlayerTexts

from .conftest import ROOT

TEXT = ROOT / "docs" / "text"


def write(folder: Path = ROOT / "course", out: Path = TEXT) -> None:
    """Write the text of every edition in every language of the course in ``folder``."""
    examined = pipeline.examine(folder, resources.assets())
    assert examined.courses is not None, "the course has faults: run seemenow check"
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.md"):
        old.unlink()
    for language, course in examined.courses.items():
        texts = player_texts.read(resources.assets() / "player", language)
        for edition, found in zip(editions(course), examined.measures, strict=True):
            name = str(edition.audience.id) if edition.audience else "course"
            say = texts.spoken(speech(edition.audience.words)) if edition.audience else texts
            text = "\n".join(_sections(with_minutes(edition, found.minutes), say))
            (out / f"{name}-{language}.md").write_text(text.rstrip() + "\n", encoding="utf-8")


def _sections(course: Course, say: PlayerTexts) -> Iterator[str]:
    """Yield every part, page and question of an edition, then whom to call now."""
    whom = f"*{course.audience.title}*\n\n" if course.audience else ""
    yield f"# {course.title} {course.version}\n\n{whom}{course.description}\n"
    for part in course.parts:
        yield f"## {part.title} ({part.minutes} min)\n\n{part.goal}\n"
        for page in part.pages:
            yield f"### {page.title}\n\n" + "\n\n".join(_blocks(course, page, say)) + "\n"
            yield from _asked(course, page)
    now = [each for name in course.guidance.now for each in course.guidance.contacts if each.id == name]
    inside = f"{course.audience.inside_title or ''} {course.audience.inside or ''}\n" if course.audience else ""
    yield f"## {say('worried.open')}\n\n" + inside.strip() + "\n\n" + "\n".join(map(_contact, now)) + "\n"


def _blocks(course: Course, page: Page, say: PlayerTexts) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Prose):
            yield str(block.markdown).replace("## ", "#### ")
        elif block.name != "quiz":
            yield from _component(course, block, say)


def _component(course: Course, directive: Directive, say: PlayerTexts) -> Iterator[str]:
    names = [str(each) for each in directive.arguments]
    match str(directive.name):
        case "story":
            yield from (_story(each) for each in course.stories if each.id in names)
        case "conversation":
            yield from (_conversation(each) for each in course.conversations if each.id in names)
        case "figure":
            yield from (_figure(each, say) for each in course.figures if each.id in names)
        case "contacts":
            yield "\n".join(_contact(each) for each in course.guidance.contacts if each.id in names)
        case "signals":
            yield str(course.signals.marks_note)
            for group in course.signals.groups:
                rows = [each for each in course.signals.signals if each.group == group.id]
                marks = [(each, say(f"signals.{each.mark}")) for each in rows]
                lines = (f"- {each.title} ({mark}) {_ordinary(each.ordinary, say)}".rstrip() for each, mark in marks)
                yield f"**{group.title}**\n\n" + "\n".join(lines)
        case "steps":
            for n, step in enumerate(course.guidance.steps, 1):
                yield f"{n}. **{step.title}** {step.action} *{step.with_whom}* {step.care}"
        case "guide" if course.guidance.guide:
            yield from _guide(course.guidance.guide)
        case "finder" if course.guidance.route:
            yield from _route(course, course.guidance.route, say)
        case "sheet":
            yield from (_sheet(each) for each in course.guidance.sheets if each.id in names)
        case "test-out" if course.completion.test_out_percent:
            percent = course.completion.test_out_percent
            yield f"**{say('test-out.title')}** {say('test-out.text', percent=percent)}"
        case "result":
            yield f"[{say('result.title')}]"
        case other:
            raise AssertionError(f"no text for ::{other}")


def _ordinary(explanations: tuple[str, ...], say: PlayerTexts) -> str:
    return say("signals.ordinary", list=", ".join(explanations)) if explanations else ""


def _guide(guide: Guide) -> Iterator[str]:
    titles = {str(each.id): str(each.ask) for each in guide.questions}
    titles |= {str(each.id): str(each.title) for each in guide.ends}
    for question in guide.questions:
        answers = (f"- {each.text} → {titles[str(each.to)]}" for each in question.answers)
        yield f"**{question.ask}**\n\n" + "\n".join(answers)
    for end in guide.ends:
        points = [f"- {each}" for each in (*end.do, *end.avoid)]
        yield f"**→ {end.title}**\n\n" + "\n".join(points)


def _route(course: Course, route: Route, say: PlayerTexts) -> Iterator[str]:
    names = {str(each.id): str(each.name) for each in course.guidance.contacts}
    who = {"inside": course.audience.inside if course.audience else "", "coordinator": say("finder.coordinator")}
    steps = ((who.get(each.who) or names.get(str(each.contact), ""), each.next) for each in route.steps)
    yield "\n".join(f"{n}. **{name}** {after}" for n, (name, after) in enumerate(steps, 1))
    yield f"**{say('finder.ready')}** {route.without_name}\n\n" + "\n".join(f"- {each}" for each in route.ready)


def _sheet(sheet: Sheet) -> str:
    groups = (f"*{each.title}*\n\n" + "\n".join(f"- {point}" for point in each.points) for each in sheet.groups)
    return "\n\n".join([f"**{sheet.title}**", str(sheet.lead), *(each.strip() for each in groups)])


def _asked(course: Course, page: Page) -> Iterator[str]:
    """Yield the introduction and the questions of each quiz on a page."""
    shown = [str(each.arguments[0]) for each in page.blocks if isinstance(each, Directive) and each.name == "quiz"]
    for quiz in (each for each in course.quizzes if each.id in shown):
        drawn = f" [{quiz.draw}/{len(quiz.questions)}]" if quiz.draw else ""
        yield f"#### {quiz.title}{drawn}\n\n{quiz.intro}\n"
        yield from map(_question, quiz.questions)


def _question(question: Question) -> str:
    targets = {str(each.id): str(each.text) for each in question.targets}
    lines = []
    for option in question.options:
        mark = "✓" if option.id in question.right and question.type != "ordering" else "·"
        fits = f" → {targets.get(str(option.fits), '')}" if option.fits else ""
        lines.append(f"- {mark} {option.text}{fits} *{option.feedback}*")
    if question.type == "ordering":
        texts = {str(each.id): str(each.text) for each in question.options}
        lines.append("- ✓ " + " → ".join(texts[str(name)] for name in question.right))
    seen = f"[{question.picture.describe}]" if question.picture else None
    said = [str(each) for each in (question.case, seen, "\n".join(lines), question.explain) if each]
    return f"##### {question.text}\n\n" + "\n\n".join(said) + "\n"


def _story(story: Story) -> str:
    scenes = (
        f"**{scene.title}** [{scene.describe}]\n\n" + "\n".join(f"> {line}  " for line in scene.lines)
        for scene in story.scenes
    )
    return "\n\n".join([f"**{story.title}**", story.content_note, story.disclosure, *scenes, story.closing])


def _conversation(talk: Conversation) -> str:
    turns = []
    for turn in talk.turns:
        choices = (f"- {each.text} *{each.consequence}* → {each.to}" for each in turn.choices)
        turns.append(f"`{turn.id}` {turn.says} {turn.end or ''}\n\n" + "\n".join(choices))
    return "\n\n".join([f"**{talk.title}**", talk.content_note, talk.scene, *turns])


def _figure(figure: Figure, say: PlayerTexts) -> str:
    source = f"{figure.source.name}, {figure.source.read_on}"
    dated = f", {say('figure.dated')}" if figure.dated else ""
    kind = say(f"figure.{figure.kind}")
    return f"> {figure.text} ({kind}, {figure.year}{dated}; {source}) {figure.caution or ''}"


def _contact(contact: Contact) -> str:
    reach = " ".join(str(each) for each in (contact.phone, contact.url) if each)
    return f"- **{contact.name}** {reach}. {contact.purpose}. ({contact.source.name}, {contact.source.read_on})"
