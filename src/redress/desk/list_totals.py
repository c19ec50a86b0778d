"""How many files a list shows, and how many of them are late: of what is on the page, and so it is said."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redress.casework.paging import Page


def list_totals(page: Page[Any]) -> str:
    """'40 files, 3 late'; of a list that goes on '50 files on this page, 3 late'."""
    count = len(page.rows)
    late = sum(row.due is not None and row.due.late for row in page.rows)
    if page.next or page.continued:
        files = ngettext("%(n)d file on this page", "%(n)d files on this page", count) % {"n": count}
    else:
        files = ngettext("%(n)d file", "%(n)d files", count) % {"n": count}
    return _("%(files)s, %(late)d late") % {"files": files, "late": late} if late else files
