"""The stages in order: from a course folder to verified packages."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Literal

import polib
from scormkit import archive
from scormkit.problems import Place, Problem, has_errors, in_order
from scormkit.verify import verify, verify_site

from . import memory, pictures, player_texts, slots, translate
from .assemble import Package, Request, assemble, layout
from .authoring import gift
from .catalogue import problem
from .chat import ask, evaluate, knowledge
from .chat.ask import Reply
from .chat.evaluate import Asked
from .check import measure, plain, wording
from .check.course import check, title_faults
from .check.measure import Measures, with_minutes
from .edition import edition, editions, in_editions, speech
from .film import budget, captions, drawing, lock, narration, timeline
from .film.score import Noticed, noticed
from .film.spotting import Spot, spots
from .film.timeline import Timeline
from .load import load
from .model import Chat, Contact, Course, Learnt, Municipality, Region, RouteStep, Story
from .referral import find, ways
from .review import remarks, review_copy
from .statesize import LIMIT, worst_case
from .structure import near
from .theme import look, theme_file
from .theme.look import Brand

CHECKSUMS = "SHA256SUMS"
EVERY_AUDIENCE = "all"
Progress = Callable[[str], None]
Drawn = Literal["film", "draft", "sheet"]


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A course with all that is wrong with it. ``courses`` by language; None when it cannot be built.

    ``measures``: of each edition, in the order of audiences. ``advice``: on plain language, which never stops anything.
    ``added_slots``: new lines for ids.lock.
    """

    courses: Mapping[str, Course] | None
    timelines: Mapping[str, Timeline]
    problems: tuple[Problem, ...]
    today: date
    measures: tuple[Measures, ...] = ()
    advice: tuple[Problem, ...] = ()
    added_slots: str = ""


@dataclass(frozen=True, kw_only=True)
class Artifact:
    """A finished package on disk."""

    file: Path
    sha256: str
    package: Package
    state_worst_case: int
    costs: tuple[budget.Cost, ...]


@dataclass(frozen=True, kw_only=True)
class Built:
    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...]


def examine(folder: Path, assets: Path, *, today: date | None = None) -> Examined:
    """Load and check everything: course, translations, films, captions, size of the state."""
    memory.recall()
    loaded = load(folder)
    course = loaded.course
    if course is None:
        return Examined(courses=None, timelines={}, problems=in_order(loaded.problems), today=today or date.min)
    today = today or course.as_of
    every = editions(course)
    problems = [*loaded.problems, *check(loaded, today=today, every=every), *pictures.faults(course, folder, assets)]
    if has_errors(loaded.problems):
        return Examined(courses=None, timelines={}, problems=in_order(problems), today=today)
    extended = slots.extended(course)
    added_slots = slots.added_lines(course.slots, extended)
    course = replace(course, slots=extended)
    courses = {str(course.source_language): course}
    for language in course.languages if course.source_language in course.languages else ():
        if language != course.source_language:
            catalogue, faults = translate.read(course, folder, language)
            courses[str(language)] = translate.localized(course, catalogue)
            problems += faults
    advice: list[Problem] = []
    for code, each in courses.items():
        file = None if each is course else f"{folder.name}/locale/{code}/course.po"
        lists = wording.read(assets, code)
        advice += plain.advice(each, code, lists, file)
        problems += [*title_faults(each, code), *wording.faults(each, code, lists, file)]
    timelines: dict[str, Timeline] = {}
    for story in course.stories:
        told = {language: _story(each, story.id) for language, each in courses.items()}
        if timeline.can_plan(story):
            timelines[str(story.id)] = timeline.plan(list(told.values()))
            problems += _film(told, timelines[str(story.id)], folder, assets)
    films = {name: times.duration_s for name, times in timelines.items()}
    measures = tuple(measure.measures(each, films) for each in every)
    measured = dict(zip(map(id, every), measures, strict=True))
    problems += in_editions(every, lambda each: measure.faults(each, measured[id(each)]))
    memory.keep()
    size = worst_case(layout(course))
    if size > LIMIT:
        problems.append(problem("B001", Place(file=f"{folder.name}/ids.lock"), found=size, limit=LIMIT))
    return Examined(
        courses=courses,
        timelines=timelines,
        measures=measures,
        added_slots=added_slots,
        problems=in_order(problems),
        advice=in_order(advice),
        today=today,
    )


