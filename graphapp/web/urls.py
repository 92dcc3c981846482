"""Addresses that belong to no subject: whether the server is alive and ready, and what browsers and robots ask."""

from django.templatetags.static import static
from django.urls import path
from django.utils.functional import lazy
from django.views.generic import RedirectView, TemplateView

from graphapp.web import health

_icon = lazy(static, str)("app/favicon.svg")

urlpatterns = [
    path("healthz", health.answer_health, name="health"),
    path("readyz", health.answer_readiness, name="readiness"),
    path("robots.txt", TemplateView.as_view(template_name="web/robots.txt", content_type="text/plain")),
    path("favicon.ico", RedirectView.as_view(url=_icon, permanent=False)),
]
