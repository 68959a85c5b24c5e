"""Say what is wrong with the questions and the conversations of a course (codes Q)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scormkit.problems import Place, Problem

from ..catalogue import problem
from ..model import Conversation, Course, Option, Question, Quiz, Target, Turn

INTERACTION_ID_LIMIT = 32  # LMS columns are narrower than the standard's 255 (practice.md 1.3, row 41)
JUDGED = ("single", "multiple", "true-false", "ordering", "matching", "place")
# Of the reader herself: there is no right answer, so they are no part of a test.
OWN = ("confidence", "reflection")
KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # type: (what it must have, what it may have), beside id, type, text and case
    "single": (("options", "right", "explain", "teaches"), ("nothing_wrong",)),
    "multiple": (("options", "right", "explain", "teaches"), ("nothing_wrong",)),
    "true-false": (("options", "right", "explain", "teaches"), ("nothing_wrong",)),
    "ordering": (("options", "right", "explain", "teaches"), ("nothing_wrong",)),
    "matching": (("options", "targets", "explain", "teaches"), ("nothing_wrong",)),
    "place": (("options", "right", "picture", "explain", "teaches"), ("nothing_wrong",)),
    "confidence": (("teaches",), ("before",)),
    "reflection": ((), ("explain", "teaches", "before")),
}
OPTIONAL = ("options", "right", "explain", "teaches", "targets", "picture", "before", "nothing_wrong")
CHOICE_LETTERS = "abcdefgh"
# Orders and pairs take four bits an answer in the packed state, of at most 31 (docs/tracking.md).
SEQUENCE_LETTERS = "abcdefg"
# A finger needs 24 pixels (WCAG 2.5.8), on a picture that is 280 by 158 on the smallest phone.
SMALLEST_AREA = (9, 16)


def faults(course: Course, broken: frozenset[str]) -> Iterator[Problem]:
    """Yield the faults of all quizzes and conversations; questions that could not be read whole are left out."""
    for quiz in course.quizzes:
        yield from _quiz(quiz, quiz.id == course.completion.test)
        for question in quiz.questions:
            if question.id not in broken:
                yield from _question(question)
            over = len(interaction_id(quiz, question)) - INTERACTION_ID_LIMIT
            if over > 0:
                yield problem("Q006", question.id.place, quiz=quiz.id, question=question.id, over=over)
    for conversation in course.conversations:
        if conversation.id not in broken and not broken.intersection(turn.id for turn in conversation.turns):
            yield from _conversation(conversation)


def right_answers(question: Question) -> list[str]:
    """Return what is right in the form in which answers are kept: letters, in order where it counts, pairs ``a.c``."""
    if question.type == "matching":
        return [f"{option.id}.{option.fits}" for option in question.options]
    return [str(each) for each in question.right]


def interaction_id(quiz: Quiz, question: Question) -> str:
    """Return the id under which an LMS reports a question: ``final_late_calls``."""
    return f"{quiz.id}_{question.id}".replace("-", "_")


def _quiz(quiz: Quiz, is_test: bool) -> Iterator[Problem]:
    count = len(quiz.questions)
    if not count:
        yield problem("Q007", quiz.place, quiz=quiz.id)
        return
    own = [question for question in quiz.questions if question.type in OWN]
    if own and (is_test or len(own) < count):
        yield problem("Q013", own[0].place, quiz=quiz.id, question=own[0].id, type=own[0].type)
    if quiz.draw is not None and not 1 <= quiz.draw <= count:
        yield problem("Q012", quiz.places.get("draw", quiz.id.place), quiz=quiz.id, draw=quiz.draw, all=count)
    calm = sum(question.nothing_wrong for question in quiz.questions)
    if is_test and calm * 3 < count:
        yield problem("Q005", quiz.id.place, quiz=quiz.id, calm=calm, all=count)


def _question(question: Question) -> Iterator[Problem]:
    keys = list(_keys(question))
    yield from keys
    if keys or question.type in OWN:
        return
    yield from _letters(question, question.options)
    yield from _letters(question, question.targets)
    ids = [str(option.id) for option in question.options]
    for right in question.right:
        if right not in ids:
            yield problem("Q001", right.place, question=question.id, id=right, known=", ".join(ids))
    if question.type == "matching":
        yield from _fits(question)
    elif question.type == "ordering":
        yield from _order(question, ids)
    else:
        yield from _choice(question, ids)
    if question.type == "place":
        yield from _areas(question)


def _keys(question: Question) -> Iterator[Problem]:
    """Yield what a question of this type lacks, and what it has that means nothing there."""
    needed, allowed = KEYS[question.type]
    for key in OPTIONAL:
        has = bool(getattr(question, key))
        # "multiple" without a right answer is told with how many it needs
        if key in needed and not has and not (key == "right" and question.options):
            yield replace(_key(question, "needs", key), place=_before(question, key))
        if has and key not in needed + allowed:
            yield replace(_key(question, "has no", key), place=question.places.get(key, question.place))
    for option in question.options:
        for key, type_ in (("fits", "matching"), ("area", "place")):
            has = getattr(option, key) is not None
            if has != (question.type == type_):
                verb = "has no" if has else "needs"
                yield problem(
                    "Q008", option.place, question=question.id, type=question.type, rule=f"{verb} `{key}` in an answer"
                )


def _key(question: Question, verb: str, key: str) -> Problem:
    return problem("Q008", question.place, question=question.id, type=question.type, rule=f"{verb} `{key}`")


def _before(question: Question, key: str) -> Place:
    """Return the place of what stands before a key in a question, so that a missing one is told where it belongs."""
    places = {
        "text": question.text.place,
        "picture": question.picture.describe.place if question.picture else None,
        "options": question.options[-1].place if question.options else None,
        "targets": question.targets[-1].place if question.targets else None,
        "right": question.right[0].place if question.right else None,
        "explain": question.explain.place if question.explain else None,
        "teaches": question.teaches[0].place if question.teaches else None,
    }
    names = list(places)
    earlier = names[: names.index(key)] if key in names else ["text"]
    return next((place for name in reversed(earlier) if (place := places[name])), question.place)


def _letters(question: Question, entries: Sequence[Option | Target]) -> Iterator[Problem]:
    """Yield ids that are no letters an LMS and the packed state can hold, and those used twice."""
    if question.type == "true-false":
        letters, wanted = "tf", "Use t for true and f for false."
    else:
        letters = SEQUENCE_LETTERS if question.type in ("ordering", "matching") else CHOICE_LETTERS
        wanted = f"Use one letter from a to {letters[-1]}."
    seen: dict[str, Option | Target] = {}
    for entry in entries:
        if entry.id not in letters or len(entry.id) != 1:
            yield problem("Q003", entry.id.place, question=question.id, id=entry.id, wanted=wanted)
        if entry.id in seen:
            yield problem("C002", entry.id.place, id=entry.id, kind="answer", other=seen[entry.id].id.place)
        seen.setdefault(entry.id, entry)


def _choice(question: Question, ids: Sequence[str]) -> Iterator[Problem]:
    if question.type == "multiple" and not question.right:
        yield _right(question, "at least one right answer", "none")
    if question.type != "multiple" and len(question.right) != 1:
        yield _right(question, "exactly one right answer", len(question.right))
    if len(ids) < 2 or set(ids) <= set(question.right):
        found = "only one answer" if len(ids) < 2 else "no answer that is not right"
        place = question.options[-1].place if question.options else question.place
        yield problem("Q004", place, question=question.id, found=found)


def _order(question: Question, ids: Sequence[str]) -> Iterator[Problem]:
    if sorted(question.right) != sorted(ids) and set(question.right) <= set(ids):
        yield _right(question, "every answer once, in the right order", ", ".join(question.right) or "none")
    if len(ids) < 3:
        place = question.options[-1].place if question.options else question.place
        yield problem("Q004", place, question=question.id, found="nothing to put in order")


def _right(question: Question, wanted: str, found: object) -> Problem:
    place = question.right[0].place if question.right else _before(question, "right")
    return problem("Q002", place, question=question.id, type=question.type, wanted=wanted, found=found)


def _fits(question: Question) -> Iterator[Problem]:
    known = [str(target.id) for target in question.targets]
    for option in question.options:
        if option.fits is not None and option.fits not in known:
            values = {"question": question.id, "id": option.id, "target": option.fits, "known": ", ".join(known)}
            yield problem("Q009", option.fits.place, **values)
    if len(question.options) < 2 or len(known) < 2:
        entries = question.options if len(question.options) < 2 else question.targets
        yield problem("Q004", entries[-1].place, question=question.id, found="nothing to choose between")


def _areas(question: Question) -> Iterator[Problem]:
    for option in question.options:
        left, top, width, height = option.area or (0, 0, 0, 0)
        if min(left, top) < 0 or left + width > 100 or top + height > 100:
            yield _area(question, option, "goes beyond the picture")
        elif width < SMALLEST_AREA[0] or height < SMALLEST_AREA[1]:
            yield _area(question, option, "is too small for a finger on a phone")


def _area(question: Question, option: Option, reason: str) -> Problem:
    return problem("Q010", option.place, question=question.id, id=option.id, reason=reason)


def _conversation(conversation: Conversation) -> Iterator[Problem]:
    turns: dict[str, Turn] = {}
    whole = bool(conversation.turns)
    for turn in conversation.turns:
        if turn.id in turns:
            yield problem("C002", turn.id.place, id=turn.id, kind="turn", other=turns[turn.id].id.place)
        turns.setdefault(str(turn.id), turn)
        if bool(turn.choices) == (turn.end is not None) or len(turn.choices) == 1:
            found = "one choice only" if len(turn.choices) == 1 else "both" if turn.choices else "neither"
            whole = False
            yield problem("Q015", turn.choices[-1].place if turn.choices else turn.place, turn=turn.id, found=found)
        for choice in turn.choices:
            if choice.to not in [each.id for each in conversation.turns]:
                whole = False
                known = ", ".join(each.id for each in conversation.turns)
                yield problem("Q016", choice.to.place, turn=turn.id, id=choice.to, known=known)
    if not turns:
        yield problem("Q015", conversation.place, turn=conversation.id, found="no turns")
    if not whole:
        return
    reached = _reached([str(conversation.turns[0].id)], turns)
    ending = {name for name in turns if any(turns[each].end for each in _reached([name], turns))}
    for name, turn in turns.items():
        if name not in reached:
            yield problem("Q017", turn.place, turn=name, reason="no choice leads to it")
        elif name not in ending:
            yield problem("Q017", turn.place, turn=name, reason="no way from it comes to an end")


def _reached(begin: Iterable[str], turns: dict[str, Turn]) -> set[str]:
    """Return the turns that can come after these, and these."""
    found: set[str] = set()
    todo = list(begin)
    while todo:
        name = todo.pop()
        if name in turns and name not in found:
            found.add(name)
            todo += [str(choice.to) for choice in turns[name].choices]
    return found