def build(
    folder: Path,
    assets: Path,
    out: Path,
    *,
    formats: Sequence[str],
    languages: Sequence[str] = (),
    audiences: Sequence[str] = (),
    together: bool = False,
    lite: bool = False,
    theme_path: Path | None = None,
    today: date | None = None,
    strict: bool = False,
    progress: Progress = lambda _: None,
) -> Built:
    """Build one package an audience, language and format into ``out``, for the first audience when none is named.

    ``together``: one package holds all the languages, and the learner chooses; it opens in the first.
    ``lite``: stories are told by a picture and their text, without the film. ``theme_path``: the file of a brand.
    Nothing is replaced unless all of them are sound.
    """
    progress(f"Reading {folder}")
    examined = examine(folder, assets, today=today)
    unknown = [each for each in languages if examined.courses is not None and each not in examined.courses]
    problems = list(examined.problems)
    problems += [problem("B002", language=each, known=", ".join(examined.courses or ())) for each in unknown]
    problems += _unknown_audiences(examined, audiences)
    wanted = list(languages or examined.courses or ())
    brand, faults = branded(examined, wanted, theme_path, assets) if theme_path else (None, ())
    problems += faults
    if examined.courses is None or has_errors(problems, strict=strict):
        return Built(artifacts=(), problems=in_order(problems))
    keep_slots(folder, examined)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=out) as aside:
        made: list[Artifact] = []
        for group in [wanted] if together else [[language] for language in wanted]:
            chosen = [_chosen(examined, language, audiences) for language in group]
            for same, format_ in product(zip(*chosen, strict=True), formats):
                courses = dict(zip(group, same, strict=True))
                asked = _request(examined, courses, format_, folder, assets, lite, brand)
                package = _assembled(asked)
                weighed = _weighed(asked, package, progress)
                if weighed.problems:
                    return Built(artifacts=(), problems=in_order([*problems, *weighed.problems]))
                if weighed.smaller:
                    package = _assembled(_with_smaller(asked, weighed))
                progress(f"Packing {package.name}")
                file = Path(aside) / package.name
                digest = archive.write(file, package.files)
                whole, *films = budget.breakdown(package, file.stat().st_size, weighed.costs, same[0].budget_mb)
                # What films cost is told once, as long as it stays the same.
                for line in (whole, *(films if not made or made[-1].costs != weighed.costs else ())):
                    progress(line)
                problems += verified(file, format_)
                size = worst_case(layout(same[0]))
                made.append(
                    Artifact(file=file, sha256=digest, package=package, state_worst_case=size, costs=weighed.costs)
                )
        if has_errors(problems, strict=strict):
            return Built(artifacts=(), problems=in_order(problems))
        artifacts = tuple(_moved(each, out) for each in made)
    _write_checksums(out, artifacts)
    memory.keep()
    return Built(artifacts=artifacts, problems=in_order(problems))


def draw(
    folder: Path, assets: Path, names: Sequence[str], *, kind: Drawn, told: Callable[[str, int, int], None]
) -> tuple[Problem, ...]:
    """Draw the films of the named stories (of all, when none is named), or drafts or sheets, into their folders.

    ``told`` hears the story and how many pictures of how many are done. Raises OutsideMissing.
    """
    examined = examine(folder, assets)
    stopped = _cannot(examined, names)
    if examined.courses is None or stopped:
        return stopped
    filmed = [str(story.id) for course in examined.courses.values() for story in course.stories if story.filmed]
    if faults := [drawing.CODES["V064"].problem("V064", Place(), name=name) for name in names if name in filmed]:
        return in_order(faults)
    for name in names or [each for each in examined.timelines if each not in filmed]:
        stories = [_story(course, name) for course in examined.courses.values()]
        art, home, progress = assets / "art", folder / "stories" / name, partial(told, name)
        if kind == "sheet":
            drawing.sheet(stories, art, home / "sheet.webp", progress=progress)
        else:
            drawing.render(stories, art, home, draft=kind == "draft", progress=progress)
    return ()


