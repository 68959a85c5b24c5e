"""Prove that whoever begins the course can finish it, whatever way she took before.

What a learner has done only grows, and no way depends on it. So the course can be finished from everywhere exactly when
from every page that can be reached, turns of the page alone lead on to each core page and to the test, each of them can
be finished, and the test can be passed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Course, Located

# Only judged questions stand in a test (Q013), and each attempt has at least one (Q007, Q012).
BEST_PERCENT = 100


def dead_ends(course: Course) -> Iterator[tuple[Located, str]]:
    """Yield what stands in the way, with the reason as the end of a sentence."""
    least = course.completion.pass_percent
    if not 1 <= least <= BEST_PERCENT:
        yield course.completion.test, f"the test is passed with {least} per cent, and no test can give that"
    ways = _turns([page.id for part in course.parts for page in part.pages])
    if not ways:
        return
    test = _test_page(course)
    wanted = [page.id for part in course.parts if part.core for page in part.pages] + ([test] if test else [])
    first = next(iter(ways))
    reached = _reached(first, ways)
    # Where every page leads back to the first one, all of them lead to the same pages, and it can speak for all.
    is_round = reached.keys() <= _reached(first, _backwards(ways)).keys()
    for here in [first] if is_round else reached:
        led = reached if here is first else _reached(here, ways)
        missing = next((page for page in wanted if page not in led), None)
        if missing is not None:
            yield missing, f'no turn of pages leads from "{here}" to "{missing}"'
            return


def _test_page(course: Course) -> Located | None:
    """Return the page with the final test; C008 says when there is none."""
    for part in course.parts:
        for page in part.pages:
            for block in page.blocks:
                if getattr(block, "name", None) == "quiz" and course.completion.test in getattr(block, "arguments", ()):
                    return page.id
    return None


def _turns(pages: list[Located]) -> dict[Located, set[Located]]:
    """Return where the player turns to from each page. It knows a page by its id, and takes the first that has it."""
    ways: dict[Located, set[Located]] = {}
    for at, page in enumerate(pages):
        if page not in ways:
            ways[page] = {*pages[max(at - 1, 0) : at], *pages[at + 1 : at + 2]}
    return ways


def _backwards(ways: dict[Located, set[Located]]) -> dict[Located, set[Located]]:
    back: dict[Located, set[Located]] = {page: set() for page in ways}
    for page, others in ways.items():
        for other in others:
            back[other].add(page)
    return back


def _reached(start: Located, ways: dict[Located, set[Located]]) -> dict[Located, None]:
    found = {start: None}
    todo = [start]
    while todo:
        for after in sorted(ways[todo.pop()]):
            if after not in found:
                found[after] = None
                todo.append(after)
    return found
