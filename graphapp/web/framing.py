"""Which other sites may show a page of ours within theirs. Nobody, unless a page asks for it here."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse


def allow_framing(response: HttpResponse, *, sites: Sequence[str]) -> HttpResponse:
    """Let `sites` (origins, or "*") frame this response. Without any, it stays refused to all."""
    if sites:
        response.xframe_options_exempt = True  # type: ignore[attr-defined]  # the older header knows no list of sites
        response._csp_replace = {"frame-ancestors": list(sites)}  # type: ignore[attr-defined]
    return response
