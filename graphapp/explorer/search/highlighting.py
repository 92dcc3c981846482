"""Where in a text the words stand that were looked for, and the piece of a long text around them. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphapp.explorer.search.asked import Term
from graphapp.videos.text_index.folding import Word, list_words

EXCERPT = 240
"""Characters of a long text that are shown."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lit:
    """A text with what was looked for in it: `spans` are [start, end) in characters, in order, never touching."""

    text: str
    spans: tuple[Span, ...] = ()

    def cut(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is highlighted."""
        pieces: list[tuple[str, bool]] = []
        at = 0
        for start, end in self.spans:
            pieces += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return [piece for piece in [*pieces, (self.text[at:], False)] if piece[0]]


def light_up(text: str, *, terms: Sequence[Term]) -> Lit:
    said = list(list_words(text))
    found = sorted({span for term in terms for span in _find_term(said, term)})
    return Lit(text, tuple(_join(found)))


def _find_term(said: Sequence[Word], term: Term) -> list[Span]:
    size, head = len(term.words), term.words[0]
    begins = term.begins and size == 1
    spans: list[Span] = []
    for first in range(len(said) - size + 1):
        word = said[first].folded
        if word != head and not (begins and word.startswith(head)):
            continue
        words = said[first : first + size]
        if all(there.folded == word for there, word in zip(words[:-1], term.words[:-1], strict=True)):
            last, wanted = words[-1], term.words[-1]
            if last.folded == wanted:
                spans.append((words[0].start, last.end))
            elif term.begins and last.folded.startswith(wanted):
                # accents and ligatures fold to other lengths: then the whole word is lit
                fits = len(last.folded) == last.end - last.start
                spans.append((words[0].start, last.start + len(wanted) if fits else last.end))
    return spans


def _join(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def cut_excerpt(lit: Lit, *, size: int = EXCERPT) -> Lit:
    """At most `size` characters around the first of what is lit, at the borders of words."""
    if len(lit.text) <= size:
        return lit
    first = lit.spans[0][0] if lit.spans else 0
    start = _find_border(lit.text, max(0, min(first - size // 4, len(lit.text) - size)), before=first)
    end = min(len(lit.text), start + size)
    if end < len(lit.text) and (border := lit.text.rfind(" ", start + size // 2, end)) > 0:
        end = border
    before, after = "… " if start else "", " …" if end < len(lit.text) else ""
    shift = len(before) - start
    spans = tuple((a + shift, min(b, end) + shift) for a, b in lit.spans if start <= a < end)
    return Lit(before + lit.text[start:end] + after, spans)


def _find_border(text: str, at: int, *, before: int) -> int:
    border = text.find(" ", at, before)
    return border + 1 if at and border >= 0 else at
