"""A name of several words that was found once is a name wherever the talk says it again, word for word.

Finds no new name. Captions without case are left alone: there the same words may be ordinary ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ingest.extract.builtin.groups import Group
from ingest.extract.builtin.talk import Find, Place, Talk

Words = tuple[str, ...]


def add_echoes(talk: Talk, groups: Mapping[str, Group]) -> None:
    """Add to each group the places of its capitalised forms of two words and more that nothing else names."""
    if talk.caseless:
        return
    index = _index_forms(talk, groups)
    taken = {(p.run, n) for group in groups.values() for p in group.places for n in range(p.first, p.last)}
    for run, sentence in enumerate(talk.runs):
        for first, word in enumerate(sentence.words):
            for words, group in index.get(word, ()):
                place = Place(run, first, first + len(words))
                cells = {(run, n) for n in range(place.first, place.last)}
                if tuple(sentence.words[place.first : place.last]) == words and not cells & taken:
                    taken |= cells
                    _add_place(talk, group, place)


def _index_forms(talk: Talk, groups: Mapping[str, Group]) -> Mapping[str, list[tuple[Words, Group]]]:
    """By first word; longer forms first, so that they are not cut."""
    forms: dict[Words, Group] = {}
    for group in groups.values():
        for words in _list_forms(talk, group):
            forms.setdefault(words, group)
    index: dict[str, list[tuple[Words, Group]]] = defaultdict(list)
    for words in sorted(forms, key=lambda form: (-len(form), form)):
        index[words[0]].append((words, forms[words]))
    return index


def _list_forms(talk: Talk, group: Group) -> Iterator[Words]:
    for place in group.places:
        words = tuple(talk.runs[place.run].words[place.first : place.last])
        if len(words) > 1 and all(word[:1].isupper() for word in words):
            yield words


def _add_place(talk: Talk, group: Group, place: Place) -> None:
    like = group.finds[0]
    group.finds.append(Find(place, like.source, like.entry, like.type))
    group.finds.sort(key=lambda find: (find.place.run, find.place.first))
    group.forms[talk.surface(place)] += 1
