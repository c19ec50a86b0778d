"""The knowledge base: an article is drafted from a closed case, read by a second person, published (CLO-12)."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from redress.assessment.kinds import LEADS, WRITES, ArticleState, What
from redress.assessment.models import KnowledgeArticle
from redress.assessment.queries.knowledge import locked
from redress.assessment.recording import record
from redress.assessment.redaction import Kind, Secret, found, redact
from redress.casework import moment
from redress.casework.inputs import RequiredLine, RequiredText
from redress.casework.listing import listed
from redress.casework.refusals import Forbidden, refuse
from redress.complaints.models import Complaint
from redress.complaints.queries.case import find
from redress.complaints.search import whole
from redress.organisation.actor import Actor
from redress.rulebook import State
from redress.sealing.doors import atomic

_TEXTS = ("title", "situation", "handling", "lesson")


class Article(BaseModel):
    """What an article says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: RequiredLine
    situation: RequiredText
    handling: RequiredText
    lesson: RequiredText


def suggestion(actor: Actor, number: str) -> dict[str, str]:
    """What the case itself says, with personal data taken out, for somebody to make an article of."""
    case = _closed(actor, number)
    secrets = secrets_of(case)
    accepted = case.proposals.order_by("-position").first()
    told = {
        "situation": f"{case.facts}\n{case.demand}".strip(),
        "handling": f"{accepted.plan}\n{accepted.basis}" if accepted else "",
        "lesson": case.validity_reasons,
    }
    return {name: redact(text, secrets).text for name, text in told.items()}


def draft(actor: Actor, number: str, said: Article) -> KnowledgeArticle:
    """Draft an article from a closed case. Personal data that were typed all the same are taken out."""
    case = _closed(actor, number)
    way = actor.way(lambda each: each.has_over(WRITES, case.unit_id))
    if way is None or actor.id is None:
        raise Forbidden("CLO-12", _("Articles are drafted by those who handle complaints. Ask one of them."))
    texts, removed = _cleaned(said, secrets_of(case))
    with atomic("assessment"):
        article = KnowledgeArticle.objects.create(
            unit_id=case.unit_id,
            complaint=case,
            class_code=case.class_code,
            reason_code=case.reason_code,
            removed=dict(removed),
            drafted_by_id=actor.id,
            drafted_at=moment.now(),
            document=whole("\n".join(texts.values())),
            **texts,
        )
        record(way, What.ARTICLE_DRAFTED, article, case.unit_id, moment.now(), removed=removed.total())
    return article


@atomic("assessment")
def change(actor: Actor, article_id: int, said: Article) -> KnowledgeArticle:
    """Change a draft; whoever changes it is its author from then on, so that somebody else publishes."""
    article = locked(actor, article_id)
    if article.state != ArticleState.DRAFT:
        refuse(
            "CLO-12", _("A published article is withdrawn, not changed. Withdraw it, then write a new one.")
        )
    way = actor.way(lambda each: each.has_over(WRITES, article.unit_id))
    if way is None or actor.id is None:
        raise Forbidden("CLO-12", _("Articles are drafted by those who handle complaints. Ask one of them."))
    texts, removed = _cleaned(said, _secrets(article))
    for name, text in texts.items():
        setattr(article, name, text)
    article.removed = dict(Counter(article.removed) + removed)
    article.document = whole("\n".join(texts.values()))
    article.drafted_by_id, article.drafted_at = actor.id, moment.now()
    article.save()
    record(way, What.ARTICLE_CHANGED, article, article.unit_id, moment.now(), removed=removed.total())
    return article


@atomic("assessment")
def publish(actor: Actor, article_id: int) -> KnowledgeArticle:
    """A second person has read it and found nobody's data: it becomes readable for all staff."""
    article = locked(actor, article_id)
    way = actor.way(lambda each: each.has_over(LEADS, article.unit_id))
    if way is None:
        raise Forbidden(
            "CLO-12",
            _("Publishing is for the complaint post or the heads of the unit or above. Ask one of them."),
        )
    if article.drafted_by_id in actor.people:
        raise Forbidden(
            "CLO-12",
            _(
                "Who wrote the article does not publish it; a second person reads it first. Ask a"
                " colleague to publish it."
            ),
        )
    if article.state != ArticleState.DRAFT:
        refuse("CLO-12", _("Only a draft is published. Draft it anew if it is to appear again."))
    left = found("\n".join(getattr(article, name) for name in _TEXTS), _secrets(article))
    if left:
        refuse(
            "SEC-02",
            _("Personal data still stand in the article: %(kinds)s. Take them out, then publish.")
            % {"kinds": listed(left)},
        )
    article.state = ArticleState.PUBLISHED
    article.published_by_id, article.published_at = actor.id, moment.now()
    article.save(update_fields=["state", "published_by", "published_at"])
    record(way, What.ARTICLE_PUBLISHED, article, article.unit_id, moment.now())
    return article


@atomic("assessment")
def withdraw(actor: Actor, article_id: int) -> KnowledgeArticle:
    """Take an article out of the base."""
    article = locked(actor, article_id)
    way = actor.way(lambda each: each.has_over(LEADS, article.unit_id))
    if way is None:
        raise Forbidden(
            "CLO-12",
            _("Withdrawing is for the complaint post or the heads of the unit or above. Ask one of them."),
        )
    article.state = ArticleState.WITHDRAWN
    article.save(update_fields=["state"])
    record(way, What.ARTICLE_WITHDRAWN, article, article.unit_id, moment.now())
    return article


def secrets_of(case: Complaint) -> list[Secret]:
    """Everything the case knows that could tell who it was."""
    known: list[tuple[Kind, object]] = []
    for party in case.parties.all():
        known += [
            (Kind.NAME, party.name),
            (Kind.ID_NUMBER, party.id_number),
            (Kind.PHONE, party.phone),
            (Kind.EMAIL, party.email),
            (Kind.ADDRESS, party.address),
            (Kind.ACCOUNT, party.account),
        ]
    known += [(Kind.NUMBER, value) for value in (case.policy_number, case.claim_number, case.number)]
    known += [
        (Kind.NUMBER, case.source_reference),
        (Kind.STAFF, case.about_whom),
        (Kind.STAFF, case.owner.name),
    ]
    return [Secret(kind, str(value)) for kind, value in known if value]


def _secrets(article: KnowledgeArticle) -> list[Secret]:
    return secrets_of(article.complaint) if article.complaint is not None else []


def _cleaned(said: Article, secrets: list[Secret]) -> tuple[dict[str, str], Counter[str]]:
    removed: Counter[str] = Counter()
    texts = {}
    for name in _TEXTS:
        cleaned = redact(getattr(said, name), secrets)
        texts[name] = cleaned.text
        removed += cleaned.removed
    return texts | {"title": texts["title"][:200]}, removed


def _closed(actor: Actor, number: str) -> Complaint:
    case = find(actor, number)
    if case.state not in (State.CLOSED, State.ARCHIVED) or case.disposed_at is not None:
        refuse("CLO-12", _("An article is made of a case that is closed. Close the case first."))
    return case
