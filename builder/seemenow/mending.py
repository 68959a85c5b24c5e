"""Find the line to mend in a text that YAML cannot read: the reader often stops far below it.

Each line that may be to blame is mended in the ways in which lines are damaged. The right mending is taken to be the
one after which most of the text stands as keys and values: a slip hides what is under it, and so does a wrong mending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HYPHENS_AND_KEY = re.compile(r"((?:- +)*)\W*([\w-]+)")
KEY = re.compile(r"\s*[\w-]+:(\s|$)")
QUOTE = re.compile("[\"']")
STEP = 2
LINES_NEAR = 30  # above the end
LINES_BESIDE = 10  # above the beginning, and of those farther above
LINES_AFTER = 20
UNREADABLE = -(10**9)
# What it costs to believe in a mending, in words that it must show as keys and values.
CHANGED, ADDED = 1, 3


def to_blame(text: str, line: int, begun: int) -> int:
    """Return the line to mend so that the text can be read: the one where the reader stopped, or one above it.

    ``begun``: where that began which the reader could not end. Lines count from 0.
    """
    lines = text.split("\n")
    end = min(line, len(lines) - 1)
    suspects = _suspects(lines, end, begun)
    # Of a long text those are read again, what follows, and remarks, because of which a line may not fit.
    ends = [at for at in range(end, len(lines)) if _is_written(lines[at])][:LINES_AFTER]
    kept = [at for at in range(len(lines)) if at in suspects or at in ends or not _is_written(lines[at])]
    short = [lines[at] for at in kept]
    best, blamed = 0, line
    for suspect in sorted(suspects, reverse=True):
        at = kept.index(suspect)
        for cost, taken, instead in dict.fromkeys(_mended(short, at)):
            if instead == short[at]:
                continue
            found = _words_in("\n".join([*short[:at], instead, *short[at + taken :]])) - cost
            if found > best:
                best, blamed = found, suspect
    return blamed


def _suspects(lines: list[str], end: int, begun: int) -> set[int]:
    """Return the lines that may be to blame: those near ``end`` and ``begun``, and above them what these stand under.

    With each that is far stands the one below it, so that all can be read as they would be among the others.
    """
    written = [at for at in range(end, -1, -1) if _is_written(lines[at])]
    found, depth, beside = {end, min(begun, end), *written[-1:]}, 0, 0
    for count, at in enumerate(written):
        is_near = count < LINES_NEAR or begun - LINES_BESIDE <= at <= begun
        beside += not is_near and _depth(lines[at]) == depth
        if is_near or _depth(lines[at]) < depth or (_depth(lines[at]) == depth and beside < LINES_BESIDE):
            found |= {at, written[count - 1] if count else at}
            depth = _depth(lines[at])
    return found


def _mended(lines: list[str], at: int) -> Iterator[tuple[int, int, str]]:
    """Yield what it costs to believe in a mending, how many lines it takes away, and what stands there instead."""
    line = lines[at]
    words = line.strip(" \t")
    own = _depth(line)
    around = list(_holding(lines, at)) or [-STEP]
    above = around[0]
    below = next((_depth(lines[each]) for each in range(at + 1, len(lines)) if _is_written(lines[each])), own)
    match = HYPHENS_AND_KEY.match(words)
    hyphens, key = match.groups() if match else ("", "gone")
    dent = " " * own
    yield CHANGED, 1, f"{dent}#"
    yield CHANGED, 1, QUOTE.sub("", line)
    for value in (" x", " >-", ""):
        yield CHANGED, 1, f"{dent}{hyphens}{key}:{value}"
    if hyphens or not KEY.match(line):
        yield CHANGED, 1, f"{dent}{hyphens}x"
    for depth in {*around, above + STEP, below, below - STEP}:
        yield CHANGED, 1, " " * depth + words
        if match and not hyphens:
            yield CHANGED, 1, " " * depth + words[match.start(2) :]
    # A hyphen was lost, or came in.
    for depth in {own, own + STEP} if hyphens else {own, own - STEP, below - STEP}:
        yield CHANGED, 1, " " * depth + (words[len(hyphens) :] if hyphens else f"- {words}")
    if own > above or hyphens or not KEY.match(line):
        for depth in {*around, above + STEP, own}:
            # A file begins at the margin.
            cost = CHANGED if above < 0 else ADDED
            yield cost, 1, f"{' ' * depth}gone:\n{line}"
            yield cost, 1, f"{' ' * depth}gone: >-\n{line}"
    if at + 1 < len(lines):
        yield CHANGED, 2, f"{lines[at + 1]}\n{line}"


def _holding(lines: list[str], at: int) -> Iterator[int]:
    """Yield how deep the line above stands, then those that hold it, the deepest first."""
    depth = None
    for line in reversed(lines[:at]):
        if _is_written(line) and (depth is None or _depth(line) < depth):
            depth = _depth(line)
            yield depth


def _words_in(text: str) -> int:
    """Return how many words of a text stand as keys or values of their own; nearly nothing if it cannot be read.

    Less where a line stands deeper than a step under the one above it: what holds it slipped to the left.
    """
    try:
        found = _count(yaml.compose(text, Loader=Loader))
    except yaml.YAMLError:
        return UNREADABLE
    depths = [_depth(line) for line in text.split("\n") if _is_written(line)]
    return found - sum(below > above + STEP for above, below in pairwise(depths))


def _count(node: Node | None) -> int:
    if isinstance(node, MappingNode):
        # Of a key that stands twice, one is lost.
        lost = len(node.value) - len({key.value for key, _ in node.value if isinstance(key, ScalarNode)})
        return sum(_count(key) + _count(value) for key, value in node.value) - 2 * lost
    return sum(map(_count, node.value)) if isinstance(node, SequenceNode) else bool(node and node.value)


def _is_written(line: str) -> bool:
    words = line.strip()
    return bool(words) and not words.startswith("#")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
