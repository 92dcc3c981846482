"""Mends the tagger's spans in text with capitals: cuts what is two names, stretches what was cut short.

Works on token indexes within one run. Whether a string is a name at all is not judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ingest.extract.builtin.bodies import stretch_body
from ingest.extract.builtin.capitals import is_name_word, is_title_word
from ingest.extract.builtin.fullnames import follows_known
from ingest.extract.builtin.groups import read_derived
from ingest.extract.builtin.openings import opens_after_stops, precedes_name, shed_opening
from ingest.extract.builtin.words import (
    ARTICLES,
    CUTTING,
    JOINING,
    POSTS,
    REGIONS,
    SMALL_WORDS,
    TITLED,
    TITLES,
    WORK_CUES,
)
from ingest.language.background import Background
from ingest.language.given import is_given_name
from ingest.language.tokens import Run
from ingest.language.words import word_set

Span = tuple[int, int]
TalksOf = Callable[[str], int]
"""In how many talks a name (its words in lower case) was found."""

_CUE_REACH = 6
_TITLE_REACH = 5
_WELL_KNOWN = 3
_PARTING = frozenset([",", ";", "/", "-", "–", "—"])
_FULL = 2
_NO_FIRST = word_set("and but because")
"""Words that begin a sentence rather than a name."""
_NO_LAST = word_set("i he she they we does do did is are was were has have had")
"""Words with a capital that begin the next sentence, whose stop is missing."""
_OFFICES = POSTS | word_set("architect manager president officer head")


def repair_spans(run: Run, spans: Sequence[Span], *, background: Background, talks_of: TalksOf) -> Iterator[Span]:
    """Better spans for one run, in order, none overlapping another."""
    pieces = [piece for span in spans for piece in _cut_span(run, span)]
    pieces = [part for piece in pieces for part in _cut_pair(run, piece, talks_of)]
    pieces = [part for piece in pieces for part in _cut_before_person(run, piece, background, talks_of)]
    trimmed = [piece for piece in (_trim_span(run, piece) for piece in pieces) if piece]
    stretched = _stretch_spans(run, trimmed, background)
    joined = _join_touching(run, _join_where(run, stretched, _is_after_initial), background, talks_of)
    titled = [stretch_body(run, _stretch_title(run, span)) for span in joined]
    bare = (_shed_derived(run, span) for span in _drop_overlaps(titled))
    opened = (shed_opening(run, span, background=background) for span in bare)
    yield from _join_where(run, opened, _is_region_of)


def _cut_span(run: Run, span: Span) -> Iterator[Span]:
    """At function words, commas and strokes, where a word repeats, and before “of”, “the” and 's after a full name."""
    first, last = span
    start = first
    for i in range(first, last):
        if _cuts(run, first, i, last):
            if i > start:
                yield start, i
            start = i + 1
        elif i > start and _repeats(run, start, i, last):
            yield start, i
            start = i
    if last > start:
        yield start, last


def _repeats(run: Run, start: int, i: int, last: int) -> bool:
    """Whether the name so far begins again here."""
    size = i - start
    again = run.lows[start:i] == run.lows[i : i + size] and i + size <= last
    return again or run.words[i] == run.words[i - 1]


def _cuts(run: Run, first: int, i: int, last: int) -> bool:
    word = run.words[i]
    if word in _PARTING or _begins_anew(run, first, i, last):
        return True
    if word in {"of", "at"} and i > first and run.lows[i - 1] in _OFFICES:
        return True
    if word in {"of", "the"} and i - first == 2:
        return is_given_name(run.lows[first]) and is_title_word(run.words[first + 1])
    if word == "'s" and i - first == 2:
        return is_given_name(run.lows[first]) and i + 1 < last
    if word not in CUTTING or i == first:
        return False
    inner = word in SMALL_WORDS and word not in JOINING
    return not (inner and i + 1 < last and is_title_word(run.words[i + 1]))


def _begins_anew(run: Run, first: int, i: int, last: int) -> bool:
    return _ends_before_person(run, first, i, last) or opens_after_stops(run, i)


