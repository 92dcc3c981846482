"""Addresses of the paths page."""

from django.urls import path

from graphapp.explorer.paths import pages

urlpatterns = [path("", pages.show_paths, name="paths")]
