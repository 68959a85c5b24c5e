"""The stages in order: from a course folder to verified packages."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scormkit import archive
from scormkit.problems import Place, Problem, has_errors, in_order
from scormkit.verify import verify, verify_site

from . import memory, pictures, player_texts, slots, translate
from .assemble import Package, Request, assemble, layout
from .catalogue import problem
from .chat.teach import taught
from .check import measure, plain, wording
from .check.course import check, title_faults
from .check.measure import Measures, with_minutes
from .edition import edition, editions, in_editions
from .film import budget, captions, lock, narration, timeline
from .film.timeline import Timeline, story_of
from .load import load
from .model import Course, Story
from .review import review_copy
from .statesize import LIMIT, worst_case
from .theme import look, theme_file
from .theme.look import Brand
from .walk import texts

CHECKSUMS = "SHA256SUMS"
EVERY_AUDIENCE = "all"
Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A course with all that is wrong with it. ``courses`` by language; None when it cannot be built.

    ``editions``: all of them, in the source language, in the order of audiences. ``measures``: of each edition.
    ``advice``: on plain language, which never stops anything.
    ``added_slots``: new lines for ids.lock.
    """

    courses: Mapping[str, Course] | None
    timelines: Mapping[str, Timeline]
    problems: tuple[Problem, ...]
    today: date
    editions: tuple[Course, ...] = ()
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
    problems += slots.renamed(course)
    extended = slots.extended(course)
    added_slots = slots.added_lines(course.slots, extended)
    course = replace(course, slots=extended)
    every = tuple(replace(each, slots=extended) for each in every)
    courses = {str(course.source_language): course}
    for language in course.languages if course.source_language in course.languages else ():
        if language != course.source_language:
            catalogue, faults = translate.read(course, folder, language)
            courses[str(language)] = translate.localized(course, catalogue)
            problems += faults
    for language in course.languages:
        if language.partition("-")[0] != "en" and not player_texts.catalogue_of(assets / "player", language):
            problems.append(problem("T008", language.place, language=language))
    advice: list[Problem] = []
    source = frozenset((text.context, str(text)) for text in texts(course))
    for code, each in courses.items():
        is_source = code == course.source_language
        file = None if is_source else f"{folder.name}/locale/{code}/course.po"
        # What is not translated is no language to judge by these lists.
        elsewhere = frozenset() if is_source else source
        lists = wording.read(assets, code)
        advice += plain.advice(each, code, lists, file, elsewhere)
        problems += [*title_faults(each, code), *wording.faults(each, code, lists, file, elsewhere)]
    timelines: dict[str, Timeline] = {}
    for story in course.stories:
        told = {language: story_of(each, story.id) for language, each in courses.items()}
        if timeline.can_plan(story):
            timelines[str(story.id)] = timeline.plan(list(told.values()))
            problems += _film(told, timelines[str(story.id)], folder, assets)
    films = {name: times.duration_s for name, times in timelines.items()}
    # In other languages minutes alone are wanted: none of the editions is made whole.
    others = (editions(measure.timed(each)) for each in courses.values() if each is not course)
    spoken = [measure.measured(each, films) for each in (every, *others)]
    measures = tuple(map(measure.longest, zip(*spoken, strict=True)))
    measured = dict(zip(map(id, every), measures, strict=True))
    problems += in_editions(every, lambda each: measure.faults(each, measured[id(each)]))
    memory.keep()
    size = worst_case(layout(course))
    if size > LIMIT:
        problems.append(problem("B001", Place(file=f"{folder.name}/ids.lock"), found=size, limit=LIMIT))
    return Examined(
        courses=courses,
        timelines=timelines,
        editions=every,
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
            requests = (
                _request(examined, dict(zip(group, same, strict=True)), formats[0], folder, assets, lite, brand)
                for same in zip(*chosen, strict=True)
            )
            # What the pages of an edition became is kept from one format to the next.
            for asked in (replace(each, format=name) for each in requests for name in formats):
                package = _assembled(asked)
                weighed = _weighed(asked, package, progress)
                if weighed.problems:
                    return Built(artifacts=(), problems=in_order([*problems, *weighed.problems]))
                if weighed.smaller:
                    package = _assembled(_with_smaller(asked, weighed))
                progress(f"Packing {package.name}")
                file = Path(aside) / package.name
                digest = archive.write(file, package.files)
                whole, *films = budget.breakdown(package, file.stat().st_size, weighed.costs, asked.course.budget_mb)
                # What films cost is told once, as long as it stays the same.
                for line in (whole, *(films if not made or made[-1].costs != weighed.costs else ())):
                    progress(line)
                problems += verified(file, asked.format, digest)
                size = worst_case(layout(asked.course))
                made.append(
                    Artifact(file=file, sha256=digest, package=package, state_worst_case=size, costs=weighed.costs)
                )
        if has_errors(problems, strict=strict):
            return Built(artifacts=(), problems=in_order(problems))
        artifacts = tuple(_moved(each, out) for each in made)
    _write_checksums(out, artifacts)
    memory.keep()
    return Built(artifacts=artifacts, problems=in_order(problems))


def _unknown_audiences(examined: Examined, audiences: Sequence[str]) -> list[Problem]:
    (course, *_) = examined.courses.values() if examined.courses else (None,)
    known = [str(each.id) for each in course.audiences] if course else []
    wrong = [each for each in audiences if course and each not in (*known, EVERY_AUDIENCE)]
    return [problem("B003", audience=each, known=", ".join(known) or "none") for each in wrong]


def _chosen(examined: Examined, language: str, audiences: Sequence[str]) -> tuple[Course, ...]:
    """Return the editions in ``language`` for the named audiences; the first one when none is named."""
    assert examined.courses is not None
    course = examined.courses[language]
    made = examined.editions if language == course.source_language else [None] * len(examined.measures)
    every = list(zip(course.audiences or (None,), made, examined.measures, strict=True))
    named = [each for each in every if EVERY_AUDIENCE in audiences or (each[0] and each[0].id in audiences)]
    return tuple(
        with_minutes(whole or edition(course, audience), found.minutes) for audience, whole, found in named or every[:1]
    )


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
    """Return what it takes to build one edition, that of the first audience when there is no other.

    Raises OverBudget when its films do not fit.
    """
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
    return replace(course, chat=taught(course.chat, language, assets)) if course.chat else course


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


def verified(file: Path, format_: str, sha256: str | None = None) -> list[Problem]:
    """Return what a stranger would find in a package, placed at the package's name."""
    problems = verify_site(file) if format_ in ("web", review_copy.FORMAT) else verify(file, sha256=sha256).problems
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
        # Lines of other programs may name files in another code; they are handed on as they are.
        lines = path.read_bytes().decode("utf-8", "surrogateescape").splitlines()
        known = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    known = {name: digest for name, digest in known.items() if (out / name).is_file()}
    known |= {each.file.name: each.sha256 for each in artifacts}
    aside = out / f".{CHECKSUMS}.new"
    aside.write_bytes(
        "".join(f"{digest}  {name}\n" for name, digest in sorted(known.items())).encode("utf-8", "surrogateescape")
    )
    aside.replace(path)
