"""`manage.py accounts`: makes accounts and API tokens. Passwords and tokens are printed once, kept nowhere."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import IntegrityError

from graphapp.accounts.permissions import ROLE_NAMES, Role, role_of
from graphapp.accounts.services import add_account, give_role, make_token
from graphapp.web.commands import ReportingCommand, add_json


class Command(ReportingCommand):
    help = "Make accounts (with a one-time password), change their role, and make API tokens."
    example = (
        "  python manage.py accounts add ada --role editor\n"
        '  python manage.py accounts token ada "nightly import" --json\n'
        "  python manage.py accounts role ada admin\n"
        "  python manage.py accounts list"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, metavar="add|token|role|list")
        add = steps.add_parser("add", help="make an account, print its one-time password")
        add.add_argument("name")
        add.add_argument("--role", choices=ROLE_NAMES, default="reader")
        token = steps.add_parser("token", help="make an API token, print it")
        token.add_argument("name")
        token.add_argument("label", help="what it is for")
        role = steps.add_parser("role", help="change an account's role")
        role.add_argument("name")
        role.add_argument("role", choices=ROLE_NAMES)
        listing = steps.add_parser("list", help="show all accounts")
        for step in (add, token, role, listing):
            add_json(step)

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['step']}")(options)

    def _add(self, options: dict[str, Any]) -> None:
        name, role = options["name"], Role[options["role"].upper()]
        _check_name(name)
        try:
            _, password = add_account(name, role=role)
        except IntegrityError:
            raise CommandError(f"There is already an account “{name}”.") from None
        facts = {"name": name, "role": role.group, "password": password}
        self.report(facts, sentence=f"Account {name} ({role.group}). One-time password: {password}")

    def _token(self, options: dict[str, Any]) -> None:
        label = options["label"].strip()
        if not label or len(label) > 80:
            raise CommandError("The label must have 1 to 80 characters.")
        _, secret = make_token(_find_user(options["name"]), label=label)
        self.report({"name": options["name"], "label": label, "token": secret}, sentence=secret)

    def _role(self, options: dict[str, Any]) -> None:
        user, role = _find_user(options["name"]), Role[options["role"].upper()]
        give_role(user, role=role)
        self.report({"name": user.username, "role": role.group}, sentence=f"{user.username} is now {role.group}.")

    def _list(self, options: dict[str, Any]) -> None:
        users = get_user_model().objects.order_by("username")
        facts = [{"name": user.username, "role": role_of(user).group, "active": user.is_active} for user in users]
        lines = [f"{fact['name']}  {fact['role']}" for fact in facts]
        self.report(facts, sentence="\n".join(lines) or "There are no accounts yet.")


def _check_name(name: str) -> None:
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError as error:
        raise CommandError(f"“{name}” can't be a name. {' '.join(error.messages)}") from None
    if len(name) > 150:
        raise CommandError("A name has at most 150 characters.")


def _find_user(name: str) -> User:
    try:
        return get_user_model().objects.get(username=name)
    except User.DoesNotExist:
        advice = f"Make it with: python manage.py accounts add {name}"
        raise CommandError(f"There is no account “{name}”. {advice}") from None
