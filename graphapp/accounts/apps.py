"""Django's entry for this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "graphapp.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Registers how tokens are described in OpenAPI.
        from graphapp.accounts import authentication  # noqa: F401