def _cannot(examined: Examined, names: Sequence[str]) -> tuple[Problem, ...]:
    """Return why nothing can be made of the named stories; nothing when they are there and the course can be read."""
    unknown = [name for name in names if name not in examined.timelines]
    if examined.courses is not None and not unknown:
        return ()
    known = ", ".join(examined.timelines) or "none"
    faults = [
        problem("C003", kind="story", id=name, near=near(name, examined.timelines), known=known) for name in unknown
    ]
    return in_order([*faults, *(each for each in examined.problems if each.severity == "error")])


def narrate(
    folder: Path, assets: Path, names: Sequence[str]
) -> tuple[Mapping[str, tuple[str, ...]], tuple[Problem, ...]]:
    """Put voices to the films of the named stories (of all, when none is named).

    Returns the languages in which the films of each story now have a voice. Raises OutsideMissing.
    """
    examined = examine(folder, assets)
    stopped = _cannot(examined, names)
    if examined.courses is None or stopped:
        return {}, stopped
    (course, *_) = examined.courses.values()
    made: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name in names or examined.timelines:
        story, home = _story(course, name), folder / "stories" / name
        spoken, faults = narration.narrate(story, examined.timelines[name], home)
        # What could not be made is told by its own faults.
        late = [each for each in narration.check(story, examined.courses, home) if not faults or each.code != "V073"]
        problems += [*faults, *late]
        made |= {name: spoken} if spoken else {}
    return made, in_order(problems)


def score(folder: Path, assets: Path, name: str, marks: Sequence[float]) -> Noticed | None:
    """Return what marks in a film are worth; None when there is no such story. Raises OutsideMissing."""
    known = {str(story.id): found for story, found, _ in told_films(folder)}
    return noticed(known[name], [list(marks)], assets)[0] if name in known else None


