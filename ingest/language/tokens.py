"""Cuts text into tokens and runs of tokens. Knows nothing of names, and changes no character.

Offsets are Python string indexes into the text given. Typographic quotes are read as plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.language.asides import blank_asides
from ingest.language.background import load_background

PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
"""One character for one, so that offsets stay true."""

MAX_RUN = 120
CASELESS_RUN = 40

_TOKEN = re.compile(
    r"https?://[^\s)\]]+"
    r"|[@#]\w[\w.-]*\w"
    r"|(?:[^\W\d_]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|St|vs|Jr|Sr)\.(?=\s)"
    r"|(?<!\w)\.(?:NET|net|js)\b"
    r"|\w+(?:[-/.&+]\w+)*(?:\+\+|#(?!\w))?"
    r"|'(?:s|S|re|ve|ll|d|m|t)\b"
    r"|\.{2,}|-{2,}|[^\w\s]"
)
_PAIR = re.compile(r"[A-Z][A-Za-z]*[a-z][A-Za-z]{2,}(?:/[A-Z][A-Za-z]*[a-z][A-Za-z]{2,})+")
"""Names with a stroke between, as “Tern/Gull”; “TCP/IP” and “net/http” are one."""
_SCRIPTS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""Where no space stands between words, a name in Latin letters ends with them."""
_WORDS = re.compile(r"[A-Za-z]{2,}")
_STOPS = frozenset({".", "!", "?", ".."})
_OPENERS = frozenset("\"'([-")
CASELESS_SHARE = 0.02
SHOUTED_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Run:
    """A sentence, or in text without punctuation a window, as parallel tuples of tokens.

    `words` as written but for typographic quotes, `lows` in lower case, `starts` and `ends` in the text.
    """

    words: tuple[str, ...]
    lows: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)


def find_tokens(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each token. "Ryan's" gives Ryan and 's; "Node.js", "C++" and "CI/CD" stay whole."""
    for match in _TOKEN.finditer(text.translate(PLAIN)):
        start = match.start()
        for part in _cut_token(match[0]):
            yield start, start + len(part)
            start += len(part)


def _cut_token(token: str) -> Sequence[str]:
    if not token.isascii():
        return _SCRIPTS.findall(token)
    return re.split("(/)", token) if "/" in token and _PAIR.fullmatch(token) else (token,)


def split_words(text: str) -> tuple[str, ...]:
    """The tokens of a short text, as they stand in a `Run`."""
    plain = text.translate(PLAIN)
    return tuple(plain[start:end] for start, end in find_tokens(plain))


def is_caseless(text: str) -> bool:
    """Whether capitals say nothing: there are none, as in automatic captions, or nothing else, as in broadcast ones."""
    total = capitals = shouted = 0
    for match in _WORDS.finditer(text):
        word = match.group()
        total += 1
        capitals += word[0].isupper()
        shouted += word.isupper()
    return capitals < CASELESS_SHARE * total or shouted > SHOUTED_SHARE * total


def split_runs(text: str, *, caseless: bool = False, breaks: frozenset[int] = frozenset()) -> Iterator[Run]:
    """Sentences in order: they end at . ! ? before a capital, a digit or a quote, and before the offsets `breaks`.

    Text without case is cut every 40 tokens, as nothing shows where its sentences end. Transcribers' notes are no
    tokens.
    """
    cutter = _Cutter(blank_asides(text.translate(PLAIN)), caseless, breaks)
    spans = list(find_tokens(cutter.plain))
    first = 0
    for number in range(len(spans)):
        if cutter.ends_run(spans, first, number):
            yield _make_run(cutter.plain, spans[first : number + 1])
            first = number + 1


@dataclass(frozen=True, slots=True)
class _Cutter:
    plain: str
    caseless: bool
    breaks: frozenset[int]

    def ends_run(self, spans: Sequence[tuple[int, int]], first: int, number: int) -> bool:
        """Whether the run that began with token `first` ends with token `number`."""
        if number + 1 == len(spans) or spans[number + 1][0] in self.breaks:
            return True
        length = number + 1 - first
        if self.caseless:
            return length >= CASELESS_RUN
        start, end = spans[number]
        if self.plain[start:end][:2] in _STOPS:
            following = self.plain[spans[number + 1][0]]
            opens = following.isupper() or following.isdigit() or following in _OPENERS
            return opens and not self._is_initial(spans, first, number)
        return length >= MAX_RUN

    def _is_initial(self, spans: Sequence[tuple[int, int]], first: int, number: int) -> bool:
        """Whether the stop belongs to an initial between two words of a name: “Ada B. Winter”."""
        if number < first + 2:
            return False
        before, letter, stop, after = (self.plain[start:end] for start, end in spans[number - 2 : number + 2])
        named = before.istitle() and len(before) > 1 and after.istitle() and len(after) > 2
        single = len(letter) == 1 and letter.isupper() and letter != "I" and stop == "."
        return named and single and self._is_mostly_name(after.lower())

    def _is_mostly_name(self, low: str) -> bool:
        share = load_background().capital_share(low)
        return share is None or share > 0.5


def _make_run(plain: str, spans: list[tuple[int, int]]) -> Run:
    words = tuple(plain[start:end] for start, end in spans)
    return Run(
        words=words,
        lows=tuple(word.lower() for word in words),
        starts=tuple(start for start, _ in spans),
        ends=tuple(end for _, end in spans),
    )
