"""The automatic chat of a course: what is wrong with it (codes K), and what its search and its page are given."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from scormkit.problems import Place, Problem

from ..catalogue import problem
from ..model import Chat, ChatWords, Course, Learnt, Located, SafetyPatterns
from ..structure import near

OfLanguage = TypeVar("OfLanguage", ChatWords, SafetyPatterns, Learnt)

# What every chat must notice before it searches (practice.md 5; referral.md, limits).
SAFETY = ("suicide", "danger", "offender", "colleague", "own-story", "running", "images", "name", "verdict")
WITHOUT_RULES = "name"  # names are found by how they are written
LONGEST_TEXT = 450  # characters: two or three lines more than a phone shows at once
TOPICS = (6, 8)
BESIDE = ("outside", "harmless")  # what is asked of other subjects, and what only sounds alarming
CLASS = re.compile(r"@([a-z]+)")
RULE = re.compile(r"(?:>\d* )?(?:-?[^\s|-][^\s|]*(?:\|[^\s|]+)*(?: |$))+")
SIGN = re.compile(r"[^\w\s'*@|>-]")  # what no message has when it is looked through


def faults(course: Course, broken: frozenset[str]) -> Iterator[Problem]:
    """Yield what is wrong with the chat of a course, apart from ids that point nowhere; ``broken``: see Loaded."""
    chat = course.chat
    if chat is None:
        return
    if not TOPICS[0] <= len(chat.topics) <= TOPICS[1]:
        yield problem("K006", chat.place, found=len(chat.topics), least=TOPICS[0], most=TOPICS[1])
    for each in (*(answer.text for answer in chat.answers), *(text.text for text in chat.texts)):
        if len(each) > LONGEST_TEXT:
            yield problem("K005", each.place, id=each.context.split("/")[-2], found=len(each), limit=LONGEST_TEXT)
    safety = {str(text.id): text.id.place for text in chat.texts}
    for name in SAFETY:
        if name not in safety:
            yield problem("K003", _gap(name, safety, chat.names.place), id=name)
    known = chat.names.split()
    for called in chat.capital_names:
        if called not in known:
            yield problem("K007", called.place, name=called, near=near(called, known))
    for language in course.languages:
        words, patterns = words_of(chat, language), patterns_of(chat, language)
        if words is None or patterns is None:
            names = (language, language.partition("-")[0])
            files = [f"chat/words/{each}.yaml" for each in names] if words is None else ["chat/safety.yaml"]
            if broken.isdisjoint(files):
                missing = files[0] if words is None else f"rules in {files[0]}"
                yield problem("K002", _stray(course, chat, words is None), language=language, missing=missing)
            continue
        asked = {str(asks.id) for asks in words.asks if asks.words}
        for answer in chat.answers:
            if answer.id not in asked:
                yield problem("K001", answer.place, id=answer.id, language=language)
        yield from _rules(patterns, [str(text.id) for text in chat.texts])


def _stray(course: Course, chat: Chat, is_words: bool) -> Place:
    """Return where words or rules have a language that the course has not, else where those of a language belong."""
    there = [each.language for each in (chat.words if is_words else chat.patterns)]
    strays = [each.place for each in there if each not in course.languages]
    last = [each.rules[-1].id.place for each in chat.patterns if each.rules]
    return next(iter(strays), chat.place if is_words else last[-1] if last else chat.names.place)


def _rules(patterns: SafetyPatterns, texts: Sequence[str]) -> Iterator[Problem]:
    classes = {line.partition("=")[0].strip() for line in patterns.classes}
    ruled = {str(each.id): each.rules[-1].place for each in patterns.rules if each.rules}
    for name in texts:
        if name != WITHOUT_RULES and name not in ruled:
            place = _after(name, texts, ruled, patterns.place)
            yield problem("K002", place, language=patterns.language, missing=f'rules for "{name}"')
    for at, line in enumerate(patterns.classes):
        name = line.partition("=")[0].strip()
        if name in [each.partition("=")[0].strip() for each in patterns.classes[:at]]:
            yield problem("K004", line.place, rule=line, reason=f"there is another class {name}")
        elif found := SIGN.search(line.partition("=")[2]):
            yield problem("K004", line.place, rule=line, reason=f"no message has a {found[0]}")
    for at, each in enumerate(patterns.rules):
        if each.id in [other.id for other in patterns.rules[:at]]:
            yield problem("K004", each.id.place, rule=each.id, reason=f"there are other rules for {each.id}")
    for rule in (rule for each in patterns.rules for rule in each.rules):
        unknown = [name for name in CLASS.findall(rule) if name not in classes]
        if unknown:
            yield problem("K004", rule.place, rule=rule, reason=f"there is no class {unknown[0]}")
        elif not RULE.fullmatch(rule):
            yield problem("K004", rule.place, rule=rule, reason="a word is empty")
        elif found := SIGN.search(rule):
            yield problem("K004", rule.place, rule=rule, reason=f"no message has a {found[0]}")


def _after(name: str, order: Sequence[str], found: Mapping[str, Place], otherwise: Place) -> Place:
    """Return where something that is missing belongs: after what comes before it in the order."""
    return next((found[each] for each in reversed(order[: order.index(name)]) if each in found), otherwise)


def _gap(name: str, found: Mapping[str, Place], otherwise: Place) -> Place:
    """Return where a safety text that is missing belongs: at the one in the file behind that which comes before it."""
    known = list(found)
    before = next((each for each in reversed(SAFETY[: SAFETY.index(name)]) if each in found), None)
    behind = known[known.index(before) + 1 :] if before else known
    return found[(behind or known)[0 if behind else -1]] if known else otherwise


def references(chat: Chat) -> Iterator[tuple[str, Iterable[Located]]]:
    """Yield what the chat points to: the kind of thing, and its ids."""
    yield "contact", [name for step in chat.next_steps for name in step.contacts]
    yield "contact", [name for text in chat.texts for name in text.contacts]
    yield "answer", [*chat.topics, *(name for text in chat.texts for name in text.see)]
    others = {*BESIDE, *(str(text.id) for text in chat.texts)}
    yield "answer", [asks.id for words in chat.words for asks in words.asks if asks.id not in others]
    yield "next step", [answer.next for answer in chat.answers]
    yield "source", [*(answer.source for answer in chat.answers), *(text.source for text in chat.texts)]
    yield "safety text", [each.id for patterns in chat.patterns for each in patterns.rules]


def search_data(chat: Chat, language: str) -> dict[str, Any]:
    """Return what answering is given (``ChatData`` in assets/components/chat/search.js)."""
    learnt = _in(language, chat.learnt)
    return {
        **_reading(chat, language),
        "answers": [{"id": answer.id, "title": answer.title} for answer in chat.answers],
        "learnt": learnt and learnt.weights,
    }


def is_taught(chat: Chat, language: str) -> bool:
    """Return whether the weights of ``language`` were learnt from the wordings as they are."""
    learnt = _in(language, chat.learnt)
    return learnt is not None and learnt.of == digest(chat, language)


def digest(chat: Chat, language: str) -> str:
    """Return what changes when anything changes that the chat learns from."""
    return hashlib.sha256(json.dumps(lesson(chat, language), ensure_ascii=False).encode()).hexdigest()


def lesson(chat: Chat, language: str) -> dict[str, Any]:
    """Return what is learnt from (``Lesson`` in assets/components/chat/learn.js); the same for every audience."""
    words = words_of(chat, language)
    assert words is not None
    wordings = [{"text": str(line), "id": str(each.id)} for each in words.asks for line in each.words]
    return {**_reading(chat, language), "wordings": wordings}


def _reading(chat: Chat, language: str) -> dict[str, Any]:
    words, patterns = words_of(chat, language), patterns_of(chat, language)
    assert words is not None
    assert patterns is not None
    return {
        "words": {
            **{key: str(getattr(words, key)).split() for key in ("stop", "turning", "other", "common", "asking")},
            **{key: list(getattr(words, key)) for key in ("endings", "compounds", "phrases", "synonyms")},
        },
        "patterns": {
            "language": patterns.language,
            "classes": list(patterns.classes),
            "rules": [{"id": each.id, "rules": list(each.rules)} for each in patterns.rules],
        },
        "names": str(chat.names).split(),
        "capitalNames": list(chat.capital_names),
        "safety": [{"id": text.id} for text in chat.texts],
    }


def words_of(chat: Chat, language: str) -> ChatWords | None:
    return _in(language, chat.words)


def patterns_of(chat: Chat, language: str) -> SafetyPatterns | None:
    return _in(language, chat.patterns)


def _in(language: str, them: Sequence[OfLanguage]) -> OfLanguage | None:
    """Return what is in ``language``; for one written for a region, such as nl-BE, else of the language itself."""
    wanted = (language, language.partition("-")[0])
    return next((each for name in wanted for each in them if each.language == name), None)