def told_films(folder: Path) -> tuple[tuple[Story, tuple[Spot, ...], Timeline], ...]:
    """Return each story of a course with its signals and its times; nothing when the course cannot be read."""
    course = _readable(folder)
    if course is None:
        return ()
    others = [each for each in course.languages if each != course.source_language]
    courses = [course, *(translate.localized(course, translate.read(course, folder, each)[0]) for each in others)]
    clear = [story for story in course.stories if timeline.can_plan(story)]
    times = [timeline.plan([_story(each, story.id) for each in courses]) for story in clear]
    return tuple((story, spots(story, own), own) for story, own in zip(clear, times, strict=True))


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How far a translation is, in texts."""

    translated: int
    changed: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class Translation:
    """One language: how far it is, and what is stale, missing or refused."""

    language: str
    counts: Counts
    problems: tuple[Problem, ...]


def export_catalogue(folder: Path, language: str) -> Counts | None:
    """Write or renew the catalogue of ``language``; None when the course cannot be read."""
    course = _readable(folder)
    if course is None:
        return None
    fresh = translate.template(course, language, _catalogue(folder, language))
    _write_catalogue(folder, language, fresh)
    return _counts(fresh)


def import_catalogue(folder: Path, file: Path, language: str | None = None) -> Translation | None:
    """Put what a translator sent into the catalogue of its language; None when the course cannot be read.

    ``language`` defaults to the one that the file names. Raises OSError when the file is no catalogue.
    """
    course = _readable(folder)
    if course is None:
        return None
    sent = translate.open_catalogue(file)
    language = language or sent.metadata.get("Language") or str(course.source_language)
    fresh, problems = translate.merged(course, language, _catalogue(folder, language), sent, file.name)
    _write_catalogue(folder, language, fresh)
    return Translation(language=language, counts=_counts(fresh), problems=problems)


def translations(folder: Path, languages: Sequence[str] = ()) -> tuple[Translation, ...] | None:
    """Return how far each language is, all that course.yaml names when none is named; None as above."""
    course = _readable(folder)
    if course is None:
        return None
    named = languages or [each for each in course.languages if each != course.source_language]
    found = []
    for language in map(str, named):
        fresh = translate.template(course, language, _catalogue(folder, language))
        problems = translate.read(course, folder, language)[1]
        found.append(Translation(language=language, counts=_counts(fresh), problems=problems))
    return tuple(found)


def export_questions(
    folder: Path, quizzes: Sequence[str], language: str | None = None
) -> tuple[str, tuple[Problem, ...]] | None:
    """Return the questions of quizzes as GIFT, and what it cannot hold; None when there is no such course or quiz."""
    course = _readable(folder) if language is None else _in_language(folder, language)
    if course is None or not {*quizzes} <= {str(quiz.id) for quiz in course.quizzes}:
        return None
    return gift.write(
        question for quiz in course.quizzes if not quizzes or quiz.id in quizzes for question in quiz.questions
    )


def ask_chat(folder: Path, assets: Path, language: str, texts: Sequence[str]) -> tuple[tuple[Reply, str], ...] | None:
    """Return what the chat says to each text, with its words; None when the course has no such chat.

    Raises OutsideMissing without Node.
    """
    course = _in_language(folder, language)
    if course is None or course.chat is None:
        return None
    taught = _taught(course.chat, language, assets)
    replies = ask.ask(knowledge.search_data(taught, language), texts, assets)
    spoken = {str(each.id): f"{each.title}\n{each.text}" for each in course.chat.answers}
    spoken |= {str(each.id): f"{each.title}\n{each.text}" for each in course.chat.texts}
    titles = {str(each.id): str(each.title) for each in course.chat.answers}
    return tuple((each, _words(each, spoken, titles)) for each in replies)


def _words(reply: Reply, spoken: Mapping[str, str], titles: Mapping[str, str]) -> str:
    if reply.kind == "did-you-mean":
        return "\n".join(titles[name] for name in reply.choices)
    return spoken.get(reply.id or "", "")


def teach_chat(folder: Path, assets: Path) -> tuple[Path, ...] | None:
    """Let the chat learn anew from its wordings; return the files that keep it, None when there is no sound chat."""
    course = _readable(folder)
    if course is None or course.chat is None:
        return None
    kept = []
    for language in map(str, course.languages):
        own = _in_language(folder, language)
        assert own is not None
        assert own.chat is not None
        (learnt,) = _taught(replace(own.chat, learnt=()), language, assets).learnt
        file = folder / "chat" / "learnt" / f"{language}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(asdict(learnt), indent=1) + "\n", encoding="utf-8")
        kept.append(file)
    return tuple(kept)


def _taught(known: Chat, language: str, assets: Path) -> Chat:
    """Return the chat with what it learnt from its wordings as they are now: what is kept, else learnt on the spot."""
    if knowledge.is_taught(known, language):
        return known
    weights = ask.learn(knowledge.lesson(known, language), assets)
    learnt = Learnt(language=language, of=knowledge.digest(known, language), weights=weights)
    return replace(known, learnt=(*known.learnt, learnt))


def measure_chat(folder: Path, assets: Path, questions: Sequence[Asked]) -> Mapping[str, Mapping[str, Any]] | None:
    """Return the figures of the chat by language; None when it cannot be asked in one of the languages."""
    found = {}
    for language in dict.fromkeys(question.language for question in questions):
        own = [question for question in questions if question.language == language]
        replies = ask_chat(folder, assets, language, [question.text for question in own])
        if replies is None:
            return None
        found[language] = evaluate.measured(own, [reply for reply, _ in replies], knowledge.SAFETY)
    return found


def _in_language(folder: Path, language: str) -> Course | None:
    """Return the course in one of its languages; None when it cannot be read or does not have it."""
    course = _readable(folder)
    if course is None or language not in course.languages:
        return None
    if language == course.source_language:
        return course
    return translate.localized(course, translate.read(course, folder, language)[0])


@dataclass(frozen=True, kw_only=True)
class Way:
    """The way to the right person from one place. ``places``: what the name may mean, each with the former name.

    ``steps`` hold when it means exactly one; else they are those that hold everywhere.
    """

    course: Course
    texts: player_texts.PlayerTexts
    kind: str
    places: tuple[tuple[Municipality, str | None], ...]
    steps: tuple[tuple[RouteStep, Contact | Region | None], ...]


def route(
    folder: Path, assets: Path, typed: str, *, language: str, audience: str | None, today: date | None
) -> Way | None:
    """Return the way from the municipality that ``typed`` names.

    None when the course has faults, or no route, language or audience like that. Raises OutsideMissing without Node.
    """
    course = _in_language(folder, language)
    if course is None or course.guidance.route is None:
        return None
    chosen = [each for each in editions(course) if audience in (None, each.audience and each.audience.id)]
    if not chosen:
        return None
    found = find.find(ways.table(course.guidance), typed, today or course.as_of, assets)
    places = tuple((course.guidance.municipalities[code], was) for code, was in found.places)
    code = found.places[0][0] if found.kind == "one" else None
    words = chosen[0].audience.words if chosen[0].audience else ()
    return Way(
        course=chosen[0],
        texts=player_texts.read(assets / "player", language).spoken(speech(words)),
        kind=found.kind,
        places=places,
        steps=tuple(ways.way(chosen[0], code, today or course.as_of)),
    )


def merged_remarks(
    folder: Path, files: Sequence[Path]
) -> tuple[tuple[remarks.Remark, ...], tuple[Problem, ...]] | None:
    """Return the remarks of several reviewers by source line, and what is wrong with their files (M).

    None when the course cannot be read. Raises OSError when a file cannot.
    """
    course = _readable(folder)
    if course is None:
        return None
    found: list[remarks.Remark] = []
    problems: list[Problem] = []
    for path in files:
        sent = remarks.read(path.name, path.read_bytes())
        if isinstance(sent, Problem):
            problems.append(sent)
            continue
        spoken = _in_language(folder, sent.language) if sent.course == course.id else None
        known = {str(each.audience.id) if each.audience else "": each for each in (editions(spoken) if spoken else ())}
        if sent.audience not in known:
            of = f"{sent.course}, {sent.language}{sent.audience and ', '}{sent.audience}"
            problems.append(problem("M002", Place(file=path.name), of=of, course=course.id))
            continue
        for remark, fault in remarks.placed(sent, review_copy.sections(known[sent.audience])):
            found.append(remark)
            problems += [fault] if fault else []
    return remarks.in_order(found), in_order(problems)


def _readable(folder: Path) -> Course | None:
    loaded = load(folder)
    return None if has_errors(loaded.problems) else loaded.course


def _catalogue(folder: Path, language: str) -> polib.POFile | None:
    """Return all that is translated into a language, from all of its catalogues; None when there is none."""
    paths = [translate.catalogue_path(folder, language, name) for name, _ in translate.CATALOGUES]
    files = [translate.open_catalogue(path) for path in paths if path.is_file()]
    for file in files[1:]:
        files[0].extend(file)
    return files[0] if files else None


def _write_catalogue(folder: Path, language: str, fresh: polib.POFile) -> None:
    """Write each text of ``fresh`` into the catalogue where it belongs; nothing into one that would be empty."""
    for name, _ in translate.CATALOGUES:
        file = polib.POFile(wrapwidth=fresh.wrapwidth)
        file.metadata = fresh.metadata
        file.extend(entry for entry in fresh if translate.catalogue_of(entry.msgctxt or "") == name)
        if not file and name != "course":
            continue
        path = translate.catalogue_path(folder, language, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{name}.po.new")
        file.save(str(aside))
        aside.replace(path)


def _counts(fresh: polib.POFile) -> Counts:
    changed = len(fresh.fuzzy_entries())
    missing = sum(not entry.msgstr for entry in fresh)
    return Counts(translated=len(fresh) - changed - missing, changed=changed, missing=missing)


def _unknown_audiences(examined: Examined, audiences: Sequence[str]) -> list[Problem]:
    (course, *_) = examined.courses.values() if examined.courses else (None,)
    known = [str(each.id) for each in course.audiences] if course else []
    wrong = [each for each in audiences if course and each not in (*known, EVERY_AUDIENCE)]
    return [problem("B003", audience=each, known=", ".join(known) or "none") for each in wrong]


def _chosen(examined: Examined, language: str, audiences: Sequence[str]) -> tuple[Course, ...]:
    """Return the editions in ``language`` for the named audiences; the first one when none is named."""
    assert examined.courses is not None
    course = examined.courses[language]
    every = list(zip(course.audiences or (None,), examined.measures, strict=True))
    named = [(each, found) for each, found in every if EVERY_AUDIENCE in audiences or (each and each.id in audiences)]
    return tuple(with_minutes(edition(course, each), found.minutes) for each, found in named or every[:1])


def chosen_editions(examined: Examined, language: str, audiences: Sequence[str]) -> tuple[Course, ...]:
    """Return the editions in ``language`` for the named audiences; the first one when none is named."""
    return _chosen(examined, language, audiences)


def unknown_choices(examined: Examined, languages: Sequence[str], audiences: Sequence[str]) -> list[Problem]:
    """Return B002 and B003 for languages and audiences that the course does not have."""
    without = [each for each in languages if examined.courses is not None and each not in examined.courses]
    spoken = ", ".join(examined.courses or ())
    return [
        *(problem("B002", language=each, known=spoken) for each in without),
        *_unknown_audiences(examined, audiences),
    ]


def editions_of(examined: Examined, language: str) -> tuple[Course, ...]:
    """Return every edition of the course in one language."""
    return _chosen(examined, language, [EVERY_AUDIENCE])


def package(
    examined: Examined, language: str, audience: str, folder: Path, assets: Path, brand: Brand | None = None
) -> Package:
    """Return the SCORM 1.2 package of one edition, in memory; that of the first audience when there is no other."""
    (course, *_) = _chosen(examined, language, [audience])
    return assemble(_request(examined, {language: course}, "scorm12", folder, assets, lite=False, brand=brand))


def request(
    examined: Examined,
    language: str,
    audience: str,
    format_: str,
    folder: Path,
    assets: Path,
    *,
    lite: bool,
    brand: Brand | None,
) -> Request:
    """Return what it takes to build one edition, that of the first audience when there is no other."""
    (course, *_) = _chosen(examined, language, [audience])
    found = _request(examined, {language: course}, format_, folder, assets, lite, brand)
    if course.budget_mb is None or lite:
        return found
    # What its pages became is kept in the request: no work is done twice.
    weighed = _weighed(found, _assembled(found), lambda _: None)
    if weighed.problems:
        raise OverBudget(weighed.problems[0])
    return _with_smaller(found, weighed)


def _assembled(request: Request) -> Package:
    return review_copy.assemble(request) if request.format == review_copy.FORMAT else assemble(request)


class OverBudget(Exception):
    """A package does not fit into the budget of its course. ``problem`` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code}: {problem.message}")
        self.problem = problem


