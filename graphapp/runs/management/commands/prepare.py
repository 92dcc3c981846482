"""`manage.py prepare`: whatever is missing before the product can be served. Doing it again changes nothing."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command

from graphapp.accounts.permissions import Role
from graphapp.accounts.services import add_account
from graphapp.graph.errors import GraphError
from graphapp.graph.opening import open_store
from graphapp.web.commands import ReportingCommand, needs_migration

FIRST_ADMIN = "admin"


class Command(ReportingCommand):
    help = "Set up the database and the graph store, load the sample library once, and make the first admin."
    example = "  python manage.py prepare"

    def handle(self, *args: Any, **options: Any) -> None:
        if needs_migration():
            call_command("migrate", verbosity=0)
        self._set_up_graph()
        call_command("sample", stdout=self.stderr)
        self._make_first_admin()

    def _set_up_graph(self) -> None:
        try:
            open_store().setup()
        except GraphError as error:
            # The record is enough to serve pages; the store catches up when it answers again.
            self.stderr.write(f"The graph store is not ready: {error}")

    def _make_first_admin(self) -> None:
        if get_user_model().objects.exists():
            return
        _, password = add_account(FIRST_ADMIN, role=Role.ADMIN)
        self.stdout.write(f"First account: {FIRST_ADMIN}, one-time password: {password} (it is not shown again)")
