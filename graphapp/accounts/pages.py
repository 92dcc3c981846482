"""Sign-in, sign-out, password change, and one's own tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, RedirectURLMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from graphapp.accounts.forms import NewPasswordForm, SignInForm, TokenForm
from graphapp.accounts.leading import lead_to_change
from graphapp.accounts.middleware import MUST_CHANGE
from graphapp.accounts.models import FirstPassword
from graphapp.accounts.services import make_token, note_password_changed, revoke_token


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if FirstPassword.objects.filter(user=self.request.user).exists():
            self.request.session[MUST_CHANGE] = True
            return lead_to_change(self.request, then=self.get_success_url())
        return response


class SignOut(LogoutView):
    """POST only: a link or image on another page must not sign anybody out."""


class ChangePassword(RedirectURLMixin, PasswordChangeView):
    """Who had to change a one-time password goes on to where they wanted to go."""

    template_name = "accounts/password.html"
    form_class = NewPasswordForm
    next_page = reverse_lazy("accounts:tokens")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_password_changed(self.request.user)
        self.request.session.pop(MUST_CHANGE, None)
        messages.success(self.request, "Your password was changed.")
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "must_change": self.request.session.get(MUST_CHANGE)}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens. A new one's secret is in the answer to the form that made it, and nowhere else."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _, secret = make_token(request.user, label=form.cleaned_data["label"])
        form = TokenForm()
    tokens = request.user.tokens.filter(revoked_at=None)
    context = {"form": form, "tokens": tokens, "secret": secret}
    return render(request, "accounts/tokens.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    token = get_object_or_404(request.user.tokens, pk=number)
    revoke_token(token)
    messages.success(request, f"The token “{token.label}” no longer works.")
    return redirect("accounts:tokens")
