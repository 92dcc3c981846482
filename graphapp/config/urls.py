"""Every address of the product, app by app."""

from django.urls import include, path

from graphapp.accounts import openapi as _described  # noqa: F401 (registers itself)
from graphapp.accounts.admin import accounts_site
from graphapp.web.openapi import Docs, Schema

# `runs` stands before `videos`: it adds writing to the addresses of videos, which `videos` only reads.
api_urlpatterns = [
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(url_name="schema"), name="docs"),
    path("", include("graphapp.runs.api_urls")),
    path("", include("graphapp.videos.api_urls")),
    path("", include("graphapp.curation.api_urls")),
    path("", include("graphapp.explorer.api_urls")),
]

urlpatterns = [
    path("", include("graphapp.web.urls")),
    path("api/v1/", include(api_urlpatterns)),
    path("accounts/", include("graphapp.accounts.urls")),
    path("admin/", accounts_site.urls),
    path("desk/", include("graphapp.curation.urls")),
    path("", include("graphapp.videos.urls")),
    path("", include("graphapp.runs.urls")),
    path("", include("graphapp.explorer.urls")),
]

handler400 = "graphapp.web.errors.page_bad_request"
handler403 = "graphapp.web.errors.page_refused"
handler404 = "graphapp.web.errors.page_not_found"
handler500 = "graphapp.web.errors.page_failed"
