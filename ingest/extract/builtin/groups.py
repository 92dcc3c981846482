"""Finds of the same folded form, taken together: a name is judged once per talk, not once per place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.extract.builtin.gazetteer import Entry, Gazetteer
from ingest.extract.builtin.talk import Find, Place, Talk, trim_place
from ingest.extract.builtin.words import ARTICLES
from ingest.ids import fold_name
from ingest.language.background import load_background
from ingest.language.tokens import split_words
from ingest.records import EntityType

_DERIVED = re.compile(
    r"^(.{2,60}?)-(?:based|like|generated|native|style|powered|driven|specific|compatible|ish|only|first|related"
    r"|written|side|friendly|backed|hosted|inspired|esque|enabled|centric|compliant|shaped|heavy|sized|level|ready"
    r"|owned|supported|licensed)$",
    re.I,
)
_SAID_OF = re.compile(
    r"^(.{2,60}?)-(?:(?:[a-z]{2,}ed|ed|ing|ified|speaking|facing|wide|oriented|type|made|complete|branded|focused))$"
)
"""What is said of things by a word in small letters behind a name; “Node-RED” is a name."""
_NAMED = 0.5
_MADE = frozenset([EntityType.PRODUCT, EntityType.ORGANIZATION])
_NOTHING: frozenset[str] = frozenset()
_INITIALS = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]?\.?$")


@dataclass(slots=True)
class Group:
    """One name of the talk. `fixed`: its type is known, not guessed."""

    key: str
    finds: list[Find] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    entry: Entry | None = None
    type: EntityType | None = None
    fixed: bool = False
    confidence: float = 0.6
    reason: str = "model"

    @property
    def name(self) -> str:
        """The most frequent form; of equals the first found."""
        return self.forms.most_common(1)[0][0]

    @property
    def places(self) -> list[Place]:
        return [find.place for find in self.finds]

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(find.source for find in self.finds)


_RANK = {"speaker": 0, "title": 1, "show": 2, "lexicon": 3, "tagger": 4}


def keep_longest(finds: Iterable[Find]) -> list[Find]:
    """One find per place: the longest wins, of equals the one that knows most. In order of the talk."""
    taken: set[tuple[int, int]] = set()
    kept: list[Find] = []
    for find in sorted(finds, key=lambda f: (-len(f.place), _RANK[f.source], f.place.run, f.place.first)):
        cells = {(find.place.run, n) for n in range(find.place.first, find.place.last)}
        if not cells & taken:
            taken |= cells
            kept.append(find)
    kept.sort(key=lambda f: (f.place.run, f.place.first))
    return kept


def group_finds(talk: Talk, finds: Iterable[Find], *, gazetteer: Gazetteer) -> dict[str, Group]:
    """Groups by folded form, in order of first appearance. Lexicon finds group by their entry's name, and so does a
    listed name that something is said to be made of."""
    groups: dict[str, Group] = {}
    for find in finds:
        place = trim_place(talk.runs[find.place.run], find.place, leading=_list_loose(talk, find))
        surface = talk.surface(place) if place else ""
        bare = surface if find.entry else strip_derived(surface)
        entry = find.entry or _find_entry(gazetteer, bare, surface=surface)
        surface = bare
        initials = find.entry is None and _INITIALS.match(surface)
        if place is None or initials or not any(c.isalpha() for c in surface):
            continue
        key = fold_name(entry.name if entry else surface)
        group = groups.setdefault(key, Group(key))
        group.finds.append(Find(place, find.source, entry, find.type))
        group.forms[surface] += 1
        if entry and group.entry is None:
            group.entry = entry
    return groups


def _find_entry(gazetteer: Gazetteer, bare: str, *, surface: str) -> Entry | None:
    """What a list holds by the name that something is made of, “Acme-based”, or that several are called by, “the
    Acmes”; no everyday word."""
    form = gazetteer.find(split_words(bare.lower()))
    if form is None:
        several = gazetteer.find(split_words(bare.removesuffix("s").lower()))
        form = several if several and several.entry.type in _MADE else None
    elif bare == surface or form.entry.type is EntityType.CONCEPT:
        return None
    return form.entry if form and not form.common else None


def _list_loose(talk: Talk, find: Find) -> frozenset[str]:
    """Words that may be taken from the left: none of a title's own, so that “This American Life” has no other name."""
    if find.source == "title":
        return _NOTHING
    if find.entry is None:
        return ARTICLES
    rest = trim_place(talk.runs[find.place.run], find.place, leading=ARTICLES)
    bare = rest is not None and talk.surface(rest).lower() == find.entry.name.lower()
    return ARTICLES if bare else _NOTHING


def strip_derived(surface: str) -> str:
    """“Kubernetes-based” and “Kubernetes-powered” name Kubernetes, and “Acme Labs-wide” Acme Labs."""
    *before, last = surface.split(" ")
    return " ".join([*before, read_derived(last, inside=bool(before)) or last])


def read_derived(word: str, *, inside: bool = False) -> str | None:
    """The name that something is said to be made of, or like: “Kubernetes” in “Kubernetes-based”; else None. `inside`:
    it is the last word of a longer name."""
    if "-" not in word:
        return None
    match = _DERIVED.match(word) or _SAID_OF.match(word)
    return match[1] if match and (inside or match.re is _DERIVED or _is_name(match[1])) else None


def _is_name(word: str) -> bool:
    """“Fine-tuned” at a sentence's start says nothing of a name."""
    share = load_background().capital_share(word.lower())
    return word[0].isupper() and (not word[1:].islower() or share is None or share > _NAMED)
