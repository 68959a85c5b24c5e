"""What an LMS's report shows as ids and letters, in words: one row a reported question."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from .. import workbook
from ..check.questions import interaction_id, right_answers
from ..film import spotting
from ..model import Course, Question, Quiz, Story


@dataclass(frozen=True, kw_only=True)
class Row:
    """One question under the id by which an LMS reports it. ``answers`` and ``right`` as an LMS shows them.

    ``before``: the id of the question on confidence that asked the same at the beginning.
    """

    interaction: str
    language: str
    audience: str
    part: str
    type: str
    case: str
    question: str
    answers: str
    right: str
    teaches: str
    nothing_wrong: str
    before: str = ""


HEADINGS = tuple(field.name for field in fields(Row))


def rows(course: Course, language: str) -> list[Row]:
    """Return what is reported of one edition: the final test, how sure learners are, and marks in stories."""
    part_of = {
        str(argument): str(part.title)
        for part in course.parts
        for page in part.pages
        for block in page.blocks
        for argument in getattr(block, "arguments", ())
    }
    return [
        _row(course, language, quiz, question, part_of.get(str(quiz.id), ""))
        for quiz in course.quizzes
        for question in quiz.questions
        if quiz.id == course.completion.test or question.type == "confidence"
    ] + [
        _marks(course, language, story, part_of[str(story.id)]) for story in course.stories if str(story.id) in part_of
    ]


def _row(course: Course, language: str, quiz: Quiz, question: Question, part: str) -> Row:
    known = {str(each.id): str(each.title) for each in course.signals.signals}
    known |= {str(each.id): str(each.title) for each in course.guidance.steps}
    answers = [f"{option.id}: {option.text}" for option in question.options]
    answers += [f"{target.id}: {target.text}" for target in question.targets]
    asked = ((other, each) for other in course.quizzes for each in other.questions)
    return Row(
        interaction=interaction_id(quiz, question),
        language=language,
        audience=str(course.audience.id) if course.audience else "",
        part=part,
        type=question.type,
        case=str(question.case or ""),
        question=str(question.text),
        answers=" | ".join(answers),
        right=", ".join(right_answers(question)),
        teaches=", ".join(known.get(str(each), str(each)) for each in question.teaches),
        nothing_wrong="yes" if question.nothing_wrong else "",
        before=next((interaction_id(other, each) for other, each in asked if each.id == question.before), ""),
    )


def _marks(course: Course, language: str, story: Story, part: str) -> Row:
    """Return the row of a story: its answer is a list of seconds, each with the signal that was met there."""
    titles = {str(each.id): str(each.title) for each in course.signals.signals}
    shown = dict.fromkeys(str(each.signal) for scene in story.scenes for each in scene.signals)
    return Row(
        interaction=spotting.interaction_id(story),
        language=language,
        audience=str(course.audience.id) if course.audience else "",
        part=part,
        type="marks",
        case="",
        question=str(story.title),
        answers=" | ".join(f"{name}: {titles.get(name, name)}" for name in shown),
        right="",
        teaches=", ".join(titles.get(name, name) for name in shown),
        nothing_wrong="",
    )


def as_csv(found: Sequence[Row]) -> bytes:
    return workbook.as_csv(_table(found))


def as_xlsx(found: Sequence[Row]) -> bytes:
    """Return the rows as a workbook, the same bytes everywhere: versions of zlib differ, so nothing is deflated."""
    stream = io.BytesIO()
    deflated = io.BytesIO(workbook.as_xlsx({"Code book": _table(found)}))
    with zipfile.ZipFile(deflated) as before, zipfile.ZipFile(stream, "w") as after:
        for info in before.infolist():
            after.writestr(info, before.read(info), zipfile.ZIP_STORED)
    return stream.getvalue()


def _table(found: Sequence[Row]) -> list[tuple[str, ...]]:
    return [HEADINGS, *(astuple(row) for row in found)]
