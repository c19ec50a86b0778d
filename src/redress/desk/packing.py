"""Pages go out compressed: a list is a tenth as long.

Who can have a victim's browser ask for a page that repeats his own guess, and sees how long the answers are, could
guess a secret of the page letter by letter (BREACH). Three things stand against it. Django masks the token of forms
anew in each answer, so that there is no text to be guessed; `GZipMiddleware` adds up to a hundred random bytes to
each answer, so that its length says nothing (Heal the Breach, 2022); and the session's cookie is `SameSite=Lax`, so
that no other site's page asks for anything here but by opening it. What was looked up stands in no address.

Files are not compressed on the way: most are already, and a reader of part of one needs its length.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PackedPages(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
