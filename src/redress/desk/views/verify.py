"""The public page behind the code on every letter: number, date, kind, and whether it is genuine. No one signs in."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from redress.letters import verification
from redress.letters.numbers import plain

A_MINUTE = 30
"""Questions one address may ask a minute; a code has sixty bits, so this is against noise, not against guessing."""


@never_cache
@require_http_methods(["GET", "POST"])
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
    key = f"verify-{request.META.get('REMOTE_ADDR', '')}-{timezone.now():%H%M}"
    cache.add(key, 0, timeout=120)
    return bool(cache.incr(key) > A_MINUTE)
