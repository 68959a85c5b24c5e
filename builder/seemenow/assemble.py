"""Put the files of one package together: one course, one language, one standard."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup
from scormkit.outline import Outline

from . import pictures, player_texts
from .check import questions as asked
from .check.questions import right_answers
from .edition import speech
from .film import boxes
from .film.lock import FILM, digest, read_lock
from .film.narration import voiced
from .film.spotting import KEPT_UNDER, has_signals, interaction_id, slot, spots
from .film.timeline import Timeline
from .formats import FORMATS
from .model import Course, Directive, Page, Part, Question, Quiz, Story
from .remembered import once
from .render import AT_ONCE, Film, Kept, Renderer, Shown, environment, needs_more, own_name
from .review.reviews import reviewed
from .theme.look import Brand, style, themed, usual_colours
from .walk import directives

HEADING = re.compile(r"(</?h)([1-4])\b")
FONT_URL = re.compile(r'url\("?(?:\.\./)?fonts/([a-z0-9.-]+)"?\)')
FONT_FACE = re.compile(r"@font-face\{font-family:(SMN (Text|Head)(?: Later)?);[^}]*font-display:([a-z]+)\}")
Content = bytes | Path

# How the names of files with the font of the text begin.
TEXT_FONTS = ("smn-text", "brand-text")
# What blocks.js brings to life, where a part has any of it.
WITH_SCRIPT = frozenset({"conversation", "quiz", "result", "sheet", "signals", "story"})


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to build: ``courses`` is one edition by language, in the first of which it opens.

    ``lite``: without films. ``smaller``: films in the place of others. ``brand``: whose look and own contact it has.
    ``kept``: what need not be made again, by language; packages that differ in nothing but format and own contact
    may share it.
    """

    courses: Mapping[str, Course]
    format: str
    timelines: Mapping[str, Timeline]
    folder: Path
    assets: Path
    today: date
    lite: bool = False
    brand: Brand | None = None
    smaller: Mapping[Path, Path] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict, compare=False)

    @property
    def course(self) -> Course:
        return next(iter(self.courses.values()))

    @property
    def of(self) -> str:
        """Return the id of the brand, as it stands in the name of the package."""
        return str(self.brand.theme.id) if self.brand else ""


@dataclass(frozen=True, kw_only=True)
class Package:
    """The files of one package, by name, ready for the archive."""

    name: str
    languages: tuple[str, ...]
    audience: str | None
    format: str
    reviewed: bool
    files: Mapping[str, Content]
    item_identifiers: tuple[str, ...]


def assemble(request: Request) -> Package:
    """Return the package that ``request`` describes. Same request, same bytes."""
    request = under_brand(request)
    files: dict[str, Content] = {}
    format_ = FORMATS[request.format]
    script = (request.assets / "dist" / f"player-{format_.script}.js").read_bytes()
    style = _style(request, files)
    names = {
        "css": _add(files, "player.css", style),
        "style": Markup(style.decode().strip()),
        "opened_css": _add(files, "opened.css", (request.assets / "dist" / "opened.css").read_bytes()),
        "player_js": _add(files, "player.js", script),
        # The font of the first page's text is asked for at once, so that no line jumps when it comes.
        "fonts": sorted(name for name in files if name.startswith(TEXT_FONTS) and format_.is_preloading),
        "components_css": _components(request, files),
        "logo": _logo(request.brand, files) if request.brand else None,
    }
    stories = _shown_stories(request.course)
    films = {
        language: {str(story.id): _film(request, story, language, files) for story in stories}
        for language in request.courses
    }
    shown = {name: _picture(request, name, files) for name in _picture_names(request.course)}
    first, *others = (_Face(request, language, films[language], shown, files) for language in request.courses)
    outline = first.outline
    if others:
        # In which language a page came does not change its body; so each language can be put in the other's place.
        outline["languages"] = {
            face.language: _add(files, f"language-{face.language}.js", face.script(names)) for face in (first, *others)
        }
    names["course_js"] = _add(files, "course.js", f"seeMeNow.course({json_for_script(outline)});\n".encode())
    files["index.html"] = first.shell(names).encode()
    for face in (first, *others):
        files[face.text_name] = face.text(names).encode()
    return _packed(request, files)


