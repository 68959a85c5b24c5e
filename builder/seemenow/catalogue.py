"""Every fault that an author can meet: its severity, its wording and its remedy, once.

Letters: L reading files, C course and pages, Q questions, G guidance and figures, S stories,
T translations, R reviews, B building. A number is never used again for another meaning.
Faults of finished packages (P…) live in scorm/requirements, those of films and captions (V…) in film and captions.
"""

from __future__ import annotations

from dataclasses import dataclass

from scormkit.problems import NOWHERE, Place, Problem, Severity


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One kind of fault. ``message`` and ``remedy`` carry ``{placeholders}``; ``wrong`` and ``right`` are examples."""

    severity: Severity
    message: str
    remedy: str
    wrong: str
    right: str


FAULTS: dict[str, Fault] = {
    "L001": Fault(
        severity="error",
        message='The file "{file}" is missing.',
        remedy="Create it, or take away what points to it. {near}",
        wrong="a course folder without course.yaml",
        right="course/course.yaml",
    ),
    "L002": Fault(
        severity="error",
        message="The file cannot be read: {reason}.",
        remedy="Save it as plain text in UTF-8 and make sure that you may read it.",
        wrong="a file saved as Latin-1 or as a Word document",
        right='"Save as … UTF-8" in your editor',
    ),
    "L003": Fault(
        severity="error",
        message="This is not readable as YAML: {reason}.",
        remedy="Look at this line and the one above: indentation by blanks only, a blank after each colon, "
        "and quotation marks around text that contains a colon.",
        wrong="title: Noticing: what to look for",
        right='title: "Noticing: what to look for"',
    ),
    "L004": Fault(
        severity="error",
        message='"{key}" stands twice here.',
        remedy="Keep one of the two.",
        wrong="title: One\ntitle: Two",
        right="title: One",
    ),
    "L005": Fault(
        severity="error",
        message='"{key}" means nothing here.',
        remedy="{near}Known here: {known}.",
        wrong="titel: Start",
        right="title: Start",
    ),
    "L006": Fault(
        severity="error",
        message='"{key}" is missing.',
        remedy="Add a line that begins with {key}: and gives {wanted}.",
        wrong="- id: a2",
        right="- id: a2\n  title: A pattern of being late",
    ),
    "L007": Fault(
        severity="error",
        message='"{key}" should be {wanted}, but is {found}.',
        remedy="Write {wanted}.",
        wrong="minutes: three",
        right="minutes: 3",
    ),
    "L008": Fault(
        severity="error",
        message='"{key}" cannot be "{value}".',
        remedy="{near}Possible: {known}.",
        wrong="mark: strong",
        right="mark: weigh",
    ),
    "L009": Fault(
        severity="error",
        message='"{key}" is empty.',
        remedy="Write {wanted}, or take the line away if it is not needed.",
        wrong='title: ""',
        right="title: Start",
    ),
    "L010": Fault(
        severity="error",
        message='"{value}" cannot be an id.',
        remedy="An id begins with a letter and has only small letters, digits and hyphens, at most 32: "
        "the LMS keeps its records by it.",
        wrong="id: My Page!",
        right="id: my-page",
    ),
    "C001": Fault(
        severity="error",
        message='There is no folder for the part "{id}".',
        remedy="Name it in parts/ with two digits in front, such as parts/01-{id}. {near}",
        wrong="parts: [start] without parts/01-start",
        right="parts/01-start/part.yaml",
    ),
    "C002": Fault(
        severity="error",
        message='The id "{id}" is used twice for {kind}; the other is at {other}.',
        remedy="Give one of the two another id. Ids of packages that are already out must stay.",
        wrong="two questions with id: calls",
        right="id: calls and id: late-calls",
    ),
    "C003": Fault(
        severity="error",
        message='There is no {kind} "{id}".',
        remedy="{near}Known: {known}.",
        wrong="::story night-ligth",
        right="::story night-light",
    ),
    "C004": Fault(
        severity="error",
        message='"::{name}" is not a component.',
        remedy="{near}Known: {known}.",
        wrong="::storry night-light",
        right="::story night-light",
    ),
    "C005": Fault(
        severity="error",
        message='"::{name}" needs {wanted}, but has {found}.',
        remedy="Write it as {example}.",
        wrong="::story",
        right="::story night-light",
    ),
    "C006": Fault(
        severity="error",
        message="HTML is not possible here: {html}",
        remedy="Write Markdown instead; for a component write a line such as ::story night-light.",
        wrong="<b>important</b>",
        right="**important**",
    ),
    "C007": Fault(
        severity="error",
        message='The link "{url}" cannot be used.',
        remedy="Links begin with https://, mailto: or tel:.",
        wrong="[site](http://example.org)",
        right="[site](https://example.org)",
    ),
    "C008": Fault(
        severity="error",
        message='The test "{id}" is on no page, so nobody could finish the course.',
        remedy="Put a line ::quiz {id} on a page of a core part.",
        wrong="completion: {test: final} and no page with ::quiz final",
        right="::quiz final",
    ),
    "C009": Fault(
        severity="warning",
        message='The page "{file}" is in no part.',
        remedy="Add its name to pages in part.yaml, or delete the file.",
        wrong="parts/01-start/old.md, not named in part.yaml",
        right="pages: [welcome, old]",
    ),
    "C010": Fault(
        severity="error",
        message="The heading begins with {marks}; a page's own title is its only first-level heading.",
        remedy="Begin headings inside a page with ##.",
        wrong="# Noticing",
        right="## Noticing",
    ),
    "C011": Fault(
        severity="error",
        message='The {kind} "{id}" appears on two pages; the other is at {other}.',
        remedy="Leave it on one page: its result and the place in it are kept once.",
        wrong="::quiz final on two pages",
        right="::quiz final on one page",
    ),
    "C012": Fault(
        severity="error",
        message="“{title}” cannot be the title of a package in {language}: {reason}.",
        remedy="Use at most 60 characters and none of & < >: LMSs cut or damage other titles.",
        wrong="title: See & Be Seen",
        right="title: See and be seen",
    ),
    "C013": Fault(
        severity="error",
        message='"{version}" cannot be a version.',
        remedy="Write three numbers with points, such as 1.0.0, in quotation marks.",
        wrong="version: one",
        right='version: "1.0.0"',
    ),
    "C014": Fault(
        severity="error",
        message="The languages ({known}) do not fit: {reason}.",
        remedy="Name languages by their short code, such as en or nl, the source language among them.",
        wrong="source_language: en with languages: [nl]",
        right="source_language: en with languages: [en, nl]",
    ),
    "C015": Fault(
        severity="error",
        message="{what} has no {parts}.",
        remedy="Name at least one, in order, or take it out of the course.",
        wrong="pages: []",
        right="pages: [welcome]",
    ),
    "C016": Fault(
        severity="error",
        message='There is no audience "{id}".',
        remedy="{near}Known: {known}. Audiences stand in course.yaml.",
        wrong="for: [primry]",
        right="for: [primary]",
    ),
    "C017": Fault(
        severity="error",
        message='The line "{words}" cannot be used: {reason}.',
        remedy="Begin with :::for and the ids of audiences (or :::not-for), and end with a line that is only :::; "
        "both at the margin of the page.",
        wrong=":::for primary\nWords for them, and no line that ends it",
        right=":::for primary\nWords for them.\n:::",
    ),
    "C018": Fault(
        severity="error",
        message="Nobody would ever see this: no audience meets its condition and that of what it stands in.",
        remedy="Change one of the two conditions, or take it out of the course.",
        wrong=":::for mbo on a page with for: [primary]",
        right=":::for mbo on a page for everybody",
    ),
    "C019": Fault(
        severity="warning",
        message='The part "{part}" says that it takes {declared} minutes; a calm reader needs about {found}.',
        remedy="Take `minutes` out of part.yaml, so that they are computed for each edition, or write what is true.",
        wrong="minutes: 3 in a part of 1,000 words",
        right="part.yaml without minutes",
    ),
    "C020": Fault(
        severity="warning",
        message='The part "{part}" takes about {found} minutes; a core part has {least} to {most}.',
        remedy="Make two parts of it, move pages to a part with core: false, or add it to another part.",
        wrong="a part of 2,000 words",
        right="two parts of 1,000 words",
    ),
    "C021": Fault(
        severity="warning",
        message="The core parts take about {found} minutes; `limits` allows {most}.",
        remedy="Shorten, or move pages to a part with core: false.",
        wrong="core parts of 60 minutes with core_minutes: 45",
        right="core parts of 40 minutes",
    ),
    "B003": Fault(
        severity="error",
        message='The course has no audience "{audience}".',
        remedy="Known: {known}.",
        wrong="--audience primry",
        right="--audience primary",
    ),
    "Q001": Fault(
        severity="error",
        message='Question "{question}" marks answer "{id}" as right, but its answers are {known}.',
        remedy="Write one of {known} in `right`, or add an answer with the id {id}.",
        wrong="right: [d] with the answers a, b, c",
        right="right: [c]",
    ),
    "Q002": Fault(
        severity="error",
        message='Question "{question}" is of type {type}, which has {wanted}, but it marks {found}.',
        remedy="Change `right`, or the type.",
        wrong="type: single with right: [a, c]",
        right="type: multiple with right: [a, c]",
    ),
    "Q003": Fault(
        severity="error",
        message='Question "{question}" has the answer id "{id}", which cannot be reported to an LMS.',
        remedy="{wanted}",
        wrong="id: first",
        right="id: a",
    ),
    "Q004": Fault(
        severity="error",
        message='Question "{question}" has {found}.',
        remedy="A question needs at least two answers, and at least one that is not right.",
        wrong="one answer",
        right="three answers, one of them right",
    ),
    "Q005": Fault(
        severity="error",
        message='In {calm} of the {all} cases of the test "{quiz}" nothing is wrong; at least one in three is needed.',
        remedy="Noticing well also means not accusing: add questions with nothing_wrong: true.",
        wrong="six questions, one with nothing_wrong: true",
        right="six questions, two with nothing_wrong: true",
    ),
    "Q006": Fault(
        severity="error",
        message='Together, the ids "{quiz}" and "{question}" are longer than the 32 characters that LMSs keep.',
        remedy="Shorten the question's id by {over} characters.",
        wrong="id: what-would-you-do-when-called-away",
        right="id: called-away",
    ),
    "Q007": Fault(
        severity="error",
        message='The quiz "{quiz}" has no questions.',
        remedy="Write at least one, or take the quiz out of the course.",
        wrong="questions: []",
        right="questions with at least one entry",
    ),
    "Q008": Fault(
        severity="error",
        message='Question "{question}" is of type {type}, which {rule}.',
        remedy="Add what is missing, take away what means nothing here, or change the type.",
        wrong="type: matching with answers that have no `fits`",
        right="type: matching with {id: a, text: …, feedback: …, fits: c}",
    ),
    "Q009": Fault(
        severity="error",
        message='Answer "{id}" of question "{question}" fits "{target}", but its targets are {known}.',
        remedy="Write one of {known} in `fits`, or add a target with the id {target}.",
        wrong="fits: d with the targets a, b, c",
        right="fits: c",
    ),
    "Q010": Fault(
        severity="error",
        message='The area of answer "{id}" of question "{question}" {reason}.',
        remedy="Write left, top, width and height in per cent of the picture: at least 9 wide and 16 high, at most 100 "
        "together.",
        wrong="area: [90, 10, 20, 20]",
        right="area: [75, 10, 20, 20]",
    ),
    "Q011": Fault(
        severity="error",
        message='There is no picture "{file}" for question "{question}".',
        remedy="Put it into the folder pictures/, or name a drawing: {known}. {near}",
        wrong="picture: {file: yard.png, …} without pictures/yard.png",
        right="picture: {file: schoolyard, …}",
    ),
    "Q012": Fault(
        severity="error",
        message='The quiz "{quiz}" draws {draw} of its {all} questions.',
        remedy="Draw at least one and at most {all}, or leave `draw` out to ask them all.",
        wrong="draw: 12 of eight questions",
        right="draw: 6 of eight questions",
    ),
    "Q013": Fault(
        severity="error",
        message='The quiz "{quiz}" asks a question of type {type}, "{question}", among questions that are judged.',
        remedy="Put questions about the reader herself (confidence, reflection) into a quiz of their own.",
        wrong="a final test with a reflection",
        right="a quiz own-ideas with reflections only",
    ),
    "Q014": Fault(
        severity="error",
        message="`test_out_percent` is {found}, which is not between `pass_percent` ({least}) and 100.",
        remedy="Ask at least what passing the test asks, or leave the key out.",
        wrong="pass_percent: 70, test_out_percent: 60",
        right="pass_percent: 70, test_out_percent: 80",
    ),
    "Q015": Fault(
        severity="error",
        message='The turn "{turn}" has {found}, so the conversation stops there or gives no choice.',
        remedy="Give it at least two `choices`, or an `end`, and not both.",
        wrong="a turn with says alone",
        right="a turn with says and end",
    ),
    "Q016": Fault(
        severity="error",
        message='A choice of the turn "{turn}" leads to "{id}", but the turns are {known}.',
        remedy="Write one of {known} in `to`, or add a turn with the id {id}.",
        wrong="to: gone with the turns start, listens",
        right="to: listens",
    ),
    "Q017": Fault(
        severity="error",
        message='The turn "{turn}" stands apart: {reason}.',
        remedy="Let a choice lead to it, and from it some way to a turn with `end`.",
        wrong="two turns that lead only to one another",
        right="one of them leads to a turn with end",
    ),
    "Q018": Fault(
        severity="error",
        message="In {calm} of {all} cases nothing is wrong, counted over the {which}; at least one in three is needed.",
        remedy="Noticing well also means not accusing: add questions with a case and nothing_wrong: true.",
        wrong="six cases, one with nothing_wrong: true",
        right="six cases, two with nothing_wrong: true",
    ),
    "Q019": Fault(
        severity="warning",
        message='Question "{question}" shares {percent} per cent of its words with "{other}" at {place}.',
        remedy="Tell another situation in other words; more than 70 per cent of the same words are too many.",
        wrong="two cases that differ in one word",
        right="two cases that teach different things",
    ),
    "G001": Fault(
        severity="error",
        message='The contact "{id}" has neither phone nor url.',
        remedy="Add one of the two, with the source where it was read.",
        wrong="- id: police",
        right='- id: police\n  phone: "0900-8844"',
    ),
    "G002": Fault(
        severity="warning",
        message='The check of the contact "{id}" was due on {date}; the package shows {shown} instead.',
        remedy="Dial the number, open the address, then write the new dates.",
        wrong="expires_on: 2026-01-01",
        right="expires_on: 2027-02-22",
    ),
    "G003": Fault(
        severity="error",
        message='"{phone}" is not a telephone number that can be dialled.',
        remedy='Write digits with hyphens or blanks, in quotation marks, such as "0800-2000".',
        wrong="phone: call us",
        right='phone: "0800-2000"',
    ),
    "G004": Fault(
        severity="error",
        message='The figure "{id}" is from {year} and does not say that it is dated.',
        remedy="Write dated: true, or bring a newer figure with its source.",
        wrong="year: 2017 with dated: false",
        right="year: 2017 with dated: true",
    ),
    "G005": Fault(
        severity="pending",
        message='Nobody has dialled the number of "{id}" yet; the package says "from public pages, read on …".',
        remedy="Call it, then write dialled_on with the date.",
        wrong="no dialled_on",
        right="dialled_on: 2026-12-01",
    ),
    "G006": Fault(
        severity="error",
        message="`{key}` names nobody, so {consequence}.",
        remedy="Name at least one of the contacts.",
        wrong="now: []",
        right="now: [emergency, veilig-thuis]",
    ),
    "S001": Fault(
        severity="error",
        message="{what} has no {parts}.",
        remedy="Write at least one, or take it out of the course.",
        wrong="scenes: []",
        right="scenes with lines that are said",
    ),
    "S003": Fault(
        severity="error",
        message='The signal "{signal}" goes with line {line}, but the scene "{scene}" has {count}.',
        remedy="Write the number of one of its lines, from 1.",
        wrong="line: 4 in a scene of three lines",
        right="line: 3",
    ),
    "S004": Fault(
        severity="error",
        message='The story "{id}" has no safeguarding record.',
        remedy="Add record.yaml beside story.yaml; docs/films.md says what belongs in it.",
        wrong="stories/night-light without record.yaml",
        right="stories/night-light/record.yaml",
    ),
    "T001": Fault(
        severity="error",
        message='There is no catalogue for the language "{language}".',
        remedy="Run seemenow translate export {language}, or take the language out of course.yaml.",
        wrong="languages: [en, fr] without locale/fr/course.po",
        right="locale/fr/course.po",
    ),
    "T002": Fault(
        severity="warning",
        message="Not translated: “{text}”",
        remedy="Translate the entry {context} in {file}; until then the source text shows.",
        wrong='msgstr ""',
        right='msgstr "Waarnemen"',
    ),
    "T003": Fault(
        severity="error",
        message="The translation of “{text}” lost or changed {what}.",
        remedy="Keep in the translation what stands in the source: {what}.",
        wrong='msgid "{n} minutes"\nmsgstr "minuten"',
        right='msgid "{n} minutes"\nmsgstr "{n} minuten"',
    ),
    "T004": Fault(
        severity="warning",
        message="The source text changed after it was translated: “{text}”",
        remedy="Look at the entry {context} in {file}, mend it and take the mark “fuzzy” away.",
        wrong="#, fuzzy",
        right="the same entry without fuzzy",
    ),
    "R001": Fault(
        severity="pending",
        message="Nobody has reviewed this course yet: every package is an unreviewed edition and says so.",
        remedy="Reviews by people are written down in the course with role, date and version; never invented.",
        wrong="an invented reviewer",
        right="no review, and the edition says so",
    ),
    "B001": Fault(
        severity="error",
        message="What a learner could have to keep takes {found} characters in the worst case; {limit} are possible.",
        remedy="Make two courses of it, or take questions out of the test.",
        wrong="a course with 6,000 questions",
        right="a course with 600 questions",
    ),
    "B002": Fault(
        severity="error",
        message='The course has no language "{language}".',
        remedy="Known: {known}.",
        wrong="--lang fr",
        right="--lang nl",
    ),
}


def problem(code: str, place: Place = NOWHERE, /, **values: object) -> Problem:
    """Return the fault ``code`` at ``place``, with its wording filled in."""
    fault = FAULTS[code]
    return Problem(
        code=code,
        severity=fault.severity,
        message=fault.message.format(**values),
        remedy=fault.remedy.format(**values).strip(),
        place=place,
    )
