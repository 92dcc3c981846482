"""What takes long to make of the whole library, kept to save time only: may be dropped at any moment.

Nothing here is written except by `graphapp.explorer.exploring.remaking`.
"""

from __future__ import annotations

from django.db import models


class LibraryMap(models.Model):
    """The map of a large library, as it is explored without any filter. `size`: how many entities it may show.

    `stamp`: of the record that it was made from. `looked_at`: when somebody last saw whether it is still so. `data`: as
    `graphapp.explorer.exploring.packing` writes it.
    """

    size = models.PositiveIntegerField(primary_key=True)
    stamp = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"map of {self.size}"