def _ends_before_person(run: Run, first: int, i: int, last: int) -> bool:
    """Whether a title, a post or “&” stands before a person's name."""
    if i + 1 == last or not is_title_word(run.words[i + 1]):
        return False
    if run.lows[i] in TITLES or (run.lows[i] in POSTS and is_given_name(run.lows[i + 1])):
        return True
    return run.words[i] == "&" and _are_people(run, (first, i), (i + 1, last))


def _are_people(run: Run, one: Span, other: Span) -> bool:
    """Whether both look like a person's two names: “Ada Winter & Tom Stone”."""
    return all(last - first >= 2 and is_given_name(run.lows[first]) for first, last in (one, other))


def _shed_derived(run: Run, span: Span) -> Span:
    """Without what a thing is built with: “Acme-based Tern” is Tern."""
    first, last = span
    while first < last - 1 and read_derived(run.words[first]) and is_title_word(run.words[first + 1]):
        first += 1
    return first, last


def _cut_pair(run: Run, span: Span, talks_of: TalksOf) -> Iterator[Span]:
    """“Tern & Gull” is two where talks know both, and never the two together."""
    first, last = span
    joint = next((i for i in range(first + 1, last - 1) if run.words[i] == "&"), None)
    parts = [(first, joint), (joint + 1, last)] if joint is not None else []
    known = parts and all(talks_of(_text(run, part)) >= _WELL_KNOWN for part in parts)
    yield from parts if known and not talks_of(_text(run, span)) else [span]


def _cut_before_person(run: Run, span: Span, background: Background, talks_of: TalksOf) -> Sequence[Span]:
    first, last = span
    if not follows_known(run, first, last, background=background, talks_of=talks_of):
        return [span]
    return [(first, last - 2), (last - 2, last)]


def _trim_span(run: Run, span: Span) -> Span | None:
    """Without articles, “Dr.”, interjections, punctuation and lower-case words at both ends."""
    first, last = span
    if last - first > 1 and _opens(run, first) and run.lows[first] in _NO_FIRST:
        first += 1
    while first < last and (_is_loose(run, first) or (first + 1 < last and precedes_name(run, first))):
        first += 1
    while last > first and (run.lows[last - 1] == "'s" or not _is_wordy(run.words[last - 1])):
        last -= 1
    while last - first > 1 and run.lows[last - 1] in _NO_LAST:
        last -= 1
    if any(is_title_word(word) for word in run.words[first:last]):
        while not is_title_word(run.words[last - 1]):
            last -= 1
        while not is_title_word(run.words[first]):
            first += 1
    return (first, last) if first < last else None


def _is_loose(run: Run, i: int) -> bool:
    abbreviated = run.lows[i] in TITLES and run.words[i].endswith(".")
    return run.lows[i] in ARTICLES or abbreviated or not _is_wordy(run.words[i])


def _is_wordy(word: str) -> bool:
    return word[0].isalnum() or (word[0] in ".@#" and len(word) > 1)


def _stretch_spans(run: Run, spans: Sequence[Span], background: Background) -> Iterator[Span]:
    """Over adjoining capitals. The first word of a sentence joins only if it is usually written so."""
    starts = {first for first, _ in spans}
    ends = {last for _, last in spans}
    for span in spans:
        first, last = span
        while last < len(run) and last not in starts and _goes_on(run, last):
            last += 1
        while first > 0 and first not in ends and _adjoins(run, first - 1) and _may_open(run, first - 1, background):
            first -= 1
        yield first, last


def _goes_on(run: Run, i: int) -> bool:
    return _adjoins(run, i) and run.words[i] != run.words[i - 1] and run.lows[i] not in _NO_LAST


def _adjoins(run: Run, i: int) -> bool:
    fits = is_name_word(run, i) and not run.words[i][0].isdigit() and run.lows[i] not in TITLES
    return fits and not opens_after_stops(run, i)


def _may_open(run: Run, i: int, background: Background) -> bool:
    if run.lows[i] in ARTICLES or run.lows[i] in CUTTING or run.lows[i] in TITLES or precedes_name(run, i):
        return False
    return not _opens(run, i) or (background.capital_share(run.lows[i]) or 0.0) > 0.6


