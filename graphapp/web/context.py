"""What every page knows: the site's name, the theme that the reader chose, whether the front end was built."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, object]:
    """No queries: the user is read only by templates that show one."""
    theme = request.COOKIES.get("theme", "")
    return {
        "brand": "Saidgraph",  # Django's own sign-in page sets site_name to the host's
        "theme": theme if theme in THEMES else "",
        "public": settings.PUBLIC,
        "section": request.path.split("/")[1] or "library",
    }
