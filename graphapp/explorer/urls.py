"""Addresses of the pages across videos, part by part."""

from django.urls import URLPattern, URLResolver

app_name = "explorer"

urlpatterns: list[URLPattern | URLResolver] = []
