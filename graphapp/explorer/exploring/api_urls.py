"""The exploring call."""

from django.urls import path

from graphapp.explorer.exploring import api

urlpatterns = [path("", api.Explore.as_view(), name="api-explore")]
