"""A course as values: what the other modules hand to one another.

Every string that came from a file is a ``Located``: a plain ``str`` that remembers its place.
Every string that a learner reads is a ``Text``: a ``Located`` with the stable context under which
translators find it. The field names here are the keys of the YAML files (docs/format.md), but for
``place``, where an entry begins, and ``places``, where each of its keys stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Literal

from scormkit.problems import NOWHERE, Place


class Located(str):
    """A string that remembers where it was written.

    What is read back from a pickle has bare numbers in place of its ``Place``, until somebody asks where it stands: a
    course has ten times as many places as faults could ever name, and making them all took as long as its words.
    """

    def __new__(cls, value: str, place: Place = NOWHERE) -> Located:
        self = super().__new__(cls, value)
        self.place = place
        return self

    @cached_property
    def place(self) -> Place:
        file, line, column, entry = vars(self)["at"]
        return Place(file=file, line=line, column=column, entry=entry)

    def __reduce_ex__(self, _protocol: object) -> tuple[object, ...]:
        place, kept = self.place, {name: each for name, each in vars(self).items() if name not in ("place", "at")}
        kept["at"] = (place.file, place.line, place.column, place.entry)
        return str.__new__, (type(self), str(self)), kept


class Text(Located):
    """Words a learner reads. ``context`` is the msgctxt of its translations, e.g. ``signals/a2/title``."""

    context: str

    def __new__(cls, value: str, place: Place = NOWHERE, context: str = "") -> Text:
        self = str.__new__(cls, value)
        self.place = place
        self.context = context
        return self


class Markdown(Text):
    """Words a learner reads, with Markdown in them."""


# --- what may be said of any entry ----------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Who sees something: ``for_`` and ``not_for`` name audiences; empty means no limit.

    ``allow``: why a word stands in it that is otherwise not used, such as “the girl” in a figure that counts girls.
    """

    for_: tuple[Located, ...] = ()
    not_for: tuple[Located, ...] = ()
    allow: Located | None = None


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name that may stand in the course: a service, a law, a body. ``why`` is for who checks the course."""

    name: Located
    why: Located


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word as the course has it, and the one that an audience uses in its place."""

    usual: Text
    here: Text


@dataclass(frozen=True, kw_only=True)
class Audience:
    """People for whom an edition is made. ``inside``: whom they turn to first, where they work."""

    id: Located
    title: Text
    description: Text | None = None
    inside_title: Text | None = None
    inside: Text | None = None
    words: tuple[Word, ...] = ()
    place: Place = NOWHERE


# --- guidance ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a fact was read. ``read_on`` is the day somebody read it there."""

    name: Text
    read_on: date
    url: Located | None = None


@dataclass(frozen=True, kw_only=True)
class Contact(Entry):
    """A service that can help. ``dialled_on`` stays empty until a person has called the number.

    ``confirmed``: false for what no page of the service itself confirms; it is kept in the file and never shown.
    """

    MISSING: ClassVar[Mapping[str, str]] = {"source": "G007"}
    id: Located
    name: Text
    purpose: Text
    source: Source
    phone: Located | None = None
    url: Located | None = None
    hours: Text | None = None
    note: Text | None = None
    dialled_on: date | None = None
    confirmed: bool = True
    expires_on: date
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Step(Entry):
    """One of the five steps of the reporting code."""

    id: Located
    title: Text
    action: Text
    with_whom: Text
    care: Text
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """A row of municipalities.csv, under the table's own column names. Days are inclusive; empty means no limit."""

    code: str
    name: str
    province: str
    valid_from: date | None = None
    valid_to: date | None = None
    aka: tuple[str, ...] = ()
    successor: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Region:
    """The zorgcoördinator mensenhandel of some municipalities (codes). Shown only when ``confirmed`` by a call."""

    MISSING: ClassVar[Mapping[str, str]] = {"source": "G007"}
    id: Located
    organisation: Located
    municipalities: tuple[Located, ...]
    source: Source
    expires_on: date
    phone: Located | None = None
    url: Located | None = None
    hours: Text | None = None
    dialled_on: date | None = None
    confirmed: bool = False
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, kw_only=True)
class RouteStep(Entry):
    """Whom to turn to, and what will happen ``next``. ``contact``: for ``who: contact`` alone."""

    id: Located
    who: Literal["contact", "inside", "coordinator"]
    next: Text
    contact: Located | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Route:
    """The way to the right person, in order. ``ready``: what to have at hand before a call."""

    source: Source
    without_name: Text
    ready: tuple[Text, ...]
    steps: tuple[RouteStep, ...]


