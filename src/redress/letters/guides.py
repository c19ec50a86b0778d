"""The claims guide of a product as PDF (CLM-01)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from redress.casework.listing import listed
from redress.letters import typesetting
from redress.letters.paper import company
from redress.organisation.models import Unit
from redress.policies.guides import Needed, Told

_LANGUAGES = {"zh": "zh-hans", "en": "en"}


def pdf(guide: Told, unit: Unit, language: str, at: datetime) -> bytes:
    """The guide on A4; the same guide at the same time gives the same bytes."""
    zh = "zh" if language.startswith("zh") else "en"
    with override(_LANGUAGES[zh]):
        data = {
            "company": company(unit),
            "title": guide.title,
            "product": guide.product,
            "version": guide.version,
            "language": zh,
            "covered": guide.covered,
            "not_covered": guide.not_covered,
            "steps": guide.steps,
            "papers": [[paper.title, _about(paper)] for paper in guide.papers],
            "terms": [[each.term, each.means] for each in guide.terms],
            "hotline": settings.REDRESS_HOTLINE,
            "heads": [_("Paper"), _("What it must be like")],
            "words": {
                "covered": _("What is covered"),
                "not_covered": _("What is not covered"),
                "steps": _("How it goes"),
                "papers": _("Which papers are needed"),
                "terms": _("Words explained"),
                "ask": _("Ask us:"),
            },
        }
        return typesetting.pdf(typesetting.TEMPLATES / "product_guide.typ", data, at)


def _about(paper: Needed) -> str:
    """What the paper must be like, in one cell."""
    said = [paper.requirement]
    if paper.original:
        said.append(_("The original; you get it back."))
    if paper.only:
        said.append(_("Only for: %(what)s") % {"what": listed(paper.only)})
    return " ".join(filter(None, said))
