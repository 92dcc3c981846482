"""Whom the talk itself calls by a given name, so that it is no listed thing: Katrina Winter is no hurricane.

Reads capitals and a few words before the name; knows nothing of types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.extract.builtin.gazetteer import Form, Gazetteer, load_gazetteer
from ingest.extract.builtin.talk import Place, Talk
from ingest.language.background import Background
from ingest.language.given import is_given_name
from ingest.language.surnames import may_be_surname
from ingest.language.tokens import Run
from ingest.language.words import word_set
from ingest.records import EntityType

Called = Mapping[str, frozenset[str]]
"""By given name the full names of those who bear it, in lower case; empty for whom nothing but a given name is said."""

_FRIENDS = word_set(
    """
    friend colleague coworker co-worker teammate brother sister cousin boss wife husband son daughter uncle aunt
    """
)
_LANGUAGE = word_set("language languages")
_OWN = word_set("my our his her their your")
_REACH = 3
_SHORTEST = 3


def list_called(talk: Talk, *, gazetteer: Gazetteer, background: Background) -> Called:
    """The people of the talk by the given name that stands first in their full names, or behind “my friend”."""
    found: dict[str, set[str]] = {}
    for run in () if talk.caseless else talk.runs:
        for number, low in enumerate(run.lows):
            if is_given_name(low) and run.words[number][0].isupper():
                for full in _read_full(run, number, gazetteer, background):
                    found.setdefault(low, set()).add(full)
    return {given: frozenset(names) for given, names in found.items()}


def is_namesake(form: Form, called: Called) -> bool:
    """Whether a listed form that is an everyday word or name is only the given name of somebody in the talk, who is not
    what the list holds."""
    if len(form.lows) > 1 or form.entry.known or not form.common:
        return False
    names = called.get(form.lows[0])
    return names is not None and form.entry.name.lower() not in names


def is_surname_of(form: Form, run: Run, place: Place) -> bool:
    """Whether a given name stands right before a listed word: “Milton Packer” is no tool."""
    if len(form.lows) > 1 or form.entry.known or form.entry.type is EntityType.PERSON or place.first == 0:
        return False
    given, word = run.words[place.first - 1], run.words[place.first]
    listed = load_gazetteer().find((run.lows[place.first - 1],))
    built = given.istitle() and word.istitle() and word.isalpha()
    return built and listed is None and is_given_name(run.lows[place.first - 1])


def is_language(form: Form, run: Run, place: Place) -> bool:
    """Whether the sentence speaks of a language before: many are called after people, as Ada is."""
    return form.entry.type is EntityType.PRODUCT and not _LANGUAGE.isdisjoint(run.lows[: place.first])


def _read_full(run: Run, number: int, gazetteer: Gazetteer, background: Background) -> Iterator[str]:
    pair = run.lows[number : number + 2]
    form = gazetteer.find(pair)
    listed = form is not None and form.entry.type is not EntityType.PERSON
    if len(pair) > 1 and not listed and _is_surname(run, number + 1, background):
        yield " ".join(pair)
    elif _is_friend(run, number):
        yield ""


def _is_surname(run: Run, number: int, background: Background) -> bool:
    """Not where another person begins: in “at Stanford Ian Winter” nobody is called Stanford Ian."""
    word, following = run.words[number], "".join(run.words[number + 1 : number + 2])
    begins = is_given_name(run.lows[number]) and following.isalpha() and following.istitle()
    return len(word) >= _SHORTEST and not begins and may_be_surname(word, background=background)


def _is_friend(run: Run, number: int) -> bool:
    """“my friend Chad”, “our first team member, Marin”."""
    before = [low for low in run.lows[max(0, number - _REACH - 2) : number] if low != ","]
    near = before[-1:] if before[-1:] != ["member"] else before[-2:]
    return (near[-1:] != [] and near[-1] in _FRIENDS and not _OWN.isdisjoint(before)) or near == ["team", "member"]
