"""Addresses of decisions in the API."""

from django.urls import path

from graphapp.curation import api

urlpatterns = [
    path("decisions/", api.Decisions.as_view(), name="api-decisions"),
    path("decisions/preview/", api.DecisionPreview.as_view(), name="api-decision-preview"),
    path("decisions/<slug:decision_id>/revoke/", api.DecisionRevoke.as_view(), name="api-decision-revoke"),
    path("decisions/<slug:decision_id>/restore/", api.DecisionRestore.as_view(), name="api-decision-restore"),
]
