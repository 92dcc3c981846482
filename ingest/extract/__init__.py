"""Opens extractors by name: the product's own, and whatever is installed under `saidgraph.extractors`.

Must not import any extractor before it is asked for: most need packages or weights of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from typing import cast

from ingest.errors import ExtractorUnavailable, UnknownExtractor
from ingest.extract.foreign import open_foreign
from ingest.extract.protocol import Extractor

GROUP = "saidgraph.extractors"
_OWN = {
    "builtin": "ingest.extract.builtin:BuiltinExtractor",
    "llm": "ingest.extract.llm:LlmExtractor",
    "spacy": "ingest.extract.spacy:SpacyExtractor",
    "gliner": "ingest.extract.gliner:GlinerExtractor",
}


def open_extractor(name: str) -> Extractor:
    """The extractor of that name, ready for use.

    Raises `UnknownExtractor` with the names there are, `ExtractorUnavailable` with what to install or set, and
    `ExtractorError` where one of an installed package fails otherwise.
    """
    make = _find_maker(name)
    try:
        return make()
    except ImportError as error:
        raise _explain_missing(name, error) from error


def list_extractors() -> tuple[str, ...]:
    """All names that `open_extractor` knows, sorted. Some may lack their package or weights."""
    own = {name for name, target in _OWN.items() if _has_module(target)}
    return tuple(sorted(own | set(_installed())))


def _find_maker(name: str) -> Callable[[], Extractor]:
    target = _OWN.get(name)
    if target is not None and _has_module(target):
        return lambda: _load_own(target)
    entry = _installed().get(name)
    if entry is None:
        known = ", ".join(list_extractors())
        raise UnknownExtractor(f"There is no extractor “{name}”.", advice=f"Choose one of: {known}.")
    return lambda: open_foreign(name, load=entry.load)


def _load_own(target: str) -> Extractor:
    module, _, attribute = target.partition(":")
    return cast(Extractor, getattr(import_module(module), attribute)())


def _has_module(target: str) -> bool:
    return find_spec(target.partition(":")[0]) is not None


def _installed() -> Mapping[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _explain_missing(name: str, error: ImportError) -> ExtractorUnavailable:
    missing = error.name or "a package"
    advice = f"Install it with: .venv/bin/pip install -e '.[{name}]'" if name in _OWN else f"Install {missing}."
    return ExtractorUnavailable(f"The extractor “{name}” needs {missing}, which is not installed.", advice=advice)