def _weighed(request: Request, package: Package, told: Progress) -> budget.Weighed:
    return budget.weigh(package, request.course, Place(file=f"{request.folder.name}/course.yaml"), told)


def _with_smaller(request: Request, weighed: budget.Weighed) -> Request:
    """Return a request for the films that fit; pages that name others are not kept."""
    return replace(request, smaller=weighed.smaller, kept={}) if weighed.smaller else request


def _with_taught_chat(course: Course, language: str, assets: Path) -> Course:
    return replace(course, chat=_taught(course.chat, language, assets)) if course.chat else course


def _request(
    examined: Examined,
    courses: Mapping[str, Course],
    format_: str,
    folder: Path,
    assets: Path,
    lite: bool,
    brand: Brand | None = None,
) -> Request:
    return Request(
        courses={language: _with_taught_chat(each, language, assets) for language, each in courses.items()},
        format=format_,
        timelines=examined.timelines,
        folder=folder,
        assets=assets,
        today=examined.today,
        lite=lite,
        brand=brand,
    )


def branded(
    examined: Examined, languages: Sequence[str], path: Path, assets: Path
) -> tuple[Brand | None, tuple[Problem, ...]]:
    """Return the theme in a file, and what is wrong with it for the named languages of a course."""
    brand, problems = theme_file.read(path)
    courses = {each: course for each, course in (examined.courses or {}).items() if each in languages}
    if brand is None:
        return None, problems
    return brand, (*problems, *look.faults(brand.theme, courses, assets, examined.today))


