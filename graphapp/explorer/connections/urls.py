"""Addresses of connections."""

from django.urls import path

from graphapp.explorer.connections import pages

urlpatterns = [path("<slug:reference>/", pages.show_connection, name="connection")]
