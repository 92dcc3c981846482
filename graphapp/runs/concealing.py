"""What readers see of runs and of what is followed: addresses without what may be a key. Changes nothing kept."""

from __future__ import annotations

from copy import copy
from typing import Any

from graphapp.accounts.permissions import Role, allows
from graphapp.runs.models import Followed, Run
from graphapp.web.addresses import shorten_addresses


def show_run_to(user: Any, run: Run) -> Run:
    """The run as `user` may see it: itself for editors, for others a copy that is not to be saved."""
    if allows(user, Role.EDITOR):
        return run
    shown = copy(run)
    shown.source_name = shorten_addresses(run.source_name)
    shown.error = _conceal(run.error)
    shown.given = _conceal(run.given)
    if "log" not in run.get_deferred_fields():
        shown.log = _conceal(run.log)
    return shown


def show_followed_to(user: Any, followed: Followed) -> Followed:
    """Like `show_run_to`."""
    if allows(user, Role.EDITOR):
        return followed
    shown = copy(followed)
    shown.address, shown.error = shorten_addresses(followed.address), _conceal(followed.error)
    shown.title = _conceal(followed.title)  # a feed without one is called by its address
    return shown


def _conceal(value: Any) -> Any:
    if isinstance(value, str):
        return shorten_addresses(value)
    if isinstance(value, dict):
        return {name: _conceal(inner) for name, inner in value.items()}
    return [_conceal(inner) for inner in value] if isinstance(value, list) else value
