"""What the lexicon found in a talk, and where it overrules what the tagger found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.extract.builtin.gazetteer import Form
from ingest.extract.builtin.talk import Find, Place


@dataclass(slots=True)
class Matches:
    """`names`: forms that count. `concepts`: every place of a concept's form, for the ranker to judge.

    `refused`: what is no name though it has a capital, as everyday words at a sentence's start. `forms`: what stands at
    each place of names and concepts.
    """

    names: list[Find] = field(default_factory=list)
    concepts: list[tuple[Form, Place]] = field(default_factory=list)
    refused: set[Place] = field(default_factory=set)
    forms: dict[Place, Form] = field(default_factory=dict)

    def add_name(self, form: Form, place: Place) -> None:
        self.names.append(Find(place, "lexicon", form.entry, form.entry.type))
        self.forms[place] = form

    def add_concept(self, form: Form, place: Place) -> None:
        self.concepts.append((form, place))
        self.forms[place] = form

    def keep_guessed(self, finds: Iterable[Find]) -> Iterator[Find]:
        """Without what is refused, and what is part of a listed idea: “Trojan” in “Trojan horse”."""
        ideas = [place for form, place in self.concepts if len(place) > 1 and not form.common]
        around = {(place.run, n): place for place in ideas for n in range(place.first, place.last)}
        for find in finds:
            wider = around.get((find.place.run, find.place.first))
            inside = wider is not None and find.place.last <= wider.last and len(find.place) < len(wider)
            if find.place not in self.refused and not inside:
                yield find
