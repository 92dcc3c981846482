"""Addresses of topics in the API."""

from django.urls import path

from graphapp.explorer.topics import api

urlpatterns = [
    path("", api.TopicList.as_view(), name="api-topics"),
    path("<slug:slug>/", api.TopicDetail.as_view(), name="api-topic"),
]
