"""The whole text of each edition in docs/text/, so that a stranger can read it without a browser: ``make evidence``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from seemenow import pipeline, resources
from seemenow.edition import editions
from seemenow.measure import with_minutes
from seemenow.model import Contact, Conversation, Course, Directive, Figure, Page, Prose, Question, Story

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
        for edition, found in zip(editions(course), examined.measures, strict=True):
            name = str(edition.audience.id) if edition.audience else "course"
            text = "\n".join(_sections(with_minutes(edition, found.minutes)))
            (out / f"{name}-{language}.md").write_text(text.rstrip() + "\n", encoding="utf-8")


def _sections(course: Course) -> Iterator[str]:
    """Yield every part, page and question of an edition, then whom to call now."""
    whom = f"*{course.audience.title}*\n\n" if course.audience else ""
    yield f"# {course.title} {course.version}\n\n{whom}{course.description}\n"
    for part in course.parts:
        yield f"## {part.title} ({part.minutes} min)\n\n{part.goal}\n"
        for page in part.pages:
            yield f"### {page.title}\n\n" + "\n\n".join(_blocks(course, page)) + "\n"
            yield from _asked(course, page)
    now = [each for name in course.guidance.now for each in course.guidance.contacts if each.id == name]
    inside = f"{course.audience.inside_title or ''} {course.audience.inside or ''}\n" if course.audience else ""
    yield "## !\n\n" + inside.strip() + "\n\n" + "\n".join(map(_contact, now)) + "\n"


def _blocks(course: Course, page: Page) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Prose):
            yield str(block.markdown).replace("## ", "#### ")
        elif block.name != "quiz":
            yield from _component(course, block)


def _component(course: Course, directive: Directive) -> Iterator[str]:
    names = [str(each) for each in directive.arguments]
    match str(directive.name):
        case "story":
            yield from (_story(each) for each in course.stories if each.id in names)
        case "conversation":
            yield from (_conversation(each) for each in course.conversations if each.id in names)
        case "figure":
            yield from (_figure(each) for each in course.figures if each.id in names)
        case "contacts":
            yield "\n".join(_contact(each) for each in course.guidance.contacts if each.id in names)
        case "signals":
            yield str(course.signals.marks_note)
            for group in course.signals.groups:
                rows = [each for each in course.signals.signals if each.group == group.id]
                lines = (f"- {each.title} ({each.mark}; {', '.join(each.ordinary) or '–'})" for each in rows)
                yield f"**{group.title}**\n\n" + "\n".join(lines)
        case "steps":
            for n, step in enumerate(course.guidance.steps, 1):
                yield f"{n}. **{step.title}** {step.action} *{step.with_whom}* {step.care}"
        case other:
            yield f"[{other}]"


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


def _figure(figure: Figure) -> str:
    source = f"{figure.source.name}, {figure.source.read_on}"
    dated = ", dated" if figure.dated else ""
    return f"> {figure.text} ({figure.kind}, {figure.year}{dated}; {source}) {figure.caution or ''}"


def _contact(contact: Contact) -> str:
    reach = " ".join(str(each) for each in (contact.phone, contact.url) if each)
    return f"- **{contact.name}** {reach}. {contact.purpose}. ({contact.source.name}, {contact.source.read_on})"
