"""Articles and solved cases that resemble a case or hold some words (CLO-12, COM-09)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.db import connection
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from redress.assessment.kinds import ArticleState
from redress.assessment.models import KnowledgeArticle
from redress.casework.refusals import NotThere
from redress.complaints.models import Complaint
from redress.complaints.search import Query, digests, query, tokens
from redress.organisation.actor import Actor
from redress.organisation.kinds import UnitKind
from redress.organisation.models import Unit
from redress.rulebook import State

MOST: Final = 50
SIMILAR: Final = 5
"""Articles and cases shown beside a case."""
_WORDS: Final = 24
_LOOKED_AT: Final = 300


class NoSuchArticle(NotThere):
    """No such article for this actor."""

    def __init__(self) -> None:
        super().__init__("CLO-12", _("There is no such article that you may see. Choose one of the list."))


@dataclass(frozen=True, slots=True)
class Resembling:
    """A solved case and how much of the words it shares, per cent."""

    case: Complaint
    share: int


def visible(actor: Actor) -> QuerySet[KnowledgeArticle]:
    """Published articles for the company they were made in, drafts for their author and who looks after the unit.

    What the group publishes, or what was made above all companies, is for everybody.
    """
    found = KnowledgeArticle.objects.all()
    if actor.system:
        return found
    return found.filter(
        (Q(state=ArticleState.PUBLISHED) & _of_ones_company(actor))
        | Q(drafted_by_id=actor.id)
        | Q(unit_id__in=actor.units)
    )


def _of_ones_company(actor: Actor) -> Q:
    """Of a company that the actor has a post in, or of none: part of the same statement.

    Where one sits gives nothing (ORG-11)."""
    homes = Unit.objects.filter(pk__in={post.unit for post in actor.posts})
    above = (
        Unit.objects.filter(kind=UnitKind.COMPANY)
        .annotate(of=ExpressionWrapper(OuterRef("unit__path"), output_field=CharField()))
        .filter(of__startswith=F("path"))
    )
    mine = above.filter(Exists(homes.filter(path__startswith=OuterRef("path"))))
    by_group = Q(published_by__department__unit__kind=UnitKind.GROUP)
    return by_group | Q(unit_id__in=actor.reach) | ~Q(Exists(above)) | Q(Exists(mine))


def opened(actor: Actor, article_id: int) -> KnowledgeArticle:
    """One article. Raises NoSuchArticle."""
    found = (
        visible(actor)
        .filter(pk=article_id)
        .select_related("unit", "drafted_by", "published_by", "complaint")
        .first()
    )
    if found is None:
        raise NoSuchArticle
    return found


def listed(actor: Actor, words: str = "", state: str = ArticleState.PUBLISHED) -> list[KnowledgeArticle]:
    """Articles that hold all the words, newest first: one query."""
    found = visible(actor).filter(state=state).select_related("unit", "drafted_by")
    if not words or not (wanted := query(words)):
        return list(found[:MOST])
    said = (each for each in found.filter(pk__in=_holding(wanted)) if wanted.holds(each.text))
    return list(islice(said, MOST))


def articles_like(actor: Actor, case: Complaint) -> list[KnowledgeArticle]:
    """Published articles of the case's class, of its reason and with most words in common first: one query."""
    found = visible(actor).filter(state=ArticleState.PUBLISHED, class_code=case.class_code)
    wanted = set(tokens(f"{case.facts} {case.demand}"))
    ranked = sorted(
        found[:_LOOKED_AT],
        key=lambda each: (
            each.reason_code != case.reason_code,
            -len(wanted & set(tokens(f"{each.title} {each.situation}"))),
            -each.pk,
        ),
    )
    return ranked[:SIMILAR]


def cases_like(actor: Actor, case: Complaint) -> list[Resembling]:
    """Solved cases of the same class that the actor may see, those with the most words in common first.

    Two queries: the text function gives the newest cases that hold any of the words, within the actor's scope.
    """
    wanted = tokens(f"{case.facts} {case.demand}")
    if not wanted:
        return []
    # Spread over the text: the beginning is often a formula.
    step = max(1, len(wanted) // _WORDS)
    either = " | ".join(f"'{digest}'" for digest in digests(wanted[::step][:_WORDS]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM redress_search_text(%s, %s)", [either, _LOOKED_AT])
        ids = [row[0] for row in cursor.fetchall()]
    found = (
        Complaint.objects.visible_to(actor)
        .filter(
            pk__in=ids, class_code=case.class_code, state__in=[State.CLOSED, State.ARCHIVED], disposed_at=None
        )
        .exclude(pk=case.pk)
        .only("id", "number", "facts", "demand", "reason_code", "validity", "closed_at", "state")
    )
    mine = set(wanted)
    ranked = sorted(
        (Resembling(each, _share(mine, each)) for each in found),
        key=lambda each: (each.case.reason_code != case.reason_code, -each.share, -each.case.pk),
    )
    return ranked[:SIMILAR]


def _share(mine: set[str], other: Complaint) -> int:
    """Words in common, of all words of both, per cent (Jaccard)."""
    theirs = set(tokens(f"{other.facts} {other.demand}"))
    return round(100 * len(mine & theirs) / len(mine | theirs)) if mine | theirs else 0


def _holding(wanted: Query) -> RawSQL:
    # A sub-query by the text index; what it gives is bound by the queryset around it and by row-level security.
    return RawSQL("SELECT id FROM assessment_knowledgearticle WHERE document @@ %s::tsquery", [wanted.all])