@dataclass(frozen=True, kw_only=True)
class GuideAnswer(Entry):
    """``to``: the question or the end that follows."""

    id: Located
    text: Text
    to: Located
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class GuideQuestion(Entry):
    id: Located
    ask: Text
    answers: tuple[GuideAnswer, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class GuideEnd(Entry):
    """The next step: what to do and what to leave. ``step``: one of the five, unless it is another route."""

    id: Located
    title: Text
    do: tuple[Text, ...]
    avoid: tuple[Text, ...]
    contacts: tuple[Located, ...]
    step: Located | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Guide:
    """Plain questions, each way with an end. It begins with the first; it never judges a pupil, and nothing is kept."""

    source: Source
    questions: tuple[GuideQuestion, ...]
    ends: tuple[GuideEnd, ...]


@dataclass(frozen=True, kw_only=True)
class SheetGroup(Entry):
    """A heading of a sheet with its points. ``lines``: how many empty lines follow each point, to write on."""

    id: Located
    title: Text
    points: tuple[Text, ...] = ()
    lines: int = 0
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Sheet(Entry):
    """One A4 to print. ``shows``: what of the course stands on it before its own groups."""

    id: Located
    title: Text
    lead: Text
    groups: tuple[SheetGroup, ...]
    shows: tuple[Literal["signals", "steps"], ...] = ()
    contacts: tuple[Located, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """``now``: who to turn to at once (worried-now); ``reader``: help for the reader;
    ``fallback``: the numbers that stay when checks of the others are overdue; ``own``: of the organisation whose
    theme the course has. All are contact ids. ``municipalities`` by code."""

    now: tuple[Located, ...]
    reader: tuple[Located, ...]
    fallback: tuple[Located, ...]
    contacts: tuple[Contact, ...]
    steps: tuple[Step, ...]
    steps_source: Source
    municipalities: Mapping[str, Municipality] = field(default_factory=dict)
    regions: tuple[Region, ...] = ()
    route: Route | None = None
    guide: Guide | None = None
    sheets: tuple[Sheet, ...] = ()
    own: tuple[Located, ...] = ()
    place: Place = NOWHERE


# --- signals and figures ----------------------------------------------------------------------

Mark = Literal["act-today", "weigh", "weak"]


@dataclass(frozen=True, kw_only=True)
class SignalGroup(Entry):
    id: Located
    title: Text
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Signal(Entry):
    """Something a professional may notice. ``ordinary``: what else it may mean."""

    id: Located
    group: Located
    title: Text
    mark: Mark
    ordinary: tuple[Text, ...] = ()
    note: Text | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Signals:
    marks_note: Text
    source: Source
    groups: tuple[SignalGroup, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True, kw_only=True)
class Figure(Entry):
    """A number with its year, kind and source. ``dated`` figures say so to the learner."""

    MISSING: ClassVar[Mapping[str, str]] = {"source": "G007"}
    id: Located
    text: Text
    kind: Literal["estimate", "registration", "survey", "study"]
    year: int
    source: Source
    dated: bool
    caution: Text | None = None
    place: Place = NOWHERE


# --- stories ----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class SceneSignal:
    """A signal that the scene shows. ``line`` (from 1) is the line it goes with, ``ask`` a question one could ask."""

    signal: Located
    line: int
    shown: Literal["picture", "words"]
    why: Text
    ask: Text | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Camera:
    """Slow movement: (x, y, scale) at the start and the end of the scene, in picture units."""

    start: tuple[float, float, float]
    end: tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """``lines`` are said one after the other. A drawn scene has ``art``, the name of a drawing of assets/art.

    A filmed one has its beginning, ``at``, and for each line its two ``times``, in seconds from the film's start.
    """

    id: Located
    title: Text
    describe: Text
    lines: tuple[Text, ...]
    art: Located | None = None
    at: float | None = None
    times: tuple[tuple[float, float], ...] = ()
    camera: Camera | None = None
    effects: tuple[Located, ...] = ()
    signals: tuple[SceneSignal, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Filmed:
    """A film from a camera: how many ``seconds`` it lasts."""

    seconds: float


@dataclass(frozen=True, kw_only=True)
class Story(Entry):
    """A story told as a film, with its transcript. ``disclosure`` says that it is made up.

    ``filmed``: for one from a camera; without it the film is drawn from the scenes.
    """

    id: Located
    title: Text
    content_note: Text
    disclosure: Text
    summary: Text
    closing: Text
    scenes: tuple[Scene, ...]
    filmed: Filmed | None = None
    place: Place = NOWHERE


# --- reviews and records ----------------------------------------------------------------------

ReviewRole = Literal["writer", "expert by experience", "safeguarding", "legal", "teacher"]


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a person did: read this ``version`` in this role on this day. Never invented."""

    role: ReviewRole
    on: date
    version: Located
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Act:
    """A check of a story by a person, with what came of it."""

    role: Located
    on: date
    outcome: Located


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What one contributor agreed to. Who it is stands elsewhere, never in the course."""

    given_on: date
    scope: Located
    channels: tuple[Located, ...]
    ends_on: date
    withdrawal_contact: Located


@dataclass(frozen=True, kw_only=True)
class Setting:
    school: Located
    area: Literal["city", "town", "village"]


@dataclass(frozen=True, kw_only=True)
class Tags:
    """What the story shows of a person, so that the set of stories can be balanced."""

    gender: Located
    lhbti: Located
    ability: Located
    school_type: Located
    area: Located
    background: Located


@dataclass(frozen=True, kw_only=True)
class Topics:
    topics: tuple[Located, ...]
    text: Located | None = None


@dataclass(frozen=True, kw_only=True)
class Ends:
    start: bool
    end: bool


@dataclass(frozen=True, kw_only=True)
class Ways:
    """How else a story can be taken in."""

    skip: bool
    text: bool
    captions: tuple[Located, ...]
    descriptions: bool


@dataclass(frozen=True, kw_only=True)
class Shot:
    scene: Located
    shows: Located


Theme = Literal[
    "boy",
    "lhbti",
    "mild-intellectual-disability",
    "newcomer",
    "high-achiever",
    "village",
    "parent-as-exploiter",
    "criminal-exploitation",
    "online-only",
    "teacher-partly-right",
    "teacher-hero",
]


@dataclass(frozen=True, kw_only=True)
class Record:
    """The safeguarding record of a story, from record.yaml: facts that hold in every build, then acts of people.

    An act that nobody has done yet is empty. ``themes`` says what the story adds to the set of stories.
    """

    id: Located
    version: int
    languages: tuple[Located, ...]
    status: Literal["draft", "review", "approved", "withdrawn", "expired"]
    form: Literal["acted", "animated", "audio", "text"]
    origin: Literal["composite", "fictional-from-research"]
    source_count: int
    sources_kind: tuple[Literal["practitioners", "research", "adult experts by experience"], ...]
    sources: tuple[Located, ...]
    minors_involved_in_making: bool
    contributors: tuple[Located, ...]
    consent: tuple[Consent, ...]
    withdrawal_days: int
    performer_age_confirmed: Located
    disclosure_text: Ends
    details_moved: Located
    place_: Setting
    age_shown: Literal["10–12", "13–15", "16–17", "18+"]
    stereotype_tags: Tags
    content_note: Topics
    content_level: int
    named_platform_or_brand: Literal["none"]
    signals_shown: tuple[Located, ...]
    easy_to_miss: tuple[Located, ...]
    ordinary_explanation: Located
    missed_moment: Located
    good_moment: Located
    ending: Literal["next step", "open"]
    help_lines: tuple[Located, ...]
    skip_and_text: Ways
    duration_s: float
    shots: tuple[Shot, ...]
    themes: tuple[Theme, ...] = ()
    remark: Located | None = None
    consent_store: Located | None = None
    recognisability_review: Act | None = None
    method_detail_review: Act | None = None
    blame_check: Act | None = None
    image_rules: Act | None = None
    language_check: Act | None = None
    distress_test: Act | None = None
    approval: Act | None = None
    reviews: tuple[Review, ...] = ()
    next_review: date | None = None
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


# --- quizzes ----------------------------------------------------------------------------------

QuestionType = Literal["single", "multiple", "true-false", "ordering", "matching", "place", "confidence", "reflection"]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer. ``id`` is a single letter: it is what the LMS sees, wherever it stands on screen.

    ``fits``: the target that it goes with (matching). ``area``: left, top, width and height in per cent of
    the picture (place).
    """

    id: Located
    text: Text
    feedback: Text
    fits: Located | None = None
    area: tuple[float, float, float, float] | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Target:
    """What answers of a matching question are matched to."""

    id: Located
    text: Text
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Picture:
    """``file``: a drawing of assets/art by its name, or a file of ``pictures/`` with its suffix."""

    file: Located
    describe: Text
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Question(Entry):
    """``case``: the situation, if there is one. ``teaches``: ids of signals or steps.

    Which keys a type has is said in ``questions.KEYS``. ``before``: the confidence question asked earlier.
    """

    id: Located
    type: QuestionType
    text: Text
    options: tuple[Option, ...] = ()
    right: tuple[Located, ...] = ()
    explain: Markdown | None = None
    teaches: tuple[Located, ...] = ()
    case: Text | None = None
    targets: tuple[Target, ...] = ()
    picture: Picture | None = None
    before: Located | None = None
    nothing_wrong: bool = False
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """``draw``: how many of the questions each attempt has; without it all of them."""

    id: Located
    title: Text
    intro: Markdown
    questions: tuple[Question, ...]
    draw: int | None = None
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


# --- conversations ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Something the reader may say. ``consequence``: what it does; ``to``: the turn that follows."""

    id: Located
    text: Text
    consequence: Text
    to: Located
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What the other one says, then either ``choices`` or the ``end``: what to take along from this way."""

    id: Located
    says: Text
    choices: tuple[Choice, ...] = ()
    end: Markdown | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Conversation(Entry):
    """A talk that goes as the reader leads it. It begins with the first turn; nothing of it is scored or kept."""

    id: Located
    title: Text
    content_note: Text
    scene: Text
    speaker: Text
    teaches: tuple[Located, ...]
    turns: tuple[Turn, ...]
    place: Place = NOWHERE


# --- the automatic chat -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class NamedSource(Source):
    """A source that several answers share."""

    id: Located


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What to do after an answer, and whom to turn to (ids of contacts)."""

    id: Located
    text: Text
    contacts: tuple[Located, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Answer(Entry):
    """One fixed answer. ``next`` and ``source`` are ids of ``Chat.next_steps`` and ``Chat.sources``."""

    id: Located
    title: Text
    text: Text
    next: Located
    source: Located
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class SafetyText:
    """What is said before anything is searched. ``see``: answers that may be offered after it."""

    id: Located
    title: Text
    text: Text
    contacts: tuple[Located, ...]
    source: Located
    see: tuple[Located, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class SafetyRules:
    """How one safety text is asked for, in the notation that safety.yaml explains."""

    id: Located
    rules: tuple[Located, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class SafetyPatterns:
    language: Located
    classes: tuple[Located, ...]
    rules: tuple[SafetyRules, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Asks:
    """Other ways to ask for ``id``: an answer, a safety text, or what the course does not answer."""

    id: Located
    words: tuple[Located, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class ChatWords:
    """How the search reads a language. Lists of single words are written as one line, with blanks between."""

    language: Located
    stop: Located
    turning: Located
    endings: tuple[Located, ...]
    compounds: tuple[Located, ...]
    phrases: tuple[Located, ...]
    synonyms: tuple[Located, ...]
    other: Located
    common: Located
    asking: Located
    asks: tuple[Asks, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """What was learnt from the wordings of a language. ``of``: the digest of all that it was learnt from."""

    language: str
    of: str
    weights: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Chat:
    """``topics``: the answers it opens with. ``texts``: the safety texts."""

    topics: tuple[Located, ...]
    sources: tuple[NamedSource, ...]
    next_steps: tuple[NextStep, ...]
    answers: tuple[Answer, ...]
    texts: tuple[SafetyText, ...]
    names: Located
    capital_names: tuple[Located, ...]
    patterns: tuple[SafetyPatterns, ...]
    words: tuple[ChatWords, ...]
    learnt: tuple[Learnt, ...] = ()
    place: Place = NOWHERE


# --- the kit: what tells colleagues about the course ---------------------------------------------


@dataclass(frozen=True, kw_only=True)
class KitText(Entry):
    """A text to send or to hang up. In ``points`` stand {title}, {link} and {inside}; ``lines`` are to be filled in."""

    title: Text
    points: tuple[Text, ...]
    lead: Text | None = None
    lines: tuple[Text, ...] = ()
    call: Text | None = None
    picture: Picture | None = None
    contacts: tuple[Located, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Stage(Entry):
    """What a team does for some ``minutes`` of its session."""

    id: Located
    minutes: int
    title: Text
    points: tuple[Text, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Session(Entry):
    """The guide for a team session of 45 minutes."""

    MINUTES: ClassVar[int] = 45
    title: Text
    lead: Text
    before_title: Text
    before: tuple[Text, ...]
    stages: tuple[Stage, ...]
    after_title: Text
    after: tuple[Text, ...]
    contacts: tuple[Located, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Kit:
    """What `seemenow kit` makes things from."""

    poster: KitText
    card: KitText
    mail: KitText
    newsletter: KitText
    session: Session


# --- parts, pages, course ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Prose(Entry):
    """One block of Markdown: a paragraph, a heading, a list, a quotation."""

    markdown: Markdown


@dataclass(frozen=True, kw_only=True)
class Directive(Entry):
    """A line such as ``::story one-light-on``: a component in the page, with what it shows."""

    name: Located
    arguments: tuple[Located, ...]


Block = Prose | Directive


@dataclass(frozen=True, kw_only=True)
class Page(Entry):
    id: Located
    title: Text
    blocks: tuple[Block, ...]
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Part(Entry):
    """``minutes``: what a calm reader needs. The builder computes them for each edition where an author gives none."""

    id: Located
    title: Text
    goal: Text
    pages: tuple[Page, ...]
    core: bool = True
    minutes: int = 0
    reviews: tuple[Review, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Completion:
    """Done = every core part finished or skipped and ``test`` handed in with ``pass_percent``.

    ``test_out_percent``: with this much in the test the course is done whatever was read.
    """

    test: Located
    pass_percent: int = 70
    test_out_percent: int | None = None
    status: Literal["completed", "passed", "both"] = "completed"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long the course may be: fewest and most minutes of a core part, most of all core parts together."""

    part_minutes: tuple[int, int]
    core_minutes: int


@dataclass(frozen=True, kw_only=True)
class Slots:
    """The place of each item in the packed state, from ids.lock. A slot is never used again."""

    pages: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Course:
    """``audience`` is empty in the course as written, and set in the edition that one audience gets.

    ``budget_mb``: how large a package may be. ``licence``: an SPDX expression for texts, films and pictures.
    """

    id: Located
    version: Located
    title: Text
    description: Text
    as_of: date
    source_language: Located
    languages: tuple[Located, ...]
    completion: Completion
    parts: tuple[Part, ...]
    stories: tuple[Story, ...]
    quizzes: tuple[Quiz, ...]
    conversations: tuple[Conversation, ...]
    signals: Signals
    figures: tuple[Figure, ...]
    guidance: Guidance
    audiences: tuple[Audience, ...] = ()
    audience: Audience | None = None
    limits: Limits | None = None
    budget_mb: float | None = None
    licence: Located | None = None
    names: tuple[Name, ...] = ()
    records: tuple[Record, ...] = ()
    chat: Chat | None = None
    kit: Kit | None = None
    slots: Slots = field(default_factory=Slots)

    @property
    def edition(self) -> str:
        """What this edition adds to the course's id in names that an LMS sees: nothing for the first audience."""
        first = self.audience is None or self.audience.id == self.audiences[0].id
        return "" if first or self.audience is None else str(self.audience.id)
