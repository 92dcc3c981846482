"""Finds the language of a transcript: what the file says, or a cheap guess by script and small words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

UNKNOWN = "und"
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,4}", re.IGNORECASE)
_NAMES: Mapping[str, str] = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "swedish": "sv", "danish": "da", "norwegian": "no", "polish": "pl", "russian": "ru",
    "ukrainian": "uk", "turkish": "tr", "japanese": "ja", "chinese": "zh", "korean": "ko", "arabic": "ar",
    "hebrew": "he", "hindi": "hi", "greek": "el", "finnish": "fi", "czech": "cs",
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt",
    "nld": "nl", "dut": "nl", "swe": "sv", "dan": "da", "nor": "no", "pol": "pl", "rus": "ru", "jpn": "ja",
    "zho": "zh", "chi": "zh", "kor": "ko",
}  # fmt: skip
_SMALL_WORDS: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the and of to that is it you in was for this with have are they we what be on i a my so at but not",
        "de": "der die das und ist nicht ich ein eine zu mit sich auf für auch wir es sind dass den so",
        "fr": "le la les et est pas a je une des que dans pour vous nous ce qui sur avec il mais",
        "es": "a el la los que y en es una por con para no las del lo como pero muy esto está",
        "it": "a io il che di è non una per sono con della gli anche questo ma come più nel ho si le",
        "pt": "a o que e não uma os para com é do da em mais as isso você também muito por mas",
        "nl": "de het een en van ik niet dat is zijn op met voor maar je wij er ook dit naar",
        "sv": "och i att det som en är på jag inte för med den vi har av till så om men ett",
        "da": "og i at det er en jeg ikke på til med af den vi har der for så om men et",
        "no": "og i at det er en jeg ikke på til med av den vi har som for så om men et",
        "fi": "ja on ei että se oli hän mutta niin kun olen mitä tämä ovat kuin nyt sitten joka",
        "pl": "a i my są w nie na się to jest że z do jak ale tak co za po od przez tym już",
        "cs": "a i je se na to že v ale jsem jak tak co by když pro jsou jako už s ne",
        "tr": "bir ve bu da de için çok ne var ben ama gibi daha olarak o mi kadar sonra",
    }.items()
}
_HELD = Counter(word for words in _SMALL_WORDS.values() for word in words)
"""In how many of the lists each stands."""
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_SAMPLE = 20_000
_MIN_SHARE = 0.08
_MIN_SCRIPT = {"ja": 0.05, "uk": 0.02}


def choose_language(stated: str | None, *, text: str) -> str:
    """A lower-case ISO 639 code without region, or "und"."""
    return _read_code(stated or "") or guess_language(text)


def guess_language(text: str) -> str:
    sample = text[:_SAMPLE]
    letters = 0 if sample.isascii() else sum(map(str.isalpha, sample))
    for code, script in _SCRIPTS if letters else ():
        if len(script.findall(sample)) > _MIN_SCRIPT.get(code, 0.3) * letters:
            return code
    return _count_small_words(sample)


def _count_small_words(sample: str) -> str:
    counts: Counter[str] = Counter()
    for word, times in Counter(sample.split()).items():
        counts[word.strip(".,!?:;\"'“”()").lower()] += times
    scores = {code: sum(counts[word] for word in words) for code, words in _SMALL_WORDS.items()}
    best = max(scores, key=scores.__getitem__)
    enough = scores[best] >= _MIN_SHARE * counts.total()
    return best if enough and _is_told(_SMALL_WORDS[best] & counts.keys()) else UNKNOWN


def _is_told(said: Collection[str]) -> bool:
    """By two words or more, or by one that is of no other language: “i” alone is Polish, Danish and English."""
    return len(said) > 1 or any(_HELD[word] == 1 for word in said)


def _read_code(stated: str) -> str | None:
    plain = stated.strip().lower()
    if plain in _NAMES:
        return _NAMES[plain]
    match = _CODE.fullmatch(plain)
    if match is None or match[1] == UNKNOWN:
        return None
    return _NAMES.get(match[1], match[1])
