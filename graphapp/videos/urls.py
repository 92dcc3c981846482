"""The library and the page of each video."""

from django.urls import path

from graphapp.videos import pages

app_name = "videos"
urlpatterns = [
    path("", pages.show_library, name="library"),
    path("videos/<str:slug>/", pages.show_video, name="video"),
    path("videos/<str:slug>/embed/", pages.show_embedded, name="video-embed"),
    path("videos/<str:slug>/embed/panel/", pages.show_video_panel, {"alone": True}, name="video-embed-panel"),
    path("videos/<str:slug>/panel/", pages.show_video_panel, name="video-panel"),
]
