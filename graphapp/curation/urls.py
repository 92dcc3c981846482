"""Addresses under /desk/."""

from django.urls import path

from graphapp.curation.desk import editing_pages, history_pages, queue_pages

app_name = "desk"
urlpatterns = [
    path("", queue_pages.show_desk, name="desk"),
    path("answer/<slug:question_id>/", queue_pages.answer, name="answer"),
    path("undo/", queue_pages.undo, name="undo"),
    path("alike/<slug:question_id>/", queue_pages.answer_all_alike, name="alike"),
    path("decide/", editing_pages.decide, name="decide"),
    path("entities/<slug:reference>/", editing_pages.show_entity, name="entity"),
    path("connections/<slug:relation_id>/", editing_pages.show_connection, name="connection"),
    path("words/", editing_pages.show_words, name="words"),
    path("history/", history_pages.show_history, name="history"),
    path("history/<slug:decision_id>/<slug:action>/", history_pages.switch, name="switch"),
    path("changes/", history_pages.show_changes, name="changes"),
]