def _story(course: Course, identity: str) -> Story:
    (story,) = (each for each in course.stories if each.id == identity)
    return story


def _film(told: Mapping[str, Story], times: Timeline, folder: Path, assets: Path) -> list[Problem]:
    """Return the problems of one story's film and of its captions in each language."""
    (story, *_) = told.values()
    home = folder / "stories" / story.id
    problems = list(lock.check(list(told.values()), assets / "art", home))
    problems += narration.check(story, told, home)
    tracks = {language: timeline.cues(each, times) for language, each in told.items()}
    cuts = [scene.start for scene in times.scenes[1:]]
    for language, track in tracks.items():
        where = (
            f"{folder.name}/stories/{story.id}/story.yaml"
            if language == next(iter(told))
            else f"{folder.name}/locale/{language}/course.po"
        )
        problems += captions.lint(track, language=language, duration_s=times.duration_s, cuts=cuts, file=where)
    return problems


def keep_slots(folder: Path, examined: Examined) -> None:
    """Add new items to ids.lock, aside and then moved, so that it is never half written."""
    path = folder / "ids.lock"
    before = path.read_text(encoding="utf-8") if path.is_file() else slots.HEADER
    if examined.added_slots:
        aside = path.with_name(".ids.lock.new")
        aside.write_text(before + examined.added_slots, encoding="utf-8")
        aside.replace(path)


