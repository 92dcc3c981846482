"""A library with names and words that no format likes."""

from __future__ import annotations

import pytest

from graphapp.graph.opening import open_record
from graphapp.videos.models import Video
from ingest.records import Polarity
from tests.graphapp.graph.library import Library

HOSTILE = (
    "O'Brien \\' \\\\' \"quoted\"",
    "\\u0027 RETURN 1; //",
    "'}] AS row MATCH (n) DETACH DELETE n; //",
    "<b>&amp;]]></node>",
    "line\nbreak, comma; tab\tend",
    "=cmd|' /C calc'!A0",
    "שלום \u202egnirts",
    "👩‍🚀 \U0001f680",
    "bell\x07 and \x1b escape \x85 \ufffe",
    "`back` $tick {id: 1}",
)
PLAIN = "Plain"


@pytest.fixture(scope="module")
def videos(shared_rows: None) -> list[Video]:
    """Two talks with the same names: every hostile one is connected with the plain one in both."""
    library = Library(open_record())
    claims = [(name, "uses", PLAIN) for name in HOSTILE]
    first = library.add(HOSTILE[3], [*HOSTILE, PLAIN], [*claims, (PLAIN, "makes", HOSTILE[0])])
    second = library.add("Second", {PLAIN: [], HOSTILE[0]: ["Obie"]}, [(HOSTILE[0], "uses", PLAIN)])
    library.add("Third", [PLAIN, HOSTILE[1]], [(HOSTILE[1], "uses", PLAIN)], polarity=Polarity.DENIED)
    return [first, second]
