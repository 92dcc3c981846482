"""One folded name of a transcript with all its spans. Knows nothing of other names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.language.given import is_given_name
from ingest.records import EntityType, NamedSpan

FIRMS_AND_WORKS = frozenset({EntityType.ORGANIZATION, EntityType.PRODUCT, EntityType.MEDIA})
"""What may speak by an account of its own, or bear a person's surname."""


@dataclass(slots=True)
class Name:
    """All spans of one folded name. `titles`: forms an editor might choose; `sure`: a list of names holds it;
    `told`: a reader chose the title, whatever words the transcript has for it; `loose`: folded forms that mean other
    things elsewhere."""

    folded: str
    surfaces: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    types: Counter[EntityType] = field(default_factory=Counter)
    spans: list[NamedSpan] = field(default_factory=list)
    sure: bool = False
    told: bool = False
    loose: set[str] = field(default_factory=set)
    speaker: bool = False
    labels: tuple[str, ...] = ()
    turns: int = 0
    words: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = self.folded.split()

    @property
    def count(self) -> int:
        return len(self.spans)

    @property
    def title(self) -> str:
        """The most frequent title form; of equals the first met."""
        return next(iter(self.titles)) if len(self.titles) == 1 else self.titles.most_common(1)[0][0]

    @property
    def type(self) -> EntityType:
        """A speaker is a person, but for the account of a company or a show that a list holds."""
        if not self.speaker:
            return self._voted()
        account = self.sure and not is_given_name(self.words[0]) and self._voted() in FIRMS_AND_WORKS
        return self._voted() if account else EntityType.PERSON

    def _voted(self) -> EntityType:
        if len(self.types) == 1:
            return next(iter(self.types))
        return max(self.types.items(), key=lambda row: (row[1], row[0].value))[0]

    @property
    def is_person(self) -> bool:
        return self.type is EntityType.PERSON
