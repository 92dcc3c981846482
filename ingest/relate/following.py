"""What stands right after a name, and so whether the name is meant or only opens a longer one.

Reads the words behind a naming; knows no wordings and decides nothing about connections.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile

from ingest.language.parts import NOUN, tag_word
from ingest.language.words import word_set
from ingest.records import EntityType
from ingest.relate.talk import Naming, Talk

_TOOLS = word_set(
    "platform tool service library framework package product company solution app provider engine suite startup"
    " module extension plugin database editor agent assistant"
)
_AFTER_A_THING = word_set(
    "a an the this that these those which who whom whose where when while and or but nor so yet because since if"
    " as than then of in on at for with from to by into onto about over under through without within before after"
    " during until till across around against between behind beyond near via per is are was were be been being has"
    " have had do does did will would can could should may might must i you we they he she it us them him her its"
    " his their our your my there here now today tomorrow yesterday again too also just only even already soon"
    " later early earlier ago first once twice last next years back together alone instead itself himself herself"
    " themselves not all both open free available public entirely completely directly recently internally around"
    " out up down off away right like what how why actually basically really well much more most less way"
    " called named inside outside two three four five six seven eight nine ten twenty"
)
APPOSITIONS = word_set(
    "model models language engine chip chips processor processors platform framework database browser phone phones app"
    " system service series family editor kernel protocol console machine computer computers game book show podcast"
    " paper project product brand line"
)
"""What a thing is called right before or behind its name."""


_OTHER_FIRMS = word_set(
    "clone clones competitor competitors rival rivals alternative supplier reseller customer client"
)


def is_of_another_firm(talk: Talk, naming: Naming) -> bool:
    """Whether the name only tells whose rival or customer is meant: "at an Acme clone"."""
    return not _OTHER_FIRMS.isdisjoint(talk.words(naming.last, naming.last + 1))


def is_only_part(talk: Talk, naming: Naming) -> bool:
    """Whether a longer name begins with this one: "wrote Acme Rocket", "wrote Acme ROCKET", or a link: "wrote [Acme for
    beginners](…)"."""
    return _comes_before_capitals(talk, naming) or _comes_before_name(talk, naming) or _opens_link(talk, naming)


def _opens_link(talk: Talk, naming: Naming) -> bool:
    said = f"{talk.flow.text[naming.start : naming.end]} "
    after = (talk.links[number] for number in range(bisect_left(talk.links, said), len(talk.links)))
    longer = takewhile(lambda text: text.startswith(said), after)
    return any(talk.flow.text.startswith(text, naming.start) for text in longer)


def _comes_before_name(talk: Talk, naming: Naming) -> bool:
    """Whether another name follows in the same breath: who "wrote Acme Rocket" did not write Acme."""
    number = bisect_left(talk.namings, naming.end, key=lambda other: other.start)
    if number == len(talk.namings):
        return False
    after = talk.namings[number]
    named = talk.type_of(after) in {EntityType.PRODUCT, EntityType.MEDIA}
    return named and not after.pronoun and talk.flow.text[naming.end : after.start] == " "


def _comes_before_capitals(talk: Talk, naming: Naming) -> bool:
    """Whether the name is but the beginning of a longer one that is not known: "wrote Acme ROCKET"."""
    token = talk.tokens[naming.last] if naming.last < len(talk.tokens) else None
    if token is None or token.start != naming.end + 1 or talk.flow.text[naming.end] != " ":
        return False
    named = bisect_left(talk.namings, token.start, key=lambda other: other.start)
    is_name = named < len(talk.namings) and talk.namings[named].start == token.start
    said = talk.flow.text[token.start : token.end]
    return not is_name and len(said) > 1 and said.isupper()


def goes_on_in_capitals(talk: Talk, naming: Naming) -> bool:
    """Whether a word in capitals is attached: "a cloud native Computing Foundation project"."""
    after = talk.flow.text[naming.end : naming.end + 3]
    return after[:1] == " " and after[1:2].isupper() and after[1:].isalpha()


def qualifies(talk: Talk, naming: Naming) -> bool:
    """Whether the name only says of what kind the thing is that comes after it: "built a Python type checker",
    "Acme's Python efforts"; but not "released the Rocket engine", which is Rocket itself."""
    behind = talk.words(naming.last, naming.last + 1)
    word = behind[0] if behind else ""
    if not word.isalpha() or word in _AFTER_A_THING or word.endswith("ly") or talk.flow.text[naming.end] != " ":
        return False
    one_of_many = talk.words(naming.first - 1, naming.first) in (["a"], ["an"])
    return one_of_many or word not in APPOSITIONS or _is_noun(talk, naming.last + 1)


def _is_noun(talk: Talk, number: int) -> bool:
    """Of the word after a thing's apposition, which then only qualifies too: "the Rocket brand guidelines"."""
    behind = talk.words(number, number + 1)
    attached = talk.flow.text[talk.tokens[number - 1].end : talk.tokens[number].start] == " " if behind else False
    return attached and behind[0].isalpha() and behind[0] not in _AFTER_A_THING and tag_word(behind[0]) == NOUN


def says_what_for(talk: Talk, naming: Naming) -> bool:
    """Whether the name only says what a tool is for: "is a network security platform"."""
    words = talk.words(naming.last, naming.last + 4)
    return not _TOOLS.isdisjoint(words[:1]) or (words[:1] in (["and"], ["or"]) and not _TOOLS.isdisjoint(words))
