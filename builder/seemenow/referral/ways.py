"""The way to the right person: what is wrong with it, and the table from which a municipality is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from scormkit.problems import Problem

from ..catalogue import problem
from ..model import Contact, Course, Guidance, Guide, GuideEnd, GuideQuestion, Located, Municipality, Region, RouteStep


def contacts(guidance: Guidance) -> Iterator[Located]:
    """Yield every contact that the route, the guide and the sheets name."""
    yield from (name for sheet in guidance.sheets for name in sheet.contacts)
    yield from (step.contact for step in (guidance.route.steps if guidance.route else ()) if step.contact)
    yield from (name for end in (guidance.guide.ends if guidance.guide else ()) for name in end.contacts)


def faults(course: Course, today: date, broken: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Yield what is wrong with regions (G002, G010, G012, G013, G015) and with the route (G014)."""
    guidance = course.guidance
    taken: set[str] = set()
    for region in guidance.regions:
        for code in region.municipalities if "guidance/municipalities.csv" not in broken else ():
            reason = _unfit(guidance.municipalities.get(code), today) or ("which stands twice" if code in taken else "")
            if reason:
                yield problem("G012", code.place, id=region.id, code=code, reason=reason)
            taken.add(str(code))
        if region.confirmed:
            yield from _confirmed(region, today)
    for step in guidance.route.steps if guidance.route else ():
        if (step.who == "contact") != (step.contact is not None):
            reason = "names no contact" if step.who == "contact" else f"has who: {step.who} and a contact too"
            yield problem("G014", step.place, id=step.id, reason=reason)
    if guidance.regions and not any(region.confirmed for region in guidance.regions):
        yield problem("G015", guidance.regions[0].place)


def guide_faults(guide: Guide) -> Iterator[Problem]:
    """Yield G016 for what keeps a way of the guide from coming to a good end."""
    questions = {str(each.id): each for each in guide.questions}
    ends = {str(each.id): each for each in guide.ends}
    reached: set[str] = set()

    def walk(name: str, before: tuple[str, ...]) -> Iterator[Problem]:
        reached.add(name)
        for answer in questions[name].answers if name in questions else ():
            to = str(answer.to)
            if to in (*before, name):
                yield problem("G016", answer.place, id=answer.id, reason=f"goes round in a circle, back to {to}")
            elif to not in questions and to not in ends:
                yield problem("G016", answer.place, id=answer.id, reason=f"leads to {to}, which there is not")
            else:
                yield from walk(to, (*before, name))

    yield from dict.fromkeys(walk(next(iter(questions), ""), ()))
    everything: tuple[GuideQuestion | GuideEnd, ...] = (*guide.questions, *guide.ends)
    for each in everything:
        if each.id not in reached:
            yield problem("G016", each.place, id=each.id, reason="is reached by no way")
    for question in guide.questions:
        if len(question.answers) < 2:
            place = question.answers[0].place if question.answers else question.place
            yield problem("G016", place, id=question.id, reason="has fewer than two answers")
    for end in guide.ends:
        if not end.contacts or not end.do:
            yield problem("G016", end.place, id=end.id, reason="says nothing to do, or names nobody to turn to")


def table(guidance: Guidance) -> list[dict[str, Any]]:
    """Return the rows in which assets/player/municipalities.js searches (its ``Row``)."""
    codes = {each.name: each.code for each in guidance.municipalities.values()}
    return [
        {
            "code": each.code,
            "name": each.name,
            "province": each.province,
            "aka": each.aka,
            "from": each.valid_from and each.valid_from.isoformat(),
            "to": each.valid_to and each.valid_to.isoformat(),
            "successors": [codes[name] for name in each.successor],
        }
        for each in guidance.municipalities.values()
    ]


def way(course: Course, code: str | None, today: date) -> list[tuple[RouteStep, Contact | Region | None]]:
    """Return the steps of the route of one edition, in order, each with whom it leads to on that day.

    None: inside, or a region without a confirmed care coordinator. Contacts whose check is overdue give way to the
    numbers that always stay.
    """
    guidance = course.guidance
    known = {str(each.id): each for each in guidance.contacts}
    found: list[tuple[RouteStep, Contact | Region | None]] = []
    for step in guidance.route.steps if guidance.route else ():
        if step.who == "contact":
            contact = known.get(str(step.contact))
            if contact and (contact.expires_on >= today or contact.id in guidance.fallback):
                found.append((step, contact))
        else:
            found.append((step, coordinator(guidance, code, today) if step.who == "coordinator" and code else None))
    return found


def coordinator(guidance: Guidance, code: str, today: date) -> Region | None:
    """Return the care coordinator of a municipality, if one is named on that day."""
    return next((each for each in guidance.regions if code in each.municipalities and is_named(each, today)), None)


def is_named(region: Region, today: date) -> bool:
    """Tell whether readers are led to the care coordinator of a region: confirmed by a call, the check not overdue."""
    return region.confirmed and region.expires_on >= today


def _unfit(municipality: Municipality | None, today: date) -> str:
    if municipality is None:
        return "which is not in the table"
    if municipality.valid_to and municipality.valid_to < today:
        return f"which became {', '.join(municipality.successor)}"
    return ""


def _confirmed(region: Region, today: date) -> Iterator[Problem]:
    place = region.places.get("confirmed", region.place)
    if region.dialled_on is None:
        yield problem("G013", place, id=region.id, reason="nobody has called")
    if region.phone is None and region.url is None:
        yield problem("G013", place, id=region.id, reason="nothing says how to reach it")
    if region.expires_on < today:
        yield problem("G002", region.place, id=region.id, date=region.expires_on, shown="CoMensha")
