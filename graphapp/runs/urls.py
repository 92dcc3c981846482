"""Addresses of adding a video and following its run."""

from django.urls import path

from graphapp.runs import metrics, pages

app_name = "runs"
urlpatterns = [
    path("metrics", metrics.answer_metrics, name="metrics"),
    path("add/", pages.add_video, name="add"),
    path("runs/", pages.show_runs, name="list"),
    path("runs/all/", pages.change_all, name="all"),
    path("runs/followed/", pages.show_followed, name="followed"),
    path("runs/followed/add/", pages.add_followed, name="follow"),
    path("runs/followed/<slug:followed_id>/remove/", pages.remove_followed, name="unfollow"),
    path("runs/<slug:run_id>/", pages.show_run, name="run"),
    path("runs/<slug:run_id>/cancel/", pages.cancel, name="cancel"),
    path("runs/<slug:run_id>/retry/", pages.retry, name="retry"),
    path("runs/<slug:run_id>/delete/", pages.remove, name="delete"),
]
