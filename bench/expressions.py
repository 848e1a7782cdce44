"""How often dates, numbers and money get the right value: two public test suites, each language apart.

    python bench/expressions.py [--shared ../shared] [--misses] [--unsupported]

The suites are samples of microsoft/Recognizers-Text (English, French) and facebook/duckling (Vietnamese, French,
English). A case is one line of them; it is right when every result that the suite expects has an expression of the
right kind and value at its place. What counts is decided by these rules, never case by case.

In: Recognizers' models named Date*, Number*, Percent* and Currency*; duckling's Time of the grain day or coarser,
Numeral and AmountOfMoney. Out, and counted:
- no value: the model only marks places (*Extractor), or nothing is expected, or a value is "not resolved" or missing;
- finer than a day: a time of day, or a set or length of time, among the results;
- other modes: SplitDateAndTime and CalendarMode, which divide or read phrases in a way of their own;
- unsupported: the suite says that its own reference implementation (dotnet) does not reach the value
  (`--unsupported` lets these in);
- feasts: duckling's holidays, as Recognizers has a kind of its own for them (Holiday*);
- no ISO 4217 code: cents, pence, amounts without a currency.

Reference day: Recognizers gives one in each row (`Context`), and where it does not the value needs none. Duckling's
English and French corpora are read on 12 February 2013 (their expected "today"; the sample's own field says 15
February for some, which its values contradict), the Vietnamese one on 2 February 2017.

Same value:
- Dates are compared as intervals of days. The suites' ends are exclusive, ours inclusive; but both suites also write
  "4 to 23 January" with the 23rd as its end, so an end counts in either convention. Of two readings (the last and the
  coming 2 October) either counts. Where only one end is given ("before 2010") the expression names the other side:
  it counts when its own beginning or end is that moment.
- A rolling stretch of months or years ("the last two years") is given by Recognizers to the day; ours is as precise as
  the words, so both ends are compared at the precision of ours; a coming one may begin with the next month or year.
- Duckling reads a weekday, or a day without its year, as the coming one; Recognizers gives both, and news mostly means
  the one before. So the main figure lets either side count.
- Recognizers names "the end of 2000" by the timex 2000 and narrows it to four months of its own choosing (duckling: to
  two). We give what is named, as the annotation guide asks; in the main figure the timex counts as well.
- The second figure, "as given", leaves out these last two: only the side and the part that the suite gives count.
- Numbers and amounts: equal to six figures. A range counts by its upper bound, an open one by the bound it has.
- Money: the amount and the ISO 4217 code; a name shared by several currencies (dollar, rial) stands for any of them.
"""

import argparse
import datetime
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.dates import get_day_names, get_month_names

from passerelle.core.text import Expression, Money, find

ROOT = Path(__file__).resolve().parents[1]
DUCKLING_DAYS = {
    "en": datetime.date(2013, 2, 12),
    "fr": datetime.date(2013, 2, 12),
    "vi": datetime.date(2017, 2, 2),
}
SHARED = {
    "dollar": "USD CAD AUD SGD HKD TWD NZD",
    "pound": "GBP EGP",
    "livre": "GBP EGP",
    "franc": "CHF FRF BEF XOF XAF",
    "rupee": "INR PKR LKR",
    "rial": "IRR OMR YER QAR",
    "yen japonais": "JPY",
    "japanese yen": "JPY",
}
SIZES = {4: "Year", 7: "Month", 10: "Day"}
DAY = datetime.timedelta(days=1)


class OutsideError(Exception):
    """The case does not count, for the reason given."""


@dataclass(frozen=True)
class Interval:
    """Days from `first` up to, not including, `after`; None where one end is not given."""

    first: datetime.date | None
    after: datetime.date | None
    rolling: bool = False
    looser: bool = False


@dataclass(frozen=True)
class Wanted:
    """What is expected at text[start:end]: any one of `values` (intervals, numbers or amounts)."""

    start: int
    end: int
    kind: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Case:
    kind: str
    language: str
    text: str
    reference: datetime.date | None
    wanted: tuple[Wanted, ...]


