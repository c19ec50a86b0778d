"""What services refer to: the key of a file, of whatever kind it is."""

from __future__ import annotations

from django.db import models


class FileKey(models.Model):
    """That there is a file with this key, of that kind and with that number (ADR 32).

    The database writes it with the file's row (`casework/sql/redress_file_key.sql`), whatever way that comes; nobody
    else does. Everything else of a file stands in the table of its kind.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=40, unique=True)

    class Meta:
        db_table = "casework_file"

    def __str__(self) -> str:
        return self.number
