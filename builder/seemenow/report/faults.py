"""What can be wrong with exports, code books and rosters (codes D), and how it is said."""

from __future__ import annotations

from pathlib import Path

from scormkit.problems import Place, Problem

from ..rule import Rule

CODES: dict[str, Rule] = {
    "D001": Rule(
        severity="error",
        sentence="This is no export that is known here. Its first line says: {headings}.",
        remedy="Known are Moodle's SCORM report (basic or interactions), activity completion and grade export, xAPI "
        "statements as JSON lines, CSV of SCORM Cloud registrations. Download it again; change no headings.",
    ),
    "D002": Rule(
        severity="error",
        sentence="The file cannot be read: {reason}.",
        remedy="Download it again; do not open and save it in another program in between.",
    ),
    "D003": Rule(
        severity="error",
        sentence="The files do not say in the same way who a learner is: {kinds}.",
        remedy="Download them again with the same column in each, best the e-mail address or the ID number.",
    ),
    "D004": Rule(
        severity="error",
        sentence="There are several activities in this file: {names}.",
        remedy="Say which one is the course with --activity NAME.",
    ),
    "D005": Rule(
        severity="error",
        sentence="There is no activity {name} in this file, only {names}.",
        remedy="Say one of these with --activity NAME, or leave the file out.",
    ),
    "D006": Rule(
        severity="error",
        sentence="None of the questions in this file is in the code book; it has for instance {found}.",
        remedy="Take the code book of the release that is in the LMS, or leave out this file: it is of another course.",
    ),
    "D007": Rule(
        severity="error",
        sentence="This is no code book: it has no column `interaction` with ids of questions.",
        remedy="Take code-book.csv or code-book.xlsx of the release that is in the LMS.",
    ),
    "D008": Rule(
        severity="warning",
        sentence="The file is not in UTF-8. It was read as Windows-1252, the other usual one.",
        remedy="Look whether names with accents came out right; if not, download the file again as UTF-8.",
    ),
    "D009": Rule(
        severity="warning",
        sentence="Letters with accents were spoilt before this file came here, such as {example}.",
        remedy="Download it again, and do not save it in another program in between.",
    ),
    "D010": Rule(
        severity="warning",
        sentence="Dates such as {example} can be read in two ways, and the file does not say how; they were left out.",
        remedy="Say --dates dmy when the day comes first, or --dates mdy when the month does.",
    ),
    "D011": Rule(
        severity="warning",
        sentence="The file has answers, but not the ids of the questions; its answers were left out.",
        remedy="In Moodle's interactions report tick `Summary of question` and `Summary of result`; download it again.",
    ),
    "D012": Rule(
        severity="warning",
        sentence="Where there is a score, Moodle's SCORM report does not tell the status: who has {percent} or more "
        "in the test is taken to be done.",
        remedy="Add the export of activity completion: it tells the status, and on which day.",
    ),
    "D013": Rule(
        severity="warning",
        sentence="Learners can only be told apart by their names; two people of one name count as one.",
        remedy="Let Moodle show the e-mail address or the ID number in reports, and download them again.",
    ),
    "D014": Rule(
        severity="warning",
        sentence="Learners stand here twice with different facts: {count}. They were left out of the roster.",
        remedy="Let each learner stand once in the roster.",
    ),
    "D015": Rule(
        severity="error",
        sentence="This is no roster: it has no column that says who a learner is.",
        remedy="Give it a column `email`, `id number` or `username`, and beside it `school`, `audience` or `due`.",
    ),
    "D016": Rule(
        severity="warning",
        sentence="The exports have learners whom the roster does not know: {count}. They were left out.",
        remedy="Add them to the roster if they belong there.",
    ),
    "D017": Rule(
        severity="error",
        sentence="The files have no learner of this course.",
        remedy="Look whether they are of the right course, and whether --activity says its name.",
    ),
    "D018": Rule(
        severity="warning",
        sentence="No file tells on which day somebody was done; the day of the last visit stands for it.",
        remedy="Add the export of activity completion.",
    ),
    "D019": Rule(
        severity="warning",
        sentence="The code book does not say which questions on confidence belong together.",
        remedy="Make the release again with this version of seemenow, and take its code book.",
    ),
    "D020": Rule(
        severity="note",
        sentence="The file has more than one sheet; only the first, {sheet}, was read.",
        remedy="Give the others as files of their own.",
    ),
    "D021": Rule(
        severity="warning",
        sentence="Learners of one {kind} have different names: {count}. They count as one each.",
        remedy="Look whether two people share an account, or an ID was given twice.",
    ),
    "D022": Rule(
        severity="warning",
        sentence="No export tells whether somebody who is not done has begun.",
        remedy="Add Moodle's SCORM report: it tells who has begun.",
    ),
    "D023": Rule(
        severity="error",
        sentence='The file says of somebody "{found}", and it is not known here whether that means done.',
        remedy="Choose English or Dutch as your language in Moodle, and download it again.",
    ),
    "D024": Rule(
        severity="error",
        sentence="This answer of the record store is not all of it: it says under `more` where the next one is.",
        remedy="Fetch the next one, and so on until one has nothing under `more`; give all of the files together.",
    ),
    "D025": Rule(
        severity="warning",
        sentence="Days such as {example} cannot be read: {count}. They were left out.",
        remedy="Write days as 2026-11-22. For such as 22-11-26 say --dates dmy or --dates mdy.",
    ),
    "D026": Rule(
        severity="note",
        sentence="Columns of the roster were not used: {names}.",
        remedy="If one of them is meant to be, give it the name `school`, `audience` or `due`.",
    ),
    "D027": Rule(
        severity="error",
        sentence="A quotation mark on this line is not closed, so that lines after it cannot be told apart.",
        remedy="Take it out of the name or text where it stands, or download the file as Excel or ODS.",
    ),
    "D028": Rule(
        severity="warning",
        sentence="Learners stand under more than one school: {count}. Each counts under one, the last by the alphabet.",
        remedy="Give a roster with a column `school`: it says where each of them belongs.",
    ),
}


def fault(code: str, file: Path | None = None, **values: object) -> Problem:
    return CODES[code].problem(code, Place(file=str(file) if file else None), **values)


def unclosed(file: Path, line: int) -> Problem:
    return CODES["D027"].problem("D027", Place(file=str(file), line=line))


class Refused(Exception):
    """The report cannot be made; ``problem`` says why. It never leaves this package."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