def hash_source(style: str) -> str:
    """Return what allows a page this style of its own and no other (Content Security Policy Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


def under_brand(request: Request) -> Request:
    """Return the request for the course under its brand's title and with its own contact."""
    brand = request.brand
    if brand is None:
        return request
    under = {language: themed(each, brand.theme, language) for language, each in request.courses.items()}
    return replace(request, courses=under)


class _Face:
    """The course as it looks in one language: the pages, and what the player must know of them."""

    def __init__(
        self,
        request: Request,
        language: str,
        films: Mapping[str, Film],
        shown: Mapping[str, Shown],
        files: dict[str, Content],
    ) -> None:
        self.request, self.language, self.course = request, language, request.courses[language]
        if language not in request.kept:
            words = self.course.audience.words if self.course.audience else ()
            said = player_texts.read(request.assets / "player", language).spoken(speech(words))
            request.kept[language] = Kept(texts=said, templates=environment(request.assets, said))
        kept = request.kept[language]
        self.renderer = Renderer(
            course=self.course,
            texts=kept.texts,
            films=films,
            pictures=shown,
            templates=kept.templates,
            today=request.today,
            blocks=kept.blocks,
        )
        # The first page stands in index.html, and the second where it needs nothing more, so that the first press on a
        # slow net is answered at once; all that follows comes when it is wanted.
        (start, *_), self.later = self.course.parts, {}
        count = 2 if len(start.pages) > 1 and not needs_more(start.pages[1]) else 1
        self.first = self.renderer.page_sections(start, start.pages[:count])
        for part in self.course.parts:
            self.later[part.id] = self.renderer.page_sections(part, part.pages[count:] if part is start else part.pages)
        scripts = {
            part.id: _add(files, f"part-{part.id}.js", _part_script(self.course, part, self.later[part.id], language))
            for part in self.course.parts
            if self.later[part.id]
        }
        needs = _needs(request, self.course, kept.texts, files)
        self.outline = outline_for_player(
            request, self.course, language, films, scripts, needs, _components(request, files), kept.texts
        )
        # What was asked for before the language changed comes too late. The call stands on a line of its own (`CALL`).
        in_time = f'if (document.documentElement.lang === "{language}")\n'
        if self.course.guidance.route or self.course.guidance.guide:
            script = (request.assets / "dist" / "help.js").read_bytes()
            hand_over = f"{in_time}seeMeNowHelp({json_for_script(self.renderer.help())});\n".encode()
            self.outline["help"] = _add(files, f"help-{language}.js", script + hand_over)
        if self.course.chat is not None:
            script = (request.assets / "dist" / "chat.js").read_bytes()
            page = json_for_script(self.renderer.chat(self.course.chat))
            hand_over = f"{in_time}seeMeNow.chat(seeMeNowChat.mountChat,{page});\n".encode()
            self.outline["chat"] = _add(files, f"chat-{language}.js", script + hand_over)

    @property
    def text_name(self) -> str:
        return "text.html" if self.course is self.request.course else f"text-{self.language}.html".lower()

    def shell(self, names: Mapping[str, Any]) -> str:
        (first_page, *_) = self.course.parts[0].pages
        return self._document(
            "shell.html",
            may=f"; style-src 'self' {hash_source(names['style'])}",
            files=names,
            # The first paint waits for the style of contacts only where they stand on the first page.
            is_styled_at_once=any(isinstance(block, Directive) for block in first_page.blocks),
            pages_html=self.first,
            outline=self.outline["parts"],
        )

    def text(self, names: Mapping[str, Any]) -> str:
        return self._document("text.html", files=names, parts=self._whole())

    def _whole(self) -> list[tuple[Part, Markup]]:
        """Return each part with its pages, whose headings stand two steps lower: under that of the part."""
        (start, *_) = self.course.parts
        whole = [(part, self.first * (part is start) + self.later[part.id]) for part in self.course.parts]
        return [(part, Markup(HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 2}", pages))) for part, pages in whole]

    def script(self, names: Mapping[str, Any]) -> bytes:
        """Return what puts this language in the place of another: the outline, and what stands in the body."""
        body = self.shell({**names, "course_js": ""}).partition("<body")[2].partition(">")[2].rpartition("</body>")[0]
        return f"seeMeNow.language({json_for_script(self.outline)},{json_for_script(body)});\n".encode()

    def _document(self, template: str, *, may: str = "", **values: object) -> str:
        course, request = self.course, self.request
        return self.renderer.document(
            template,
            csp=Markup(FORMATS[request.format].policy + may),
            edition={"version": course.version, "reviewed": reviewed(course, request.today), "format": request.format},
            languages=[(each, own_name(each)) for each in request.courses],
            brand=request.brand.theme if request.brand else None,
            text_name=self.text_name,
            **values,
        )


def outline_for_player(
    request: Request,
    course: Course,
    language: str,
    films: Mapping[str, Film],
    scripts: Mapping[Any, str],
    needs: Mapping[Any, list[str]],
    style: str,
    texts: player_texts.PlayerTexts,
) -> dict[str, Any]:
    """Return what the player must know of the course (the shape is ``Outline`` in assets/player/types.js)."""
    stories = {str(block.arguments[0]): page.id for page, block in directives(course) if block.name == "story"}
    part_of = {page.id: part.id for part in course.parts for page in part.pages}
    slot_of = {name: number for number, name in enumerate(course.slots.pages)}
    return {
        "id": course.id,
        "version": course.version,
        "language": language,
        "format": request.format,
        "chat": None,
        "help": None,
        "style": style,
        "layout": layout(course),
        "completion": {
            "test": course.completion.test,
            "passPercent": course.completion.pass_percent,
            "testOutPercent": course.completion.test_out_percent,
            "status": course.completion.status,
        },
        "parts": [
            {
                "id": part.id,
                "title": part.title,
                "minutes": part.minutes,
                **({"core": True} if part.core else {}),
                "file": scripts.get(part.id),
                **({"needs": needs[part.id]} if needs[part.id] else {}),
                # All ids of pages stand in the layout already: a long course has each once.
                "pages": runs(slot_of[page.id] for page in part.pages),
            }
            for part in course.parts
        ],
        "quizzes": [
            quiz_for_player(quiz)
            for quiz in course.quizzes
            if _is_reported(course, quiz) or quiz.id in _quizzes_on(course.parts[0].pages[:1])
        ],
        "stories": [
            {
                "id": story.id,
                "part": part_of[stories[story.id]],
                "page": stories[story.id],
                "duration": films[story.id].duration,
                "signals": [
                    {"id": spot.id, "from": spot.start, "to": spot.end}
                    for spot in spots(story, films[story.id].timeline)
                ],
                "question": slot(story),
                "interaction": interaction_id(story),
            }
            for story in course.stories
            if story.id in stories
        ],
        "texts": texts.section("script"),
    }


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Return numbers as runs of such as follow one another: of each its first, and the one after its last."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number:
            found[-1][1] += 1
        else:
            found.append([number, number + 1])
    return found


def quiz_for_player(quiz: Quiz) -> dict[str, Any]:
    """Return what the player must know of a quiz (``QuizOutline``)."""
    return {
        "id": quiz.id,
        "draw": quiz.draw,
        "questions": [
            {
                "id": question.id,
                "type": question.type,
                "options": [option.id for option in question.options],
                "right": right_answers(question),
                **({"nothingWrong": True} if question.nothing_wrong else {}),
                "interaction": asked.interaction_id(quiz, question),
            }
            for question in quiz.questions
            if question.type != "reflection"
        ],
    }


def _is_reported(course: Course, quiz: Quiz) -> bool:
    """Tell whether the LMS sees answers of a quiz: the player must know it from the start (scoring.js)."""
    return quiz.id == course.completion.test or any(each.type == "confidence" for each in quiz.questions)


def _quizzes_on(pages: Sequence[Page]) -> list[str]:
    blocks = (block for page in pages for block in page.blocks if isinstance(block, Directive))
    return [str(block.arguments[0]) for block in blocks if block.name == "quiz"]


def layout(course: Course) -> dict[str, Any]:
    """Return the slots of the packed state; '' keeps the slot of an item that is gone."""
    questions = {f"{quiz.id}/{each.id}": each for quiz in course.quizzes for each in quiz.questions}
    present = {
        "parts": {str(part.id) for part in course.parts},
        "pages": {str(page.id) for part in course.parts for page in part.pages},
        "stories": {str(story.id) for story in course.stories},
    }
    slots = course.slots
    marked = {slot(story) for story in course.stories if has_signals(story)}
    return {
        "course": course.id,
        "parts": [name if name in present["parts"] else "" for name in slots.parts],
        "pages": [name if name in present["pages"] else "" for name in slots.pages],
        "questions": [
            {"id": name if name in marked else "", "options": 31, "kind": "marks"}
            if name.startswith(KEPT_UNDER)
            else {"id": str(questions[name].id) if name in questions else "", **_kept(questions.get(name))}
            for name in slots.questions
        ],
        "stories": [name if name in present["stories"] else "" for name in slots.stories],
        "languages": list(course.languages),
    }


def _kept(question: Question | None) -> dict[str, Any]:
    """Return how an answer is kept: bits enough for every letter, so that answers can be added later."""
    match question.type if question is not None else None:
        case "true-false":
            return {"options": 20}  # all letters up to t
        case "ordering":
            return {"options": 28, "kind": "order"}
        case "matching":
            return {"options": 28, "kind": "pairs"}
        case "confidence":
            return {"options": 3, "kind": "number"}
        case _:
            return {}  # eight, as most have


def _needs(
    request: Request, course: Course, texts: player_texts.PlayerTexts, files: dict[str, Content]
) -> dict[Any, list[str]]:
    """Return the scripts and styles that each part needs before its pages can be used, by its id."""
    needs: dict[Any, list[str]] = {}
    script = (request.assets / "dist" / "blocks.js").read_bytes() + _texts_script(texts, "blocks")
    for part in course.parts:
        shown = {str(block.name) for page in part.pages for block in page.blocks if isinstance(block, Directive)}
        needs[part.id] = []
        if shown & WITH_SCRIPT:
            needs[part.id].append(_add(files, f"blocks-{texts.language}.js", script))
        if shown - AT_ONCE:
            needs[part.id].append(_components(request, files))
    return needs


def _components(request: Request, files: dict[str, Content]) -> str:
    """Return the name of the style of all that the first page does not show."""
    return _add(files, "components.css", (request.assets / "dist" / "components.css").read_bytes())


def _texts_script(texts: player_texts.PlayerTexts, section: str) -> bytes:
    return f"seeMeNow.texts({json_for_script(texts.section(section))},{json_for_script(texts.language)});\n".encode()


def _picture_names(course: Course) -> list[str]:
    """Return the pictures of the questions that stand on some page."""
    shown = {str(block.arguments[0]) for _, block in directives(course) if block.name == "quiz"}
    questions = (each for quiz in course.quizzes if quiz.id in shown for each in quiz.questions)
    return list(dict.fromkeys(str(each.picture.file) for each in questions if each.picture))


def _picture(request: Request, name: str, files: dict[str, Content]) -> Shown:
    path = pictures.find(name, request.folder, request.assets)
    width, height = pictures.size(path)
    return Shown(src=_add(files, path.name, path), width=width, height=height)


def _shown_stories(course: Course) -> list[Story]:
    wanted = {str(block.arguments[0]) for _, block in directives(course) if block.name == "story"}
    return [story for story in course.stories if story.id in wanted]


def _style(request: Request, files: dict[str, Content]) -> bytes:
    """Return the one style sheet, with its fonts added to the package under hashed names."""
    assets, brand = request.assets, request.brand
    css = (assets / "dist" / "player.css").read_text(encoding="utf-8")

    def own_faces(match: re.Match[str]) -> str:
        family, kind, display = match.groups()
        names = getattr(brand.theme.fonts, kind.lower()) if brand else ()
        weights = ("400 700",) if len(names) == 1 else ("400", "700")
        return (
            "".join(
                f'@font-face{{font-family:"{family}";src:url('
                f"{_add(files, f'brand-{kind.lower()}-{weight[:3]}.woff2', brand.files[name])}"
                f') format("woff2");font-weight:{weight};font-display:{display}}}'
                for name, weight in zip(names, weights, strict=False)
                if brand
            )
            or match[0]
        )

    def hashed(match: re.Match[str]) -> str:
        return f"url({_add(files, match.group(1), (assets / 'fonts' / match.group(1)).read_bytes())})"

    css = FONT_URL.sub(hashed, FONT_FACE.sub(own_faces, css))
    return (css + (style(brand.theme, usual_colours(assets)) if brand else "")).encode()


def _logo(brand: Brand, files: dict[str, Content]) -> str | None:
    name = brand.theme.logo
    return _add(files, f"brand-logo{name[-4:].lower()}", brand.files[name]) if name else None


def _film(request: Request, story: Story, language: str, files: dict[str, Content]) -> Film:
    """Return a story's film as pages in ``language`` show it: with the voice of that language, if it has one."""
    folder = request.folder / "stories" / story.id
    timeline, facts = request.timelines[story.id], read_lock(folder)
    shown = voiced(folder, language) or folder / FILM
    return Film(
        src=None if request.lite else _add(files, f"{story.id}.mp4", request.smaller.get(shown, shown)),
        poster=_add(files, f"{story.id}.jpg", folder / "film.jpg"),
        duration=timeline.duration_s,
        width=facts.width if facts else 1280,
        height=facts.height if facts else 720,
        is_drawn=story.filmed is None,
        has_sound=not request.lite and (shown.name != FILM or _has_sound(shown)),
        timeline=timeline,
    )


def _part_script(course: Course, part: Part, sections: Markup, language: str) -> bytes:
    quizzes = [
        quiz_for_player(quiz)
        for quiz in course.quizzes
        if quiz.id in _quizzes_on(part.pages) and not _is_reported(course, quiz)
    ]
    given = ",".join(map(json_for_script, (part.id, sections, language, quizzes)))
    return f"seeMeNow.part({given});\n".encode()


def _packed(request: Request, files: dict[str, Content]) -> Package:
    course, format_ = request.course, FORMATS[request.format]
    outline = Outline(
        # Editions are courses of their own to an LMS; that of the first audience keeps the course's own id.
        identifier="-".join(filter(None, (course.id, course.edition))),
        title=course.title,
        language=next(iter(request.courses)),
        version=str(course.version),
        launch="index.html",
        files=tuple(sorted(files)),
    )
    return Package(
        name=package_name(course, list(request.courses), request.format, lite=request.lite, brand=request.of),
        languages=tuple(request.courses),
        audience=str(course.audience.id) if course.audience else None,
        reviewed=reviewed(course, request.today),
        format=request.format,
        files={**format_.control(outline, request.courses), **files},
        item_identifiers=format_.identifiers(outline),
    )


def package_name(course: Course, languages: Sequence[str], format_: str, *, lite: bool, brand: str = "") -> str:
    """Return what the package of an edition is called."""
    words = (course.id, course.version, course.edition, brand, "lite" * lite, *languages, format_)
    return "-".join(filter(None, words)) + ".zip"


def _add(files: dict[str, Content], name: str, content: Content) -> str:
    """Add a file under a name that changes with its content: LMSs serve files as if they never changed.

    Some tell no capitals from small letters, so names have none: nl-BE is nl-be.
    """
    told = digest(content) if isinstance(content, Path) else hashlib.sha256(content).hexdigest()
    stem, _, suffix = name.lower().rpartition(".")
    hashed = f"{stem}-{told[:8]}.{suffix}"
    files[hashed] = content
    return hashed


def _has_sound(path: Path) -> bool:
    return once("sound", digest(path), lambda: boxes.read(path.read_bytes()).has_sound)


def json_for_script(value: object) -> str:
    """Return a value as the scripts of a package carry it."""
    # Separators of lines that old scripts trip over are escaped, since only ASCII is written.
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
