"""Names and contents turned into stable identifiers. Pure functions; no clock, no randomness.

An identifier is a function of what it stands for, so that two machines, a rebuild and a re-import agree.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

ID_LENGTH = 16
_APOSTROPHES = re.compile(r"[‘’ʼ´`]")
_POSSESSIVE = re.compile(r"'s?$")
_SEPARATORS = re.compile(r"[^\w+#.&]+")
_IN_WORDS = frozenset("_+#.&")
_BESIDE_WORDS = frozenset(" _+#.&")
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC")
"""Scripts whose marks are accents, or may be left out. Elsewhere they are letters: パリ is Paris, バリ is Bali."""
_LOOSE_DOTS = re.compile(r"(?<!\w)\.+(?!\w)|(?<=\w)\.+(?=\s|$)")
_ARTICLE = re.compile(r"^(?:the|a|an) (?!(?:the|a|an) )(?=.)")


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """The form in which names are compared: case, accents, articles, possessives and punctuation do not count.

    `+`, `#`, `&` and dots inside a word do ("C++", "C#", "Node.js"). Never empty for a name that holds any
    character at all: a name of punctuation only is compared as it stands.
    """
    plain = _APOSTROPHES.sub("'", _drop_accents(name)).casefold().strip()
    words = (_POSSESSIVE.sub("", word) for word in plain.split())
    folded = _separate(" ".join(words))
    folded = _drop_loose_dots(" ".join(folded.split()))
    return _ARTICLE.sub("", folded) or " ".join(name.casefold().split())


def _drop_accents(name: str) -> str:
    if name.isascii():
        return name
    kept: list[str] = []
    accented = False
    for c in unicodedata.normalize("NFKD", name):
        if not unicodedata.combining(c):
            accented = _takes_accents(c)
        elif accented:
            continue
        kept.append(c)
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=4_000)
def _takes_accents(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_ACCENTED)


def _drop_loose_dots(text: str) -> str:
    while (cleaned := " ".join(_LOOSE_DOTS.sub(" ", text).split())) != text:
        text = cleaned
    return text


def _separate(text: str) -> str:
    """Words with one space between; a vowel sign is part of the word whose letter it stands at."""
    if text.isascii():
        return _SEPARATORS.sub(" ", text)
    kept = [" "]
    for c in text:
        sign = unicodedata.category(c)[0] == "M" and kept[-1] not in _BESIDE_WORDS
        kept.append(c if c in _IN_WORDS or c.isalnum() or sign else " ")
    return "".join(kept)


def hash_id(kind: str, parts: Iterable[str]) -> str:
    """16 hexadecimal characters that stand for `parts` as a `kind`. Parts may hold any characters."""
    return _digest(kind, map(_pack, parts))


def _digest(kind: str, packed: Iterable[bytes]) -> str:
    return hashlib.blake2b(b"".join(packed), person=kind.encode()[:16], digest_size=ID_LENGTH // 2).hexdigest()


def _pack(part: str) -> bytes:
    raw = part.encode("utf-8", "surrogatepass")
    return len(raw).to_bytes(4, "big") + raw


def key_id(folded: str, *, video: str | None = None) -> str:
    """The id of a name key. `video` is given for keys that must not meet across videos."""
    return hash_id("key", (folded,) if video is None else (folded, video))


def content_id(texts: Iterable[str]) -> str:
    """The id of a transcript's words: equal texts in equal order give equal ids, however they were cut or spaced."""
    words = list(chain.from_iterable(map(str.split, texts)))
    packed = {word: _pack(word) for word in set(words)}
    return _digest("video", map(packed.__getitem__, words))


@lru_cache(maxsize=20_000)
def relation_id(subject: str, predicate: str, obj: str, polarity: str) -> str:
    """The id of a relation: two entity ids, what joins them, and whether that is asserted."""
    return hash_id("relation", (subject, predicate, obj, polarity))
