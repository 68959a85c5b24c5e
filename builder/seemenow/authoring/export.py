"""Write the questions of a course for another tool."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scormkit.problems import Problem

from ..readable import in_language, readable
from . import gift


def export_questions(
    folder: Path, quizzes: Sequence[str], language: str | None = None
) -> tuple[str, tuple[Problem, ...]] | None:
    """Return the questions of quizzes as GIFT, and what it cannot hold; None when there is no such course or quiz."""
    course = readable(folder) if language is None else in_language(folder, language)
    if course is None or not {*quizzes} <= {str(quiz.id) for quiz in course.quizzes}:
        return None
    return gift.write(
        question for quiz in course.quizzes if not quizzes or quiz.id in quizzes for question in quiz.questions
    )
