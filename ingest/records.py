"""The nouns of ingest: frozen records that pass from stage to stage.

Every record is immutable and holds plain values only, so that stages can be tested, cached and run in
any process. This module must not read, write or compute anything.

Units: times are whole milliseconds from the start of the video, or None where the source has none.
Offsets are Python string indexes (code points) into `Segment.text`, half open: `text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.origins import Metadata as Metadata
from ingest.origins import RawSource as RawSource
from ingest.origins import Source as Source
from ingest.origins import StatedChapter as StatedChapter
from ingest.origins import Version as Version


class EntityType(StrEnum):
    PERSON = "Person"
    ORGANIZATION = "Organization"
    PRODUCT = "Product"
    MEDIA = "Media"
    EVENT = "Event"
    CONCEPT = "Concept"
    PLACE = "Place"


class Polarity(StrEnum):
    ASSERTED = "asserted"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Scope(StrEnum):
    """How far a key reaches: LIBRARY keys meet across videos, VIDEO keys stay in their own."""

    LIBRARY = "library"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Cue:
    """What one parser read: a stretch of text with the time and speaker that stand at it in the file.

    `paragraph` is true where the source itself starts a new paragraph or turn here (Markdown, text), so
    that segmentation may not glue it to the cue before. `heading`: the title that the source gives to the
    part that begins here; empty nearly everywhere. `seams`: where the source holds markup among the words (a link's
    address, emphasis), each by the count of letters and digits before it.
    """

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    paragraph: bool = False
    heading: str = ""
    seams: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the reader of the result should know. `where`: a line, cue, segment or chunk, in words."""

    code: str
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """Cues in time order (file order where there are no times), with what else file and place told."""

    format: str
    cues: tuple[Cue, ...]
    metadata: Metadata = Metadata()
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A timed stretch of the transcript by one speaker. `id` is "s1", "s2", … in transcript order.

    `heading`, `seams`: as in `Cue`.
    """

    id: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    paragraph: bool = False
    heading: str = ""
    seams: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole transcript: at least one segment, each with text that is not blank."""

    title: str
    language: str
    source: Source
    segments: tuple[Segment, ...]
    duration_ms: int | None = None
    metadata: Metadata = Metadata()
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A character span of one segment that names something."""

    segment: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim stretch of the transcript.

    It starts at `start` in `segment`. A stretch that crosses into the following segments joins them by
    one space each. `text` is exactly what stands there.
    """

    segment: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class NameKey:
    """One name of an entity, as it is compared across videos.

    `name`: the form as an editor would write it. `folded`: what is compared (see `ingest.ids.fold_name`).
    `reason`: why resolution holds this to be a name of the entity (title, same-name, lexicon-alias,
    acronym, surname, given-name, spelling, mishearing, speaker, …). `confidence`: 0..1 of that judgement.
    """

    name: str
    folded: str
    scope: Scope
    reason: str
    confidence: float
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Entity:
    """A cluster of mentions of one video that name the same thing.

    `id` is unique in the document ("e1", …). `keys`: at least one; the first is the title's. `surfaces`:
    every distinct string by which the transcript names it. `mentions` in transcript order.
    `salience` 0..1 ranks entities within the video; `confidence` 0..1 that it is one, of this type.
    """

    id: str
    name: str
    type: EntityType
    keys: tuple[NameKey, ...]
    surfaces: tuple[str, ...]
    mentions: tuple[Mention, ...]
    salience: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that the transcript states once. Subject and object are entity ids of the document.

    `subject_mention` and `object_mention` say which naming it is about; None where it is by a pronoun.
    `rule`: what found it (a pattern's name, "model", "co-mention", "llm"). `speaker`: who says so.
    """

    subject: str
    predicate: str
    object: str
    polarity: Polarity
    confidence: float
    quote: Quote
    rule: str
    speaker: str | None = None
    start_ms: int | None = None
    subject_mention: Mention | None = None
    object_mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A join that resolution doubts: two entity ids of the document, why they may be one, how sure (0..1)."""

    left: str
    right: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the talk, up to the next chapter's start. `starts_with`: its first 6 to 10 words, verbatim."""

    title: str
    starts_with: str
    segment: str
    start_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """What a reader would filter by. `segments`: where it is discussed. `entity`: the entity that it is, if one."""

    name: str
    segments: tuple[str, ...]
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class SummaryPoint:
    """One point of the summary; `segment` is where it stands. `icon` is a name of the icon set, chosen by content."""

    text: str
    segment: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class SummarySection:
    heading: str
    points: tuple[SummaryPoint, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    chapters: tuple[Chapter, ...] = ()
    topics: tuple[Topic, ...] = ()
    summary: tuple[SummarySection, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractorInfo:
    """Who extracted, and what it cost. `seconds` is wall time; `cost` in the currency of the price list, 0 if free."""

    name: str
    version: str
    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    dropped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that the library already knows and lends to extraction: typed, with its other forms."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()


LOOSE = "lexicon-word"
"""The reason of a span that a list holds as another name of the thing, and as an everyday word: it means it in this
video alone."""
CUT = "cut"
"""The reason of a span that holds only part of its name, the rest being in another segment: the part is no name."""


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A mention as an extractor proposes it. `name`: the title form, where it knows a better one than the text's.

    `reason` is a word for how it was found: lexicon, model, speaker, capitals, concept, llm, …, `LOOSE` or `CUT`.
    """

    mention: Mention
    type: EntityType
    confidence: float
    name: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """A claim as an extractor proposes it. Subject and object are names or surfaces of the spans beside it."""

    subject: str
    predicate: str
    object: str
    quote: Quote
    confidence: float
    rule: str
    polarity: Polarity = Polarity.ASSERTED


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor returns, before grounding and resolution.

    `claims`: None leaves them to the pipeline's `relate` stage. `outline`: None leaves it to `outline`.
    `distinct`: sets of names, each of which the extractor holds to be another thing than the others of its set.
    """

    spans: tuple[NamedSpan, ...]
    info: ExtractorInfo
    claims: tuple[ProposedClaim, ...] | None = None
    outline: Outline | None = None
    warnings: tuple[Warning, ...] = ()
    distinct: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of one video, and the joins that were doubted instead of made."""

    entities: tuple[Entity, ...]
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The result of a run: transcript, grounded entities and claims, outline."""

    transcript: Transcript
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    outline: Outline
    extractor: ExtractorInfo
    suggestions: tuple[Suggestion, ...] = ()
    warnings: tuple[Warning, ...] = ()
