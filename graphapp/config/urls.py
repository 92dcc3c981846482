"""Every address of the product, app by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("graphapp.web.urls")),
    path("accounts/", include("graphapp.accounts.urls")),
    path("", include("graphapp.videos.urls")),
    path("", include("graphapp.runs.urls")),
]

handler404 = "graphapp.web.errors.page_not_found"
handler500 = "graphapp.web.errors.page_failed"