# -- Recognizers ---------------------------------------------------------------------------------------------------


def recognizers_case(row: dict[str, Any], unsupported: bool) -> Case:
    model = row["model"]
    if model.endswith("Extractor") or not row["Results"]:
        raise OutsideError("no value")
    if "SplitDateAndTime" in model or "CalendarMode" in model:
        raise OutsideError("other modes")
    if "dotnet" in row.get("NotSupported", "") and not unsupported:
        raise OutsideError("unsupported")
    context = row.get("Context", {}).get("ReferenceDateTime")
    reference = datetime.date.fromisoformat(context[:10]) if context else None
    wanted = tuple(
        Wanted(*place(result, row["Input"]), *recognizers_values(result, row["lang"]))
        for result in row["Results"]
    )
    return Case(model, row["lang"], row["Input"], reference, wanted)


def place(result: dict[str, Any], text: str) -> tuple[int, int]:
    start = result.get("Start", text.lower().find(result["Text"].lower()))
    return start, start + len(result["Text"])


def recognizers_values(result: dict[str, Any], language: str) -> tuple[str, tuple[Any, ...]]:
    kind = result.get("TypeName", result.get("Type", "")).removeprefix("datetimeV2.")
    resolution = result.get("Resolution") or result.get("Value")
    if not resolution:
        raise OutsideError("no value")
    if "values" in resolution:
        return "date", tuple(
            interval
            for value in resolution["values"]
            for interval in with_whole(model_interval(value), value["timex"])
        )
    if "Timex" in resolution:
        if kind not in ("date", "daterange"):
            raise OutsideError("finer than a day")
        return "date", tuple(parser_intervals(resolution))
    if resolution.get("value") is None or kind not in ("number", "percentage", "numberrange", "currency"):
        raise OutsideError("no value")
    if kind == "numberrange":
        return "number", (range_bound(resolution["value"]),)
    amount = number(resolution["value"].rstrip("%"), language)
    if kind == "currency":
        codes = [resolution["isoCurrency"]] if "isoCurrency" in resolution else shared(resolution["unit"])
        return "money", tuple(Money(amount, code) for code in codes)
    return ("percent" if kind == "percentage" else "number"), (amount,)


def model_interval(value: dict[str, str]) -> Interval:
    if value["type"] not in ("date", "daterange"):
        raise OutsideError("finer than a day")
    if value.get("value") == "not resolved":
        raise OutsideError("no value")
    if value["type"] == "date" and "value" in value:
        first = day(value["value"])
        return Interval(first, first + DAY)
    return bounded(value.get("start"), value.get("end"), value.get("timex", ""))


def parser_intervals(resolution: dict[str, Any]) -> Iterator[Interval]:
    for side in ("FutureResolution", "PastResolution"):
        ends = resolution.get(side) or {}
        if "date" in ends:
            first = day(ends["date"])
            yield Interval(first, first + DAY)
        else:
            given = bounded(ends.get("startDate"), ends.get("endDate"), resolution["Timex"])
            yield from with_whole(given, resolution["Timex"])


def with_whole(given: Interval, timex: str) -> Iterator[Interval]:
    """Yield the interval, and the year or month that its timex names when it is only a part of that."""
    yield given
    if re.fullmatch(r"\d{4}(-\d\d)?", timex) and given.first and given.after:
        whole = Interval(opening(timex), closing(timex), looser=True)
        if whole.first != given.first or whole.after != given.after:
            yield whole


def bounded(start: str | None, end: str | None, timex: str) -> Interval:
    if start is None and end is None:
        raise OutsideError("no value")
    rolling = re.search(r",P\d+[MY]\)$", timex) is not None
    return Interval(day(start) if start else None, day(end) if end else None, rolling)


def day(written: str) -> datetime.date:
    if written.startswith("0001"):
        raise OutsideError("no value")
    try:
        return datetime.date.fromisoformat(written)
    except ValueError as error:
        raise OutsideError("finer than a day") from error


def range_bound(written: str) -> float:
    low, high = written.strip("[]()").split(",")
    return float(high or low)


