"""The public page behind the code on every letter: number, date, kind, and whether it is genuine. No one signs in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from redress.casework import moment
from redress.letters import attempts, verification
from redress.letters.numbers import plain
from redress.organisation.addresses import asker

A_MINUTE = 30
"""Questions one address may ask a minute, whichever process answers.

A code has sixty bits, so this is against noise, not against guessing.
"""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    if request.GET.get("code"):
        return redirect("desk:verify", plain(request.GET["code"]) or "-")
    if _too_many(request):
        return render(request, "desk/letters/verify.html", {"busy": True}, status=429)
    found = verification.verify(code) if code else None
    file = request.FILES.get("file") if found else None
    small = file is not None and (file.size or 0) <= settings.EVIDENCE_MAX_BYTES
    context = {
        "code": code,
        "found": found,
        "title": found.title.get(get_language() or "zh") if found else "",
        "same": verification.matches(found, file.file) if found and file and file.file and small else None,
        "asked": bool(code),
    }
    return render(request, "desk/letters/verify.html", context, status=404 if code and not found else 200)


def _too_many(request: HttpRequest) -> bool:
    return attempts.count(asker(request), moment.now()) > A_MINUTE
