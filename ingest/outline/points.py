"""How what somebody says is written as a point: without fillers at the start, with a capital and a full stop, or with
three dots where it goes on or breaks off.

Extractive: of captions without stops it leaves out the next clause too, and gives names and "I" their capitals.
Leaves out a transcriber's notes, and ends a quotation that goes on in the next sentence. Changes nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from ingest.language.asides import drop_asides
from ingest.language.lengths import is_unspaced
from ingest.language.words import word_set
from ingest.outline.reading import Reading, Sentence
from ingest.records import Entity, EntityType

_LIKENESS = (
    r"(?:(?:i|we|you) (?:said|say|mentioned)"
    r"|(?!(?:i|we|you|he|she|they|it|if|when|there|this|that|yeah|\w+ly)\b)(?:[^\s,.!?]+ ){0,5}[^\s,.!?]+),"
)
_FILLER = re.compile(
    r"(?:so(?! (?:far|many|much|few|little|long|that (?:i|you|we|they|he|she|it|the))\b)"
    r"|right(?! (?:now|after|before|here|there|away|at|in|on)\b)"
    r"|now(?! (?:is|was|that (?!is\b|was\b))\b)|because(?! of\b)"
    rf"|like(?! {_LIKENESS})|um|uh|and|but|well|yeah|yes|okay|ok|you know|i mean|alright|also|oh|hey|of course"
    r"|actually|basically|obviously|then|or|again)\b(?!-\w)[\s,.!…-]*",
    re.IGNORECASE,
)
"""Not where the sentence needs it: "so many", "right now", "because of", "well-known", "Like most of them, …"."""
_MOST_FILLERS = 6
FEWEST_WORDS = 7
_CLOSING = ".!?…\"'”’)。！？"
_FEWEST_BEFORE_A_BREAK = 10
_MOST_WORDS = 38
_HANGING = word_set(
    "a an the of to for with in on at by from as than and or but so if that which who what when where how because"
    " is are was were be been do does did has have had can could will would should i you we they he she it this these"
    " those my your our their its some like not just really very into about another any every each no i've i'm i'd i'll"
    " you're you've we're we've they're they've he's she's it's that's there's who's what's let's isn't don't doesn't"
    " can't won't"
)
_WHOLE = word_set(
    "i you we they he she it this that these those what who when where no so to of in on at by with for from"
)
"""What may end a sentence after all, where it breaks off."""
_STILL_OPEN = (_HANGING - _WHOLE) | word_set("also")
_BETWEEN = " ,;:-–—…、，；："
_BREAKS = ("-", "–", "—")
_NO_STOP = "%&@#*/\\‰"
"""Punctuation to Unicode, but no end of a sentence."""
_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"))
_NEXT = word_set("and so but now okay then well")
_SUBJECTS = word_set("i you we they he she it there here")
_SUBJECTS_APART = _SUBJECTS | word_set("the this my our a an these")
"""What opens a clause after all of `_NEXT` but "and", which joins things too."""
_CONDITIONS = word_set("if when once")
_LEADING_ON = word_set("that which who whose whom where of be been being does did not than or as to")
_BE = word_set("is was means are were")
_I = re.compile(r"\bi(?=$|[\s'’])")


def write_point(reading: Reading, sentence: Sentence, *, english: bool = True) -> str:
    """The sentence as a point of the summary; empty where nothing is left of it."""
    text = " ".join(drop_asides(reading.text_of(sentence)).split())
    if english and not is_closed(reading, sentence):
        text = _drop_next_clause(text)
    if english and text == text.lower():
        text = _I.sub("I", _write_names(text, [reading.entities[number] for number in sentence.entities]))
    return clean_sentence(text, english=english)


def is_closed(reading: Reading, sentence: Sentence) -> bool:
    """Whether a stop or the end of the turn closes it; captions may have none."""
    after = sentence.number + 1
    last = after == len(reading.sentences) or reading.sentences[after].turn != sentence.turn
    return last or reading.text_of(sentence)[-1] in _CLOSING


def begins_amid(reading: Reading, sentence: Sentence) -> bool:
    """Whether it only goes on with what captions without stops say before: "which the tide brings"."""
    lows = [word.low for word in sentence.words[:2]]
    opened = sentence.number == 0 or is_closed(reading, reading.sentences[sentence.number - 1])
    return not opened and lows[:1] != [] and lows[0] in _LEADING_ON and not (len(lows) > 1 and lows[1] in _BE)


def is_filler(low: str) -> bool:
    return _FILLER.fullmatch(low) is not None


def _drop_next_clause(text: str) -> str:
    """ "You want a heavy pot with a good lid | now the wine that I use is dry"."""
    words = text.split()
    lows = [word.lower().replace("’", "'").split("'")[0] for word in words]
    for number in range(FEWEST_WORDS, len(words) - 1):
        subjects = _SUBJECTS if lows[number] == "and" else _SUBJECTS_APART
        waited_for = lows[number] == "then" and not _CONDITIONS.isdisjoint(lows[:number])
        if lows[number] in _NEXT and lows[number + 1] in subjects and not waited_for:
            return " ".join(words[:number])
    return text


def _write_names(text: str, entities: Sequence[Entity]) -> str:
    names = {entity.name for entity in entities if entity.type is not EntityType.CONCEPT}
    for name in sorted(names, key=len):
        written = name.replace("\\", "\\\\")
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", written, text, flags=re.IGNORECASE)
    return text


def clean_sentence(text: str, *, english: bool = True) -> str:
    """Without fillers at the start, with a capital and a full stop; long ones end at a clause, which three dots tell.

    Of other languages than English no word is a filler, and what ends in a mark of theirs is closed.
    """
    whole = " ".join(text.split())
    whole = _drop_fillers(whole) if english else whole
    kept = _shorten(whole)
    ended = _strip_ends(kept, english=english)
    if english:
        ended = _strip_ends(drop_hanging(ended, hanging=_HANGING if kept.endswith(ended) else _STILL_OPEN))
    open_end = kept != whole or kept.endswith(_BREAKS)
    if not ended:
        return ""
    stopped = ended if _is_ended(ended) else ended.rstrip(".") + ("…" if open_end else _stop_after(ended))
    closed = " ".join(_close_quotation(stopped).split())
    return closed[:1].upper() + closed[1:]


def _drop_fillers(text: str) -> str:
    for _ in range(_MOST_FILLERS):
        match = _FILLER.match(text)
        if not match or match.end() == len(text):
            break
        text = text[match.end() :]
    return text


def _strip_ends(text: str, *, english: bool = True) -> str:
    """Without what only stands between clauses. A semicolon is what Greek asks with."""
    left = text.lstrip(_BETWEEN)
    return left.rstrip(_BETWEEN if english else _BETWEEN.replace(";", ""))


def _is_ended(text: str) -> bool:
    """Whether it ends in a mark of any script."""
    return unicodedata.category(text[-1]) in {"Po", "Pf", "Pi", "Pe"} and text[-1] not in _NO_STOP


def _stop_after(text: str) -> str:
    """None where the script has another, or none."""
    return "" if is_unspaced(text) else "."


def _close_quotation(text: str) -> str:
    """A quotation that goes on in the next sentence ends with this one; a mark that only closes one, or opens what is
    quoted as a whole, goes."""
    if text.count('"') % 2:
        before, _, after = text.rpartition('"')
        return f'{text}"' if before.endswith((" ", "(")) else before + after
    for opening, closing in _PAIRS if "„" not in text else ():
        more = text.count(opening) - text.count(closing)
        if more > 0:
            text = text.removeprefix(opening) if text.startswith(opening) else text + closing
        elif more < 0:
            before, _, after = text.rpartition(closing)
            text = before + after
    return text


def drop_hanging(text: str, *, fewest: int = FEWEST_WORDS, hanging: Collection[str] = _HANGING) -> str:
    """Without the words at the end that only lead on to what was cut off; a finished sentence stays whole."""
    words = text.split()
    while len(words) > fewest and words[-1].lower() in hanging:
        words = words[:-1]
    return " ".join(words)


def _shorten(text: str) -> str:
    words = text.split()
    if len(words) <= _MOST_WORDS:
        return text
    breaks = [
        n
        for n in range(_MOST_WORDS, _FEWEST_BEFORE_A_BREAK, -1)
        if words[n - 1].endswith((",", ";", ":", "--", "-", "..."))
    ]
    return " ".join(words[: breaks[0] if breaks else _MOST_WORDS])
