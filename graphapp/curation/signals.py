"""`decided`: sent inside the transaction of a decision, with the `delta` by which the graph changed."""

from django.dispatch import Signal

decided = Signal()
