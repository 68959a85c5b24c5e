"""How long an edition takes, how many of its cases are calm, and which questions are too much alike.

The minutes are those of a calm reader on a phone; docs/content.md states the computation for authors.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from math import ceil
from statistics import fmean
from typing import NamedTuple

from scormkit.problems import Problem

from ..catalogue import problem
from ..model import Conversation, Course, Directive, Page, Part, Prose, Question, Quiz, Story
from ..remembered import once, remembered
from ..walk import directives, texts
from .questions import JUDGED

WORDS_A_MINUTE = 200  # calm reading, to remember; docs/content.md says the same to authors
THINKING_S = {"reflection": 30, "confidence": 5}  # once read; any other question: 8
THINKING_OTHER_S = 8
TURNING_S = 2  # to turn to a page and find its beginning
DECLARED_MAY_DIFFER = 1  # minutes: people round
ALIKE = 0.7  # of the words of the shorter of two questions

WORD = re.compile(r"\w+(?:[’'-]\w+)*")
LINK_TARGET = re.compile(r"\]\([^)]*\)")
Seconds = Mapping[str, float]
Known = dict[int, float]


class _Pace(NamedTuple):
    """What decides minutes beside the words: the seconds of films, and those of questions that were read before."""

    films: Seconds
    known: Known


@dataclass(frozen=True, kw_only=True)
class Measures:
    """One edition in figures. ``cases`` and ``calm``: situations in questions, and those in which nothing is wrong.

    ``core_minutes`` is rounded up once, so that it can differ from the sum of its parts, which are each rounded.
    The minutes are those of one language, until ``longest`` takes the most of all.
    """

    audience: str | None
    minutes: Mapping[str, int]
    core_minutes: int
    cases: int
    calm: int
    core_cases: int
    core_calm: int


def measures(course: Course, films: Seconds, known: Known | None = None) -> Measures:
    """Return the figures of one edition. ``films`` gives the seconds of each story's film.

    ``known``: the seconds of questions by identity, for a caller that measures editions which share them.
    """
    pace = _Pace(films, {} if known is None else known)
    seconds = {str(part.id): _part(course, part, pace) for part in course.parts}
    minutes = {name: max(1, round(each / 60)) for name, each in seconds.items()}
    every = list(_cases(course, course.parts))
    core = list(_cases(course, [part for part in course.parts if part.core]))
    return Measures(
        audience=str(course.audience.id) if course.audience else None,
        minutes=minutes,
        core_minutes=ceil(sum(seconds[part.id] for part in course.parts if part.core) / 60),
        cases=len(every),
        calm=sum(each.nothing_wrong for each in every),
        core_cases=len(core),
        core_calm=sum(each.nothing_wrong for each in core),
    )


def measured(every: Sequence[Course], films: Seconds) -> list[Measures]:
    """Return the figures of each edition in one language; a question that they share is read once."""
    known: Known = {}
    return [measures(each, films, known) for each in every]


def longest(languages: Sequence[Measures]) -> Measures:
    """Return the figures of one edition, given once a language, with the minutes of the language that takes longest."""
    (first, *_) = languages
    minutes = {part: max(each.minutes[part] for each in languages) for part in first.minutes}
    return replace(first, minutes=minutes, core_minutes=max(each.core_minutes for each in languages))


def timed(course: Course) -> Course:
    """Return of a course what its minutes depend on: the editions of that are quickly made."""
    guidance = replace(course.guidance, regions=(), route=None, guide=None, sheets=())
    stories = tuple(replace(each, scenes=()) for each in course.stories)
    return replace(course, guidance=guidance, stories=stories, chat=None, kit=None, records=(), names=())


def with_minutes(course: Course, minutes: Mapping[str, int]) -> Course:
    """Return ``course`` with the minutes of each part where its author gives none."""
    parts = (replace(part, minutes=part.minutes or minutes[part.id]) for part in course.parts)
    return replace(course, parts=tuple(parts))


def faults(course: Course, found: Measures) -> Iterator[Problem]:
    """Yield where one edition takes too long or too short, is too seldom calm, or asks the same thing twice."""
    limits = course.limits
    for part in course.parts:
        minutes = found.minutes[part.id]
        if part.minutes and abs(part.minutes - minutes) > DECLARED_MAY_DIFFER:
            yield problem("C019", part.place, part=part.id, declared=part.minutes, found=minutes)
        if limits and part.core and not limits.part_minutes[0] <= minutes <= limits.part_minutes[1]:
            least, most = limits.part_minutes
            yield problem("C020", part.place, part=part.id, found=minutes, least=least, most=most)
    if limits and found.core_minutes > limits.core_minutes:
        yield problem("C021", course.title.place, found=found.core_minutes, most=limits.core_minutes)
    for which, calm, cases in (
        ("core parts", found.core_calm, found.core_cases),
        ("whole edition", found.calm, found.cases),
    ):
        if calm * 3 < cases:
            yield problem("Q018", course.title.place, which=which, calm=calm, all=cases)
    yield from _alike(course)


def _part(course: Course, part: Part, pace: _Pace) -> float:
    return sum(_page(course, page, pace) for page in part.pages)


def _page(course: Course, page: Page, pace: _Pace) -> float:
    seconds = TURNING_S + _reading(page.title)
    for block in page.blocks:
        seconds += _reading(block.markdown) if isinstance(block, Prose) else _component(course, block, pace)
    return seconds


def _component(course: Course, directive: Directive, pace: _Pace) -> float:
    names = [str(each) for each in directive.arguments]
    match str(directive.name):
        case "story":
            return sum(_story(each, pace.films) for each in course.stories if each.id in names)
        case "quiz":
            return sum(_quiz(each, pace.known) for each in course.quizzes if each.id in names)
        case "conversation":
            return sum(_conversation(each) for each in course.conversations if each.id in names)
        case "figure":
            return sum(_reading(each.text, each.caution) for each in course.figures if each.id in names)
        case "contacts":
            return sum(_reading(each.name, each.purpose) for each in course.guidance.contacts if each.id in names)
        case "signals":
            return _reading(*(each.title for each in course.signals.signals))
        case "steps":
            return _reading(*texts(course.guidance.steps))
        case _:
            return 0


def _story(story: Story, films: Seconds) -> float:
    """Return the seconds of the film and of what stands around it; the transcript is for who does not watch."""
    return films.get(str(story.id), 0) + _reading(story.content_note, story.disclosure, story.closing)


def _quiz(quiz: Quiz, known: Known) -> float:
    if not quiz.questions:
        return 0
    for question in quiz.questions:
        if id(question) not in known:
            known[id(question)] = _question(question)
    each = fmean(known[id(question)] for question in quiz.questions)
    return _reading(quiz.intro) + each * (quiz.draw or len(quiz.questions))


def _question(question: Question) -> float:
    """Return the seconds to read a question, to think, and to read the feedback on one answer and why."""
    answers = [option.text for option in question.options] + [target.text for target in question.targets]
    feedback = max((_reading(option.feedback) for option in question.options), default=0)
    thinking = THINKING_S.get(question.type, THINKING_OTHER_S)
    return _reading(question.case, question.text, question.explain, *answers) + feedback + thinking


def _conversation(conversation: Conversation) -> float:
    """Return the seconds of the shortest way through, with turns as long as they are on average."""
    turns = {str(turn.id): turn for turn in conversation.turns}
    if not turns:
        return 0
    steps, reached = 1, {str(conversation.turns[0].id)}
    while not any(turns[name].end for name in reached if name in turns) and steps < len(turns):
        reached |= {str(choice.to) for name in reached if name in turns for choice in turns[name].choices}
        steps += 1
    each = fmean(
        _reading(turn.says, turn.end, *(choice.text for choice in turn.choices))
        + max((_reading(choice.consequence) for choice in turn.choices), default=0)
        + (THINKING_OTHER_S if turn.choices else 0)
        for turn in turns.values()
    )
    return _reading(conversation.content_note, conversation.scene) + steps * each


def _reading(*words: str | None) -> float:
    return sum(_count(each) for each in words if each) / WORDS_A_MINUTE * 60


@remembered
def _count(words: str) -> int:
    return len(WORD.findall(LINK_TARGET.sub("]", words)))


def _cases(course: Course, parts: Iterable[Part]) -> Iterator[Question]:
    """Yield the questions on the pages of these parts that tell of a situation and judge what one does."""
    pages = {page.id for part in parts for page in part.pages}
    shown = {
        str(name)
        for page, directive in directives(course)
        if directive.name == "quiz" and page.id in pages
        for name in directive.arguments
    }
    for quiz in course.quizzes:
        if quiz.id in shown:
            yield from (each for each in quiz.questions if each.case and each.type in JUDGED)


def _alike(course: Course) -> Iterator[Problem]:
    """Yield Q019 for each question that shares most of its words (those of its case included) with an earlier one."""
    asked = [question for quiz in course.quizzes for question in quiz.questions if not question.before]
    words = [f"{each.case or ''} {each.text}".lower() for each in asked]
    digest = hashlib.sha256("\0".join(words).encode(errors="surrogatepass")).digest()
    for at, earlier, shared in once("alike", digest, _pairs, words):
        one, other = asked[earlier], asked[at]
        if one.id == other.id:
            continue  # a copy; that its id is used twice is told already
        percent = round(shared * 100)
        yield problem("Q019", other.text.place, question=other.id, other=one.id, percent=percent, place=one.place)


def _pairs(words: Sequence[str]) -> list[tuple[int, int, float]]:
    return list(alike([set(WORD.findall(each)) for each in words]))


def alike(sets: Sequence[Set[str]]) -> Iterator[tuple[int, int, float]]:
    """Yield each set that shares more than ``ALIKE`` with an earlier one: its place, that one's, and the share.

    The share is of the smaller of two sets, and that one then has one of its ``_telling`` words in common with the
    other. Only sets that share such a word are compared: ten thousand questions need no comparison of all pairs.
    """
    count = Counter(chain.from_iterable(sets))
    holding: dict[str, list[int]] = defaultdict(list)
    telling: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(sets):
        rare = _telling(own, count)
        for one in chain(
            (each for word in rare for each in holding[word]), (each for word in own for each in telling[word])
        ):
            shared = len(own & sets[one]) / min(len(own), len(sets[one]))
            if shared > ALIKE:
                yield at, one, shared
                break
        for word in own:
            holding[word].append(at)
        for word in rare:
            telling[word].append(at)


def _telling(words: Set[str], count: Mapping[str, int]) -> list[str]:
    """Return the rarest words, so many that any set that shares more than ``ALIKE`` of all has one of them."""
    return sorted(words, key=lambda word: (count[word], word))[: len(words) - int(ALIKE * len(words))]
