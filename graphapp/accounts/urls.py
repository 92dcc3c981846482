"""Addresses under /accounts/."""

from django.urls import path

from graphapp.accounts import pages

app_name = "accounts"
urlpatterns = [
    path("sign-in/", pages.SignIn.as_view(), name="sign-in"),
    path("sign-out/", pages.SignOut.as_view(), name="sign-out"),
    path("password/", pages.ChangePassword.as_view(), name="password"),
    path("tokens/", pages.show_tokens, name="tokens"),
    path("tokens/<int:number>/revoke/", pages.revoke, name="revoke-token"),
]