def verified(file: Path, format_: str) -> list[Problem]:
    """Return what a stranger would find in a package, placed at the package's name."""
    problems = verify_site(file) if format_ in ("web", review_copy.FORMAT) else verify(file).problems
    if format_ == review_copy.FORMAT:
        # It asks before it is left with remarks that were not saved; there is no score to lose.
        problems = tuple(each for each in problems if each.code != "P115")
    return [
        replace(each, place=replace(each.place, file=file.name) if each.place.entry is None else each.place)
        for each in problems
    ]


def _moved(artifact: Artifact, out: Path) -> Artifact:
    target = out / artifact.file.name
    artifact.file.replace(target)
    return replace(artifact, file=target)


def _write_checksums(out: Path, artifacts: Sequence[Artifact]) -> None:
    """Write the SHA-256 of each package, as ``sha256sum --check`` reads it; packages of other builds keep theirs."""
    path = out / CHECKSUMS
    known = {}
    if path.is_file():
        known = {name: digest for digest, _, name in (line.partition("  ") for line in path.read_text().splitlines())}
    known = {name: digest for name, digest in known.items() if (out / name).is_file()}
    known |= {each.file.name: each.sha256 for each in artifacts}
    aside = out / f".{CHECKSUMS}.new"
    aside.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(known.items())))
    aside.replace(path)