def number(written: str, language: str) -> float:
    return float(written.replace(",", ".") if language == "fr" else written)


def shared(unit: str) -> list[str]:
    codes = SHARED.get(unit.lower(), unit if re.fullmatch("[A-Z]{3}", unit) else "")
    if not codes:
        raise OutsideError("no ISO 4217 code")
    return codes.split()


# -- duckling ------------------------------------------------------------------------------------------------------


def duckling_case(row: dict[str, Any], unsupported: bool) -> Case:
    phrase = row["phrase"].replace("\\x20ac", "€").replace("\\x00a3", "£")
    expected = row["expected"]
    build = {"Time": duckling_time, "Numeral": duckling_number, "AmountOfMoney": duckling_money}
    language = row["lang"]
    kind, values = build[row["dimension"]](expected)
    if kind == "date":
        values = (*values, *other_sides(values[0], phrase, language))
    wanted = Wanted(0, len(phrase), kind, values)
    return Case("duckling " + row["dimension"], language, phrase, DUCKLING_DAYS[language], (wanted,))


def duckling_time(expected: str) -> tuple[str, tuple[Any, ...]]:
    if "Holiday" in expected:
        raise OutsideError("feasts")
    grain = re.search(r"\) (\w+)\)$", expected)
    if grain is None:
        raise OutsideError("no value")
    if grain[1] not in ("Day", "Week", "Month", "Quarter", "Year"):
        raise OutsideError("finer than a day")
    moments = [
        datetime.date(int(year), int(month), max(int(number), 1))
        for year, month, number in re.findall(r"\((\d{4}), (\d+), (\d+)", expected)
    ]
    after = moments[1] if len(moments) == 2 else past(moments[0], grain[1])
    given = Interval(moments[0], after)
    return "date", (given,)


def other_sides(given: Interval, phrase: str, language: str) -> Iterator[Interval]:
    """Yield the same weekday a week before, or the same days a year before, when the phrase leaves them open."""
    if given.first is None or given.after is None or re.search(r"\d{4}", phrase):
        return
    if phrase.lower().strip(". ") in names(language, get_day_names):
        yield Interval(given.first - 7 * DAY, given.after - 7 * DAY, looser=True)
    elif any(character.isdecimal() for character in phrase) or names(language, get_month_names) & set(
        re.findall(r"\w+", phrase.lower())
    ):
        yield Interval(year_before(given.first), year_before(given.after), looser=True)


def names(language: str, listed: Callable[..., Any]) -> set[str]:
    return {
        name.lower().strip(".")
        for width in ("wide", "abbreviated")
        for name in listed(width, locale=language).values()
    }


def year_before(first: datetime.date) -> datetime.date:
    return first.replace(year=first.year - 1, day=min(first.day, 28) if first.month == 2 else first.day)