def _opens(run: Run, i: int) -> bool:
    return i == 0 or run.words[i - 1][0] in "\"'(-:.!?"


def _join_touching(run: Run, spans: Iterable[Span], background: Background, talks_of: TalksOf) -> list[Span]:
    """Two names side by side are one, unless talks know both, and never the two together, or one is a person's."""
    joined: list[Span] = []
    for first, last in spans:
        if joined and joined[-1][1] > first:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        elif joined and joined[-1][1] == first and _belong(run, joined[-1], (first, last), background, talks_of):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _is_after_initial(run: Run, left: Span, right: Span) -> bool:
    """“Ada B. Winter” is one name, over the stop of the initial."""
    return right[0] == left[1] + 1 and run.words[left[1]] == "." and len(run.words[left[1] - 1]) == 1


def _join_where(run: Run, spans: Iterable[Span], fit: Callable[[Run, Span, Span], bool]) -> Iterator[Span]:
    held: Span | None = None
    for span in spans:
        if held and fit(run, held, span):
            held = (held[0], span[1])
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _belong(run: Run, left: Span, right: Span, background: Background, talks_of: TalksOf) -> bool:
    if run.words[right[0]] == run.words[right[0] - 1] or _text(run, left) == _text(run, right):
        return False
    if not (is_title_word(run.words[right[0]]) and is_title_word(run.words[right[0] - 1])):
        return False
    if talks_of(_text(run, (left[0], right[1]))):
        return True
    if right[1] - right[0] == _FULL and follows_known(run, left[0], right[1], background=background, talks_of=talks_of):
        return False
    return talks_of(_text(run, left)) < _WELL_KNOWN or talks_of(_text(run, right)) < _WELL_KNOWN


def _text(run: Run, span: Span) -> str:
    return " ".join(run.lows[span[0] : span[1]])


def _stretch_title(run: Run, span: Span) -> Span:
    """A work's title runs on over small words and a colon: “the book Thinking in Systems: A Primer”."""
    first, last = span
    first = _open_title(run, first)
    quoted = first > 0 and run.words[first - 1] == '"'
    if not (quoted or WORK_CUES.intersection(run.lows[max(0, first - _CUE_REACH) : first])):
        return span
    while last < len(run):
        after = _step_over(run, last)
        if after == last:
            break
        last = after
    return first, last


def _open_title(run: Run, first: int) -> int:
    """Where a title begins that is called so, if a name of it stands further in: “called Notes on the Acme Method”."""
    opens = max((n for n in range(max(0, first - _TITLE_REACH), first) if run.lows[n] in TITLED), default=-1) + 1
    words = run.words[opens:first]
    if opens == 0 or len(words) < 2 or not is_title_word(words[0]) or run.lows[opens] in SMALL_WORDS:
        return first
    joined = all(word in SMALL_WORDS or is_title_word(word) for word in words)
    return opens if joined and words[-1] in SMALL_WORDS - JOINING else first


def _step_over(run: Run, i: int) -> int:
    """Where a title's next capital word ends, or `i` where the title ends here."""
    if _adjoins(run, i):
        return i + 1
    if run.words[i] == ":" and i + 1 < len(run) and is_title_word(run.words[i + 1]):
        return i + 2
    j = i
    while j < len(run) and j - i < 2 and run.words[j] in SMALL_WORDS:
        j += 1
    goes_on = i < j < len(run) and run.words[i] not in JOINING and is_name_word(run, j)
    return j + 1 if goes_on else i


def _drop_overlaps(spans: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for first, last in spans:
        if first >= end:
            yield first, last
            end = last


def _is_region_of(run: Run, city: Span, region: Span) -> bool:
    """“Portland, Oregon” is one place."""
    touching = region[0] == city[1] + 1 and run.words[city[1]] == ","
    small = city[1] - city[0] <= 2 and _text(run, city) not in REGIONS
    return touching and small and _text(run, region) in REGIONS
