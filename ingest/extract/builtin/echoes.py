"""A name of several words that was found once is a name wherever the talk says it again, word for word.

Finds no new name. Captions without case are left alone: there the same words may be ordinary ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ingest.extract.builtin.groups import Group
from ingest.extract.builtin.talk import Find, Place, Talk

Words = tuple[str, ...]


def add_echoes(talk: Talk, groups: Mapping[str, Group]) -> None:
    """Add to each group the places of its capitalised forms of two words and more that nothing else names."""
    if talk.caseless:
        return
    forms = _list_forms(talk, groups)
    sizes = _index_sizes(forms)
    taken = {(p.run, n) for group in groups.values() for p in group.places for n in range(p.first, p.last)}
    for run, sentence in enumerate(talk.runs):
        for first, word in enumerate(sentence.words):
            for size in sizes.get(word, ()):
                group = forms.get(sentence.words[first : first + size])
                cells = {(run, n) for n in range(first, first + size)}
                if group is not None and not cells & taken:
                    taken |= cells
                    _add_place(talk, group, Place(run, first, first + size))
    for group in groups.values():
        group.finds.sort(key=lambda find: (find.place.run, find.place.first))


def _list_forms(talk: Talk, groups: Mapping[str, Group]) -> Mapping[Words, Group]:
    forms: dict[Words, Group] = {}
    for group in groups.values():
        for place in group.places:
            words = talk.runs[place.run].words[place.first : place.last]
            if len(words) > 1 and all(word[:1].isupper() for word in words):
                forms.setdefault(words, group)
    return forms


def _index_sizes(forms: Iterable[Words]) -> Mapping[str, Sequence[int]]:
    """How many words the forms with a first word have; the longest first, so that none is cut."""
    sizes: dict[str, set[int]] = {}
    for words in forms:
        sizes.setdefault(words[0], set()).add(len(words))
    return {first: sorted(found, reverse=True) for first, found in sizes.items()}


def _add_place(talk: Talk, group: Group, place: Place) -> None:
    like = group.finds[0]
    group.finds.append(Find(place, like.source, like.entry, like.type))
    group.forms[talk.surface(place)] += 1
