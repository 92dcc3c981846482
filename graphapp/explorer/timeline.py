"""Bars over publication dates: how much of something there is in each month, or in each year. No queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

LENGTH = 1000
HEIGHT = 100
MOST_MONTHS = 120
"""Over a longer time than this the bars are years."""
GAP = 0.18
"""Part of each bar's room that stays empty."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`period`: "2026" or "2026-02". `x`, `y`, `width`, `height`: in LENGTH by HEIGHT. `videos` counts them."""

    period: str
    first: date
    videos: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """`by_year`: (year, videos), every year that has any. `undated`: videos without a date of publication. `added`:
    when the first and the last were added, where none has such a date."""

    bars: Sequence[Bar]
    by_year: Sequence[tuple[int, int]]
    undated: int
    monthly: bool
    added: tuple[date, date] | None = None

    @property
    def starts(self) -> date | None:
        return self.bars[0].first if self.bars else None

    @property
    def ends(self) -> date | None:
        return self.bars[-1].first if self.bars else None


def lay_timeline(days: Iterable[tuple[date | None, int]]) -> Timeline:
    """`days`: (date of publication, videos), in any order, dates once or often."""
    counts: Counter[date] = Counter()
    undated = 0
    for day, videos in days:
        if day is None:
            undated += videos
        else:
            counts[day] += videos
    years: Counter[int] = Counter()
    for day, videos in counts.items():
        years[day.year] += videos
    monthly = bool(counts) and _count_months(min(counts), max(counts)) <= MOST_MONTHS
    return Timeline(_lay_bars(counts, monthly=monthly), sorted(years.items()), undated, monthly)


def _count_months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _lay_bars(counts: Counter[date], *, monthly: bool) -> list[Bar]:
    if not counts:
        return []
    sums: Counter[date] = Counter()
    for day, videos in counts.items():
        sums[day.replace(day=1) if monthly else day.replace(month=1, day=1)] += videos
    first, last = min(sums), max(sums)
    steps = _count_months(first, last) if monthly else last.year - first.year + 1
    room, most = LENGTH / steps, max(sums.values())
    bars = []
    for day in sorted(sums):
        step = _count_months(first, day) - 1 if monthly else day.year - first.year
        height = max(3.0, HEIGHT * sums[day] / most)
        period = f"{day:%Y-%m}" if monthly else f"{day:%Y}"
        x, y, width = (step + GAP / 2) * room, HEIGHT - height, room * (1 - GAP)
        bars.append(Bar(period, day, sums[day], round(x, 2), round(y, 2), round(width, 2), round(height, 2)))
    return bars


def read_period(text: str) -> tuple[date, date] | None:
    """First day, and the first day after it, of "2026" or "2026-02"; None for anything else."""
    year, _, month = text.partition("-")
    if not (len(year) == 4 and year.isascii() and year.isdigit() and 1 <= int(year) < 9999):
        return None
    if not month:
        return None if text.endswith("-") else (date(int(year), 1, 1), date(int(year) + 1, 1, 1))
    if not (len(month) == 2 and month.isascii() and month.isdigit() and 1 <= int(month) <= 12):
        return None
    first = date(int(year), int(month), 1)
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)
