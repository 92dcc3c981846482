"""`restored`: sent inside the transaction that read a backup, once the graph is resolved from it."""

from django.dispatch import Signal

restored = Signal()
