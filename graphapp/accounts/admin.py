"""Django's admin, for accounts and nothing else: who may sign in, and as what. Open to admins only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from graphapp.accounts.models import FirstPassword
from graphapp.accounts.permissions import ROLE_NAMES, Role, allows, role_of
from graphapp.accounts.services import give_role


class AccountsSite(AdminSite):
    """Asks the one road of permissions; signing in is the product's own page, with its limit on tries."""

    site_header = site_title = "Saidgraph accounts"
    index_title = "Accounts"
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        return allows(request.user, Role.ADMIN)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied("This needs the role “admin”.")
        return redirect_to_login(request.GET.get("next") or "/admin/")


class _RoleField(forms.Form):
    role = forms.ChoiceField(choices=[(name, name) for name in ROLE_NAMES])


class AccountForm(forms.ModelForm, _RoleField):
    """`role` is the account's group: an account has one."""

    class Meta:
        model = User
        fields = ("username", "email", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = (role_of(self.instance) or Role.READER).group


class NewAccountForm(AdminUserCreationForm, _RoleField):
    """The password given here is a first one: it must be changed at the first sign-in."""


class GivenPasswordForm(AdminPasswordChangeForm):
    """What an admin gives to who lost theirs is a first password again."""

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=commit)
        FirstPassword.objects.get_or_create(user=user)
        return user


class AccountAdmin(UserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    change_password_form = GivenPasswordForm
    list_display = ("username", "role", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    filter_horizontal = ()
    fieldsets = ((None, {"fields": ("username", "email", "role", "is_active")}),)
    add_fieldsets = ((None, {"fields": ("username", "usable_password", "password1", "password2", "role")}),)

    def role(self, account: User) -> str:
        return role_of(account).group

    def has_module_permission(self, request: HttpRequest) -> bool:
        return allows(request.user, Role.ADMIN)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return allows(request.user, Role.ADMIN)

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes the account that they are signed in with."""
        return allows(request.user, Role.ADMIN) and obj != request.user

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        give_role(obj, role=Role[form.cleaned_data["role"].upper()])
        if not change:
            FirstPassword.objects.create(user=obj)


accounts_site = AccountsSite(name="admin")
accounts_site.register(User, AccountAdmin)