def past(first: datetime.date, grain: str) -> datetime.date:
    """Return the beginning of the day, week, month … after the one that `first` lies in."""
    if grain in ("Day", "Week"):
        return first + DAY * (7 if grain == "Week" else 1)
    months = first.year * 12 + first.month - 1 + {"Month": 1, "Quarter": 3, "Year": 12}[grain]
    return datetime.date(months // 12, months % 12 + 1, 1)


def duckling_number(expected: str) -> tuple[str, tuple[Any, ...]]:
    found = re.search(r"-?[\d.]+(?:e\d+)?", expected)
    if found is None:
        raise OutsideError("no value")
    return "number", (float(found[0]),)


def duckling_money(expected: str) -> tuple[str, tuple[Any, ...]]:
    found = re.fullmatch(r"\(\w+ (\w+) \(?(?:[\d.e]+, )?([\d.e]+)\)?\)", expected)
    if found is None:
        raise OutsideError("no value")
    return "money", tuple(Money(float(found[2]), code) for code in shared(found[1]))


# -- comparing -----------------------------------------------------------------------------------------------------


def right(case: Case, loosely: bool) -> bool:
    found = find(case.text, case.language, case.reference)
    return all(any(agrees(wanted, one, loosely) for one in found) for wanted in case.wanted)


def agrees(wanted: Wanted, found: Expression, loosely: bool) -> bool:
    if found.start >= wanted.end or found.end <= wanted.start:
        return False
    if wanted.kind == "date":
        return found.kind in ("date", "period") and any(
            same_days(value, str(found.value)) for value in wanted.values if loosely or not value.looser
        )
    if found.kind != wanted.kind:
        return False
    if isinstance(found.value, Money):
        return any(
            value.currency == found.value.currency and near(value.amount, found.value.amount)
            for value in wanted.values
        )
    return any(near(value, float(found.value)) for value in wanted.values)


def near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(abs(one), 1e-9)


def same_days(wanted: Interval, value: str) -> bool:
    first, _, last = value.partition("/")
    last = last or first
    begin, ends = opening(first), (opening(last), closing(last))
    if wanted.first is None:
        return wanted.after in (begin, *ends)
    if wanted.after is None:
        return wanted.first in (begin, *ends)
    if wanted.first == begin and wanted.after in ends:
        return True
    size = len(first)
    if not wanted.rolling or size == 10 or wanted.after.isoformat()[:size] != last:
        return False
    return first in (wanted.first.isoformat()[:size], past(wanted.first, SIZES[size]).isoformat()[:size])


def opening(written: str) -> datetime.date:
    year, month, number = ([int(part) for part in written.split("-")] + [1, 1])[:3]
    return datetime.date(year, month, number)


def closing(written: str) -> datetime.date:
    return past(opening(written), SIZES[len(written)])


# -- report --------------------------------------------------------------------------------------------------------


def rows(folder: Path) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    wanted = re.compile("(Date|Number|Percent|Currency)")
    for line in (folder / "recognizers_dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if wanted.match(row["model"]):
            yield row["model"], recognizers_case, row
    for line in (folder / "duckling_dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["dimension"] in ("Time", "Numeral", "AmountOfMoney"):
            yield "duckling " + row["dimension"], duckling_case, row


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--misses", action="store_true", help="print every case that was not right")
    parser.add_argument(
        "--unsupported", action="store_true", help="let in what the suite itself does not reach"
    )
    options = parser.parse_args()
    counted: Counter[tuple[str, str]] = Counter()
    rights: Counter[tuple[str, str]] = Counter()
    given: Counter[tuple[str, str]] = Counter()
    out: Counter[tuple[str, str]] = Counter()
    for kind, build, row in rows(options.shared / "data" / "expressions"):
        language = row["lang"]
        try:
            case = build(row, options.unsupported)
        except OutsideError as reason:
            out[language, str(reason)] += 1
            continue
        fine, as_given = right(case, True), right(case, False)
        for name in (kind, "all"):
            counted[language, name] += 1
            rights[language, name] += fine
            given[language, name] += as_given
        if options.misses and not fine:
            print_miss(case)
    for language in ("en", "fr", "vi"):
        print(f"== {language}")
        for (spoken, reason), number_out in sorted(out.items()):
            if spoken == language:
                print(f"   out: {reason:<20} {number_out:5}")
        for (spoken, kind), total in sorted(counted.items()):
            if spoken == language:
                good = rights[spoken, kind]
                side = given[spoken, kind] / total
                print(f"   {kind:<34} {good:5} of {total:5}  {good / total:6.1%}  as given {side:6.1%}")
    return 0


def print_miss(case: Case) -> None:
    found = [
        f"{case.text[one.start : one.end]!r} {one.kind} {one.value}"
        for one in find(case.text, case.language, case.reference)
    ]
    print(f"{case.language} {case.kind} ({case.reference}) {case.text!r}")
    for wanted in case.wanted:
        values = " or ".join(sorted({shown(value) for value in wanted.values}))
        print(f"    wanted {case.text[wanted.start : wanted.end]!r} {wanted.kind} {values}")
    print(f"    found  {'; '.join(found) or 'nothing'}")


def shown(value: Any) -> str:
    return f"[{value.first}, {value.after})" if isinstance(value, Interval) else str(value)


if __name__ == "__main__":
    sys.exit(main())
