"""What an LMS's report shows as ids and letters, in words: one row a reported question."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, fields

from ..check.questions import interaction_id, right_answers
from ..film import spotting
from ..model import Course, Question, Quiz, Story

# A cell that begins so is taken for a formula by spreadsheets.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
EARLIEST = (1980, 1, 1, 0, 0, 0)


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
    """Return the rows as CSV in UTF-8 with the mark that spreadsheets look for."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(HEADINGS)
    table.writerows([_harmless(getattr(row, name)) for name in HEADINGS] for row in found)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def as_xlsx(found: Sequence[Row]) -> bytes:
    """Return the rows as a workbook, always the same bytes. Needs openpyxl."""
    import datetime

    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = book.properties.modified = datetime.datetime(1980, 1, 1)
    sheet = book.worksheets[0]
    sheet.title = "Code book"
    sheet.freeze_panes = "B2"
    for column, (name, width) in enumerate(
        zip(HEADINGS, (26, 9, 14, 16, 12, 46, 46, 60, 12, 36, 13, 26), strict=True), 1
    ):
        sheet.cell(1, column, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for line, row in enumerate(found, 2):
        for column, name in enumerate(HEADINGS, 1):
            cell = sheet.cell(line, column)
            cell.value = getattr(row, name)
            cell.data_type = "s"  # never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    stream = io.BytesIO()
    book.save(stream)
    return _same_times(stream.getvalue())


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _same_times(data: bytes) -> bytes:
    """Return a zip with all its times set to the earliest there is, so that the same rows give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == "docProps/core.xml":
                content = _without_clock(content)
            after.writestr(zipfile.ZipInfo(info.filename, EARLIEST), content)
    return stream.getvalue()


def _without_clock(core: bytes) -> bytes:
    """Take out the moment of saving, which openpyxl writes whatever the properties say."""
    from lxml import etree

    root = etree.fromstring(core)
    for element in root.iter("{http://purl.org/dc/terms/}modified", "{http://purl.org/dc/terms/}created"):
        element.text = "1980-01-01T00:00:00Z"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
