"""Forms of the account pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from graphapp.accounts.services import forget_failures, must_wait, note_failure
from graphapp.web.clients import find_client


class SignInForm(AuthenticationForm):
    """Name and password. After too many wrong ones from one address even the right one must wait."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "Name and password don't match an account.",
        "must_wait": "Too many tries. Wait a quarter of an hour, then try again.",
    }

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username") or ""
        address = find_client(self.request) if self.request else ""
        if must_wait(address, name=name):
            raise forms.ValidationError(self.error_messages["must_wait"], code="must_wait")
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            note_failure(address, name=name)
            raise
        forget_failures(address, name=name)
        return cleaned


class NewPasswordForm(PasswordChangeForm):
    """Who must change a password, or thinks that it is known to others, has another one afterwards."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("old_password") and cleaned["old_password"] == cleaned.get("new_password1"):
            self.add_error("new_password1", "This is the password that you have. Choose another one.")
        return cleaned


class TokenForm(forms.Form):
    label = forms.CharField(max_length=80, label="What is it for?", help_text="A name by which you know it again.")
