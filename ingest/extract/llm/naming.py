"""What counts as a name, when a surface is a form of a title, and which title a form stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import Prefix
from rapidfuzz.fuzz import partial_ratio, ratio

from ingest.extract.llm.locate import Locator, fold_words
from ingest.ids import fold_name
from ingest.language.background import load_background
from ingest.language.words import word_set
from ingest.records import EntityType

_PRONOUNS = word_set(
    """
    i me my mine myself you your yours he him his she her hers it its we us our ours they them their theirs
    this that these those here there who what which one someone something everybody everyone anybody
    """
)
_MISHEARD = 50.0
_PART = 80.0
_MOSTLY_SMALL = 0.75
_STEM, _STEM_SHARE = 4, 0.6
"""Letters that two words begin with, and their share of the shorter, to be forms of one ("share", "sharing")."""
_LEAST_INITIALS = 3


class Names:
    """Titles by their forms, per chunk first, then for the whole talk. Types by majority. `speakers`: their labels."""

    def __init__(self) -> None:
        self.speakers: list[str] = []
        self._titles: dict[tuple[int, str], str] = {}
        self._types: dict[str, Counter[EntityType]] = {}
        self._written: dict[str, str] = {}

    def add(self, title: str, type: EntityType, *, forms: Iterable[str], chunk: int) -> str:
        """The title as it was first written."""
        written = self._written.setdefault(fold_name(title), title)
        self._types.setdefault(written, Counter())[type] += 1
        for form in (title, *forms):
            for scope in (chunk, -1):
                self._titles.setdefault((scope, fold_name(form)), written)
        return written

    def look_up(self, form: str, *, chunk: int) -> str | None:
        folded = fold_name(form)
        return self._titles.get((chunk, folded)) or self._titles.get((-1, folded))

    def type_of(self, title: str) -> EntityType:
        return self._types[title].most_common(1)[0][0]


def is_plain(text: str) -> bool:
    """Whether a reader may be shown it as words: no address that a talk's own words could have put there."""
    return bool(text) and "://" not in text and "www." not in text.lower()


def clean_line(text: str, *, most: int) -> str:
    """One line of printable characters; nothing where it is longer than `most`."""
    shown = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    line = " ".join(shown.split())
    return line if len(line) <= most else ""


def is_naming(surface: str) -> bool:
    """Whether the string can name anything: it holds a letter or digit and is not a pronoun."""
    return any(c.isalnum() for c in surface) and " ".join(fold_words(surface)) not in _PRONOUNS


def is_ordinary(surface: str) -> bool:
    """Whether it is a single everyday word in small letters, which mostly means nothing in particular."""
    return surface.islower() and " " not in surface and load_background().is_ordinary(surface, share=_MOSTLY_SMALL)


def is_form_of(surface: str, title: str) -> bool:
    """Whether the title could be an editor's form of the surface: a shared word in any inflection, initials, or much
    the same letters."""
    left, right = fold_words(surface), fold_words(title)
    if any(_share_stem(a, b) for a in left for b in right) or _are_initials(left, right) or _are_initials(right, left):
        return True
    short, long = sorted(("".join(left), "".join(right)), key=len)
    return bool(short) and (ratio(short, long) >= _MISHEARD or (len(short) > 3 and partial_ratio(short, long) >= _PART))


def is_spoken_of(title: str, locator: Locator, *, start: int, end: int) -> bool:
    """Whether half of the title's telling words stand in the stretch, in any inflection."""
    telling = [word for word in fold_words(title) if len(word) >= _STEM]
    heard = [w for w in telling if _is_heard(w[: max(_STEM, round(len(w) * _STEM_SHARE))], locator, start, end)]
    return bool(telling) and 2 * len(heard) >= len(telling)


def _is_heard(stem: str, locator: Locator, start: int, end: int) -> bool:
    return any(start <= place[0] and place[1] <= end for place in locator.find_stem(stem))


def _share_stem(one: str, other: str) -> bool:
    shared = Prefix.similarity(one, other)
    return one == other or (shared >= _STEM and shared >= _STEM_SHARE * max(len(one), len(other)) - 1)


def _are_initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Of all words, or of the last three and more: "CDK" is the Acme Cloud Development Kit."""
    letters, firsts = "".join(short), "".join(word[0] for word in long)
    if min(len(letters), len(long)) < 2:
        return False
    return letters in {firsts, firsts + "s"} or (len(letters) >= _LEAST_INITIALS and firsts.endswith(letters))
