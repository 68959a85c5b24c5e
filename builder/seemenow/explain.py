"""Explain every code: of courses, of films and captions, of packages, and of all else that a fault can be about."""

from __future__ import annotations

import re

from scormkit.rules import Rule, rules

from .catalogue import FAULTS, Fault
from .film import captions, drawing
from .finished import patch
from .fleet import plan
from .printing import kit, pdf
from .release import seal
from .report import faults as report_faults
from .spoken import say

PLACEHOLDER = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


def explainable() -> dict[str, str]:
    """Return the explanation of every code: of courses, of films and captions, and of packages."""
    return {
        **{code: _course_fault(code, fault) for code, fault in FAULTS.items()},
        **{
            code: _explained(code, rule.severity, rule.sentence, rule.remedy)
            for code, rule in (
                captions.CODES
                | drawing.CODES
                | seal.CODES
                | plan.CODES
                | patch.CODES
                | report_faults.CODES
                | pdf.CODES
                | kit.CODES
            ).items()
        },
        **{code: _package_rule(rule) for code, rule in rules().items()},
    }


def _course_fault(code: str, fault: Fault) -> str:
    return _explained(code, fault.severity, fault.message, fault.remedy, fault.wrong, fault.right)


def _package_rule(rule: Rule) -> str:
    head = f"{rule.severity}, {rule.clause}" if rule.clause else rule.severity
    return _explained(rule.id, head, rule.sentence, rule.remedy, rule.wrong, rule.right)


def _explained(code: str, head: str, sentence: str, remedy: str, wrong: str = "", right: str = "") -> str:
    wrong, right = (say("example", each).replace("{{", "{").replace("}}", "}") for each in (wrong, right))
    heads = say("word", "Wrong"), say("word", "Right")
    examples = f"\n\n{heads[0]}:\n{_indented(wrong)}\n\n{heads[1]}:\n{_indented(right)}" if wrong else ""
    told = _general(say("message", sentence)), _general(say("remedy", remedy))
    return f"{code}  {say('word', head)}\n\n  {told[0]}\n  {told[1]}{examples}"


def _general(words: str) -> str:
    """Return a wording with ‹names› where a case of it has values of its own."""
    named = PLACEHOLDER.sub(lambda match: "" if match[1] == "near" else f"‹{match[1]}›", words)
    return named.replace("{{", "{").replace("}}", "}").strip()


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
