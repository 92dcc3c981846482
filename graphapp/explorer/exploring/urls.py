"""The exploring page and its panel."""

from django.urls import path

from graphapp.explorer.exploring import pages

urlpatterns = [
    path("", pages.show_explore, name="explore"),
    path("panel/", pages.show_explore_panel, name="explore-panel"),
]
