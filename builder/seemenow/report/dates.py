"""SQL that reads dates as LMSs write them: ISO, in English or Dutch words, numbers with the day or the month first."""

from __future__ import annotations

from typing import Literal

Order = Literal["dmy", "mdy"]

MONTHS = {
    "januari": "january",
    "februari": "february",
    "maart": "march",
    "mei": "may",
    "juni": "june",
    "juli": "july",
    "augustus": "august",
    "oktober": "october",
}
# April, september, november and december are written alike in both.
IN_WORDS = ("%d %B %Y, %I:%M %p", "%d %B %Y, %H:%M %p", "%d %B %Y, %H:%M", "%d %B %Y %H:%M", "%d %B %Y")
TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
NUMBERS = r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b.*"


def moment(text: str, order: Order | None) -> str:
    """Return SQL that gives the moment in the text ``text`` gives, or NULL.

    ``order``: of day and month where both are numbers; without it such dates are read only where one cannot be a month.
    """
    return f"coalesce(try_cast({text} AS TIMESTAMP), {_in_words(text)}, {_in_numbers(text, order)})"


def ambiguous(text: str) -> str:
    """Return SQL that says whether day and month can be told apart only by knowing their order."""
    first, second = (f"try_cast(regexp_extract({text}, '{NUMBERS}', {at}) AS INTEGER)" for at in (1, 2))
    return f"({first} <= 12 AND {second} <= 12 AND {first} <> {second})"


def says_order(text: str, order: Order) -> str:
    """Return SQL that says whether a date can only be in this order."""
    at = 1 if order == "dmy" else 2
    return f"try_cast(regexp_extract({text}, '{NUMBERS}', {at}) AS INTEGER) > 12"


def _in_words(text: str) -> str:
    plain = f"trim(regexp_replace({text}, '^[^0-9]+', ''))"  # the day of the week
    formats = ", ".join(f"'{each}'" for each in IN_WORDS)
    in_english = f"lower({plain})"
    for dutch, english in MONTHS.items():
        in_english = f"replace({in_english}, '{dutch}', '{english}')"
    return (
        f"CASE WHEN regexp_matches({text}, '[A-Za-z]{{3}}') THEN"
        f" coalesce(try_strptime({plain}, [{formats}]), try_strptime({in_english}, [{formats}])) END"
    )


def _in_numbers(text: str, order: Order | None) -> str:
    plain = f"replace(replace(replace({text}, '.', '/'), '-', '/'), ',', '')"
    read = {
        each: f"try_strptime({plain}, [{', '.join(repr(shape + time) for time in TIMES)}])"
        for each, shape in (("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y"))
    }
    if order:
        return read[order]
    # Not coalesce: a date that both can read must be read by neither, unless both read the same.
    month_first = says_order(text, "mdy")
    return f"CASE WHEN {ambiguous(text)} THEN NULL WHEN {month_first} THEN {read['mdy']} ELSE {read['dmy']} END"
