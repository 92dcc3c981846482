"""Addresses of decisions in the API."""

from django.urls import path

from graphapp.curation import api
from graphapp.curation.review.api import Review, ReviewAnswer

urlpatterns = [
    path("review/", Review.as_view(), name="api-review"),
    path("review/<slug:question_id>/answer/", ReviewAnswer.as_view(), name="api-review-answer"),
    path("changes/", api.ChangesBetween.as_view(), name="api-changes"),
    path("decisions/", api.Decisions.as_view(), name="api-decisions"),
    path("decisions/preview/", api.DecisionPreview.as_view(), name="api-decision-preview"),
    path("decisions/<slug:decision_id>/revoke/", api.DecisionRevoke.as_view(), name="api-decision-revoke"),
    path("decisions/<slug:decision_id>/restore/", api.DecisionRestore.as_view(), name="api-decision-restore"),
]
