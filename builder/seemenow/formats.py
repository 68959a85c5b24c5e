"""What each format adds to a course: the adapter in its script, the policy of its pages, its control files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from scormkit import cmi5, scorm12, scorm2004
from scormkit.outline import Outline
from scormkit.xsd import control_documents

from .model import Course

# tried: plain `default-src 'self'` blocks the blob that rescues films where a server ignores ranges
POLICY = (
    "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'"
)

# One edition of a course by language.
Courses = Mapping[str, Course]

# An id of ours that needs no domain; the LMS makes the ids of its own records itself (cmi5 8.1.5.0-3).
PUBLISHER = "urn:x-see-me-now"

_MOVE_ON: dict[str, cmi5.MoveOn] = {"completed": "Completed", "passed": "Passed", "both": "CompletedAndPassed"}


@dataclass(frozen=True, kw_only=True)
class Format:
    """``script``: assets/player/<script>.js, which hands its adapter to the player. ``control``: the files that the
    standard wants beside the pages, by name. ``policy``: the Content-Security-Policy of the pages.
    ``is_preloading``: fonts are asked for with the page; browsers refuse that where a page is opened from a folder."""

    script: str
    control: Callable[[Outline, Courses], Mapping[str, bytes]]
    identifiers: Callable[[Outline], tuple[str, ...]]
    policy: str = POLICY
    is_preloading: bool = True


def _scorm12(outline: Outline, _courses: Courses) -> dict[str, bytes]:
    control = control_documents("scorm12")
    return {"imsmanifest.xml": scorm12.manifest(outline, control), **control}


def _scorm2004(outline: Outline, _courses: Courses, *, standard: scorm2004.Standard) -> dict[str, bytes]:
    control = control_documents(standard)
    return {"imsmanifest.xml": scorm2004.manifest(outline, control, standard=standard), **control}


def _cmi5(outline: Outline, courses: Courses) -> dict[str, bytes]:
    return {cmi5.FILE: cmi5.structure(outline, _unit(outline, courses))}


def _unit(outline: Outline, courses: Courses) -> cmi5.Unit:
    """Return what cmi5 asks of an assignable unit: done by the course's own rule, passed from its own mark on."""
    course = courses[outline.language]
    return cmi5.Unit(
        base=PUBLISHER,
        description=str(course.description),
        move_on=_MOVE_ON[course.completion.status],
        mastery_score=course.completion.pass_percent / 100,
        translations={
            language: cmi5.Words(title=str(each.title), description=str(each.description))
            for language, each in courses.items()
            if language != outline.language
        },
    )


FORMATS: Mapping[str, Format] = {
    "scorm12": Format(script="scorm12", control=_scorm12, identifiers=scorm12.item_identifiers),
    **{
        standard: Format(
            script="scorm2004",
            control=partial(_scorm2004, standard=standard),
            identifiers=scorm2004.item_identifiers,
        )
        for standard in ("scorm2004-3", "scorm2004-4")
    },
    "cmi5": Format(
        script="cmi5",
        control=_cmi5,
        identifiers=lambda outline: (),
        # The LMS names the address of its record store at the launch; it may be any.
        policy=f"{POLICY}; connect-src 'self' https: http:",
    ),
    "web": Format(
        script="web",
        control=lambda outline, courses: {},
        identifiers=lambda outline: (),
        is_preloading=False,
    ),
}
