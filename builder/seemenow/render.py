"""Pages of a course as HTML: templates of assets/ filled with the values of the model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from . import markdown
from .chat.knowledge import search_data
from .check.questions import OWN
from .film.spotting import spots
from .film.timeline import Timeline, cues
from .model import Chat, Contact, Course, Directive, Guide, Page, Part, Prose, Quiz, Route, Story
from .player_texts import PlayerTexts, locale_of
from .referral import ways
from .remembered import answers, learn
from .review.reviews import reviewed
from .walk import directives

# Directives that show contacts: packages of one edition may differ in these.
_WITH_CONTACTS = frozenset({"contacts", "finder", "guide", "sheet"})
# Directives that need nothing but what the first page has: its style and script.
AT_ONCE = frozenset({"contacts"})
INDENT = re.compile(r"\n\s+")


@dataclass(frozen=True, kw_only=True)
class Film:
    """A story's film as a page shows it. ``src`` and ``poster`` are names in the package; seconds and pixels.

    ``src`` is none in a package that leaves films out: there the poster and the transcript are the story.
    """

    src: str | None
    poster: str
    duration: float
    width: int
    height: int
    timeline: Timeline
    is_drawn: bool = True
    has_sound: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture as a page shows it. ``src`` is a name in the package; pixels."""

    src: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What packages of the same course, language, films and brand share: words, templates, blocks that are made."""

    texts: PlayerTexts
    templates: Environment
    blocks: dict[Prose | Directive, Markup] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Renderer:
    """What every page needs. ``course`` is in the language of ``texts``; ``films`` by story, ``pictures`` by file.

    ``blocks``: those that need not be made again.
    """

    course: Course
    texts: PlayerTexts
    films: Mapping[str, Film]
    pictures: Mapping[str, Shown]
    templates: Environment
    today: date
    blocks: dict[Prose | Directive, Markup] = field(default_factory=dict)

    def page_sections(self, part: Part, pages: Sequence[Page]) -> Markup:
        """Return some pages of a part, one ``section`` each."""
        template = self.templates.get_template("page.html")
        return Markup("\n").join(
            Markup(
                tight(
                    template.render(
                        part=part,
                        page=page,
                        blocks=[self.block(block) for block in page.blocks],
                        needs=needs_more(page),
                        **self.common,
                    )
                )
            )
            for page in pages
        )

    def block(self, block: Prose | Directive) -> Markup:
        if isinstance(block, Directive) and block.name in _WITH_CONTACTS:
            return self.fresh(block)
        if block not in self.blocks:
            self.blocks[block] = self.fresh(block)
        return self.blocks[block]

    def fresh(self, block: Prose | Directive) -> Markup:
        if isinstance(block, Prose):
            return markdown.block_html(block.markdown)
        context = self.context(block)
        name = "check-in" if "quiz" in context and is_own(context["quiz"]) else block.name
        template = self.templates.get_template(f"{name}/template.html")
        return Markup(template.render(**context, **self.common).strip())

    def document(self, template: str, **values: object) -> str:
        """Return a whole file of the package, such as ``shell.html``."""
        return tight(self.templates.get_template(template).render(**values, **self.common))

    @cached_property
    def common(self) -> dict[str, Any]:
        guidance, audience = self.course.guidance, self.course.audience
        return {
            "course": self.course,
            "inside_title": (audience and audience.inside_title) or self.texts("worried.school"),
            "inside": (audience and audience.inside) or self.texts("worried.school-who"),
            "lang": self.texts.language,
            "contacts_now": self.contacts(guidance.now),
            "contacts_own": [each for each in self.contacts(guidance.own) if each["contact"].id in guidance.own],
            "contacts_reader": self.contacts(guidance.reader),
        }

    def context(self, directive: Directive) -> dict[str, Any]:
        """Return what the component of a directive shows."""
        course, names = self.course, [str(each) for each in directive.arguments]
        match str(directive.name):
            case "story":
                (story,) = (each for each in course.stories if each.id == names[0])
                return {"story": story, **self.story(story)}
            case "quiz":
                (quiz,) = (each for each in course.quizzes if each.id == names[0])
                return {"quiz": quiz, "pass_percent": course.completion.pass_percent, "pictures": self.pictures}
            case "conversation":
                (conversation,) = (each for each in course.conversations if each.id == names[0])
                return {"conversation": conversation}
            case "test-out":
                return {"test_page": test_page(course), "percent": course.completion.test_out_percent}
            case "figure":
                (figure,) = (each for each in course.figures if each.id == names[0])
                return {"figure": figure}
            case "contacts":
                return {"contacts": self.contacts(names)}
            case "signals":
                groups = [
                    (group, [signal for signal in course.signals.signals if signal.group == group.id])
                    for group in course.signals.groups
                ]
                return {"signals": course.signals, "signals_by_group": groups}
            case "steps":
                return {"guidance": course.guidance}
            case "finder" if course.guidance.route:
                return self.way(course.guidance.route)
            case "guide" if course.guidance.guide:
                return self.guide(course.guidance.guide)
            case "sheet":
                (sheet,) = (each for each in course.guidance.sheets if each.id == names[0])
                numbers = self.numbers(sheet.contacts)
                return {
                    "sheet": sheet,
                    "guidance": course.guidance,
                    "signals": course.signals,
                    "numbers": numbers,
                    "oldest": oldest(numbers),
                    "is_reviewed": reviewed(course, self.today),
                }
            case _:
                return {}

    def story(self, story: Story) -> dict[str, Any]:
        film = self.films[story.id]
        said = cues(story, film.timeline)
        found = spots(story, film.timeline)
        signals = {str(signal.id): signal for signal in self.course.signals.signals}
        seen = {spot.shown: spot.start for spot in reversed(found) if spot.shown.shown == "picture"}
        transcript = [
            {
                "title": scene.title,
                "describe": scene.describe,
                # To have read what is to be seen is to have seen what shows in the picture.
                "at": next((seen[each] for each in scene.signals if each in seen), film.timeline.scene(scene.id).start),
                "lines": [
                    {"text": cue.text, "start": cue.start, "end": cue.end} for cue in said if cue.scene == scene.id
                ],
            }
            for scene in story.scenes
        ]
        shown = [
            {"id": spot.id, "at": spot.start, "of": signals[spot.shown.signal], "spot": spot.shown} for spot in found
        ]
        return {"film": film if film.src else None, "still": film, "transcript": transcript, "spots": shown}

    def chat(self, chat: Chat) -> dict[str, Any]:
        """Return what the chat's script is given (``ChatPage`` in assets/components/chat/chat.js)."""
        search, texts = search_data(chat, self.texts.language), self.texts
        steps = {str(each.id): each for each in chat.next_steps}
        sources = {
            str(each.id): texts(
                "chat.source", source=texts("source.read", name=each.name, date=self.date(each.read_on))
            )
            for each in chat.sources
        }
        for given, answer in zip(search["answers"], chat.answers, strict=True):
            step = steps[answer.next]
            given |= {
                "text": answer.text,
                "next": step.text,
                "contacts": step.contacts,
                "source": sources[answer.source],
            }
        search["safety"] = [
            {
                **{key: getattr(text, key) for key in ("id", "title", "text", "contacts", "see")},
                "source": sources[text.source],
            }
            for text in chat.texts
        ]
        guidance = self.course.guidance
        views = [self.contact(each, [str(name) for name in guidance.fallback]) for each in guidance.contacts]
        return {
            "search": search,
            "topics": chat.topics,
            "contacts": {
                view["contact"].id: {
                    **{key: getattr(view["contact"], key) for key in ("name", "phone", "url")},
                    "tel": view["tel"],
                    "expires": view["expires"],
                }
                for view in views
            },
            "fallback": guidance.fallback,
            "people": guidance.now,
            "texts": {key: words for key, words in texts.words.items() if key.startswith("chat.")},
        }

    def date(self, day: date) -> str:
        return long_date(day, self.texts.language)

    def way(self, route: Route) -> dict[str, Any]:
        """Return the way to the right person as it is everywhere; the finder fills in what a municipality adds."""
        way = []
        for step, who in ways.way(self.course, None, self.today):
            fallback = [str(each) for each in self.course.guidance.fallback]
            view = self.contact(who, fallback) if isinstance(who, Contact) else None
            way.append({"step": step, "view": {**view, "next": step.next} if view else None})
        return {"route": route, "way": way}

    def guide(self, guide: Guide) -> dict[str, Any]:
        """Return the questions of the guide, and its ends as HTML by their ids."""
        titles = {each.id: each.ask for each in guide.questions} | {each.id: each.title for each in guide.ends}
        numbers = {step.id: (number, step) for number, step in enumerate(self.course.guidance.steps, 1)}
        template = self.templates.get_template("guide/end.html")
        ends = {
            end.id: Markup(
                tight(
                    template.render(
                        end=end,
                        step=numbers.get(end.step) if end.step else None,
                        contacts=self.contacts([str(each) for each in end.contacts]),
                        **{key: value for key, value in self.common.items() if key != "contacts"},
                    )
                )
            )
            for end in guide.ends
        }
        return {"guide": guide, "titles": titles, "ends": ends}

    def help(self) -> dict[str, Any]:
        """Return what the script of finder and guide is given (``HelpPage`` in assets/player/types.js)."""
        guidance = self.course.guidance
        found: dict[str, Any] = {"rows": [], "regions": {}, "finder": None, "guide": None}
        if guidance.route:
            finder = self.templates.get_template("finder/form.html")
            found |= {
                "rows": ways.table(guidance),
                "finder": tight(finder.render(**self.way(guidance.route), **self.common)),
                "regions": self.coordinators(guidance.route),
            }
        if guidance.guide:
            questions = [
                {
                    "id": each.id,
                    "ask": each.ask,
                    "answers": [{"id": answer.id, "text": answer.text, "to": answer.to} for answer in each.answers],
                }
                for each in guidance.guide.questions
            ]
            found["guide"] = {"questions": questions, "ends": self.guide(guidance.guide)["ends"]}
        words = self.texts.words.items()
        return {**found, "texts": {key: each for key, each in words if key.startswith(("finder.", "guide."))}}

    def coordinators(self, route: Route) -> dict[str, str]:
        """Return the card of each care coordinator who is named today, by the codes of its municipalities."""
        template = self.templates.get_template("finder/region.html")
        words = next((step.next for step in route.steps if step.who == "coordinator"), "")
        return {
            str(code): tight(template.render(region=region, tel=tel(region.phone), next=words))
            for region in self.course.guidance.regions
            if ways.is_named(region, self.today)
            for code in region.municipalities
        }

    def contacts(self, names: tuple[str, ...] | list[str]) -> list[dict[str, Any]]:
        """Return what contact cards show. Overdue ones give way to the numbers that always stay."""
        known = {str(contact.id): contact for contact in self.course.guidance.contacts}
        fallback = [str(each) for each in self.course.guidance.fallback]
        wanted = [known[name] for name in names]
        if any(contact.expires_on < self.today and contact.id not in fallback for contact in wanted):
            kept = [contact for contact in wanted if contact.expires_on >= self.today or contact.id in fallback]
            wanted = kept + [known[name] for name in fallback if known[name] not in kept]
        return [self.contact(contact, fallback) for contact in wanted]

    def numbers(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """Return those contacts that can be called, as what is printed shows them."""
        return [each for each in self.contacts([str(name) for name in names]) if each["contact"].phone]

    def contact(self, contact: Contact, fallback: list[str]) -> dict[str, Any]:
        return contact_view(contact, contact.id in fallback, self.texts.language)


def contact_view(contact: Contact, is_fallback: bool, language: str) -> dict[str, Any]:
    """Return what the templates of a contact show."""
    return {
        "contact": contact,
        "tel": tel(contact.phone),
        "read_on": long_date(contact.source.read_on, language),
        "called": contact.dialled_on is not None,
        "expires": contact.expires_on.isoformat(),
        "fallback": is_fallback,
    }


def oldest(contacts: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Return of several contacts the one that was read longest ago: all were read on that day or later."""
    view = min(contacts, key=lambda each: each["contact"].source.read_on, default=None)
    return view and {
        **view,
        "reads": reads({str(each["contact"].id): each["contact"].source.read_on for each in contacts}),
    }


def reads(days: Mapping[str, date]) -> str:
    """Return when each contact was read, so that a patched package can tell the oldest of them again."""
    return " ".join(f"{name}={day}" for name, day in days.items())


def tel(phone: str | None) -> str | None:
    """Return the address that calls a number."""
    digits = "".join(each for each in phone or "" if each.isdigit() or each == "+")
    return f"tel:{digits}" if digits else None


def needs_more(page: Page) -> bool:
    """Tell whether a page needs a style or a script that the first page does not have."""
    return any(isinstance(each, Directive) and each.name not in AT_ONCE for each in page.blocks)


def is_own(quiz: Quiz) -> bool:
    """Tell whether a quiz asks the reader about herself: then its questions stand together, and nothing is judged."""
    return all(question.type in OWN for question in quiz.questions)


def test_page(course: Course) -> str:
    """Return the id of the page with the final test."""
    shown = (
        page.id
        for page, directive in directives(course)
        if directive.name == "quiz" and directive.arguments[0] == course.completion.test
    )
    return str(next(shown))


def environment(assets: Path, texts: PlayerTexts) -> Environment:
    """Return the templates of ``assets``, speaking one language."""
    folders = [assets / name for name in ("player", "components", "icons")]
    templates = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(),
    )
    templates.globals |= {"t": texts, "md": markdown.block_html, "mdline": markdown.inline_html}
    templates.globals["icon"] = templates.get_template("icon.html").module.icon  # type: ignore[attr-defined]
    templates.filters["date"] = lambda day: long_date(day, texts.language)
    return templates


def tight(html: str) -> str:
    """Return HTML without what only indents it; LMSs send files as they are. No element of ours keeps its blanks."""
    return INDENT.sub("\n", html).strip()


class _Compiled(BytecodeCache):
    """Templates, compiled once for the same source."""

    def load_bytecode(self, bucket: Bucket) -> None:
        if (code := answers.get("template", {}).get((bucket.key, bucket.checksum))) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        learn("template", (bucket.key, bucket.checksum), bucket.bytecode_to_string())


def own_name(language: str) -> str:
    """Return what a language calls itself: Nederlands."""
    try:
        return (Locale.parse(language, sep="-").get_display_name() or language).capitalize()
    except UnknownLocaleError:
        return language


@cache
def long_date(day: date, language: str) -> str:
    """Return a date in words: 22 November 2026."""
    return format_date(day, "d MMMM y", locale=locale_of(language))
