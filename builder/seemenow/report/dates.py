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
# From 1990 to 2099: a year 30 or 20266 is a slip, or two digits that mean something else.
YEAR = r"(?:199\d|20\d\d)"


def moment(text: str, order: Order | None) -> str:
    """Return SQL that gives the moment in the text ``text`` gives, or NULL.

    ``order``: of day and month where both are numbers; without it such dates are read only where one cannot be a month,
    and years of two digits not at all: 26-06-30 may begin with the year.
    """
    # The first tells at a tenth of the price what nearly all are.
    is_iso = f"{text} LIKE '20__-__-%' OR regexp_matches({text}, '^\\s*{YEAR}[^0-9]')"
    iso = f"CASE WHEN {is_iso} THEN try_cast({text} AS TIMESTAMP) END"
    return f"CASE WHEN {text} IS NOT NULL THEN coalesce({iso}, {_in_words(text)}, {_in_numbers(text, order)}) END"


def unread(text: str, moment: str, order: Order | None) -> str:
    """Return SQL that gives the text if it gave no ``moment``, save what is told to be readable in two ways."""
    is_told = "false" if order else f"{ambiguous(text)} IS TRUE"
    return f"CASE WHEN {text} IS NOT NULL AND {moment} IS NULL AND NOT ({is_told}) THEN {text} END"


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
        f"CASE WHEN regexp_matches({text}, '[A-Za-z]{{3}}.*\\b{YEAR}\\b') THEN"
        f" coalesce(try_strptime({plain}, [{formats}]), try_strptime({in_english}, [{formats}])) END"
    )


def _in_numbers(text: str, order: Order | None) -> str:
    plain = f"replace(replace(replace({text}, '.', '/'), '-', '/'), ',', '')"
    if order:
        plain = f"regexp_replace({plain}, '^(\\s*\\d{{1,2}}/\\d{{1,2}}/)(\\d\\d)($|[^0-9])', '\\120\\2\\3')"
    read = {
        each: f"try_strptime({plain}, [{', '.join(repr(shape + time) for time in TIMES)}])"
        for each, shape in (("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y"))
    }
    if order:
        return f"CASE WHEN regexp_matches({plain}, '/{YEAR}($|[^0-9])') THEN {read[order]} END"
    # Not coalesce: a date that both can read must be read by neither, unless both read the same.
    month_first = says_order(text, "mdy")
    return (
        f"CASE WHEN {ambiguous(text)} OR NOT regexp_matches({plain}, '/{YEAR}($|[^0-9])') THEN NULL"
        f" WHEN {month_first} THEN {read['mdy']} ELSE {read['dmy']} END"
    )
