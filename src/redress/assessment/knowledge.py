"""The knowledge base: an article is drafted from a closed case, read by a second person, published (CLO-12)."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from redress.assessment.door import AssessmentCommand, AssessmentDoor, Kept
from redress.assessment.kinds import LEADS, WRITES, ArticleState, What
from redress.assessment.models import KnowledgeArticle
from redress.assessment.queries.knowledge import NoSuchArticle, visible
from redress.assessment.redaction import Kind, Secret, found, redact
from redress.casework.command import Facts
from redress.casework.inputs import Code, RequiredLine, RequiredText
from redress.casework.listing import listed
from redress.casework.refusals import Forbidden, refuse
from redress.complaints.models import Complaint
from redress.complaints.queries.case import find
from redress.complaints.search import whole
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.rulebook import State

_TEXTS = ("title", "situation", "handling", "lesson")


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


class ArticleCommand(AssessmentCommand):
    """A command on an article; who has one of `duties` over its unit gives it."""

    cite = ("CLO-12",)
    duties: ClassVar[frozenset[Duty]] = LEADS
    not_theirs: ClassVar[str | Promise]

    @classmethod
    def admit(cls, file: Kept[KnowledgeArticle], actor: Actor) -> None:
        if not actor.has_over(cls.duties, file.row.unit_id):
            raise Forbidden("CLO-12", str(cls.not_theirs))


class Writing(ArticleCommand):
    """What an article says; whoever writes it is its author from then on, so that somebody else publishes it."""

    duties = WRITES
    not_theirs = gettext_lazy("Articles are drafted by those who handle complaints. Ask one of them.")

    title: RequiredLine
    situation: RequiredText
    handling: RequiredText
    lesson: RequiredText

    example = {
        "title": "柜面未告知退保损失",
        "situation": "客户退保时不知道现金价值低于已交保费。",
        "handling": "说明合同约定,退还多扣的部分。",
        "lesson": "退保申请书由客户抄录损失提示后签名。",
    }

    def write(self, file: Kept[KnowledgeArticle], actor: Actor, secrets: list[Secret]) -> Facts:
        """Personal data that were typed all the same are taken out."""
        row = file.row
        texts, removed = _cleaned(self, secrets)
        for name, words in texts.items():
            setattr(row, name, words)
        row.removed = dict(Counter(row.removed) + removed)
        row.document = whole("\n".join(texts.values()))
        row.drafted_by_id, row.drafted_at = actor.id or 0, file.now
        return {"removed": removed.total()}


class DraftArticle(Writing):
    """Draft an article from a closed case."""

    name = "draft_article"
    label = gettext_lazy("Draft an article")
    what = What.ARTICLE_DRAFTED
    creates = True

    case: Code = Field(min_length=1)

    example = {**Writing.example, "case": "L2026-0000123"}

    @classmethod
    def admit(cls, file: Kept[KnowledgeArticle], actor: Actor) -> None:
        """Who may depends on the unit of the case, which the input names: `check` asks."""

    def check(self, file: Kept[KnowledgeArticle], actor: Actor) -> None:
        case = _closed(actor, self.case)
        if actor.id is None or not actor.has_over(WRITES, case.unit_id):
            raise Forbidden("CLO-12", str(self.not_theirs))

    def do(self, file: Kept[KnowledgeArticle], actor: Actor) -> Facts:
        case, row = _closed(actor, self.case), file.row
        row.unit_id, row.complaint = case.unit_id, case
        row.class_code, row.reason_code = case.class_code, case.reason_code
        return self.write(file, actor, secrets_of(case))


class ChangeArticle(Writing):
    """Change a draft."""

    name = "change_article"
    label = gettext_lazy("Change the draft")
    what = What.ARTICLE_CHANGED
    within = (ArticleState.DRAFT,)
    elsewhere = gettext_lazy(
        "A published article is withdrawn, not changed. Withdraw it, then write a new one."
    )

    def do(self, file: Kept[KnowledgeArticle], actor: Actor) -> Facts:
        return self.write(file, actor, _secrets(file.row))


class PublishArticle(ArticleCommand):
    """A second person has read it and found nobody's data: it becomes readable for all staff."""

    name = "publish_article"
    label = gettext_lazy("Publish the article")
    what = What.ARTICLE_PUBLISHED
    within = (ArticleState.DRAFT,)
    elsewhere = gettext_lazy("Only a draft is published. Draft it anew if it is to appear again.")
    not_theirs = gettext_lazy(
        "Publishing is for the complaint post or the heads of the unit or above. Ask one of them."
    )

    example = {}

    @classmethod
    def admit(cls, file: Kept[KnowledgeArticle], actor: Actor) -> None:
        super().admit(file, actor)
        if file.row.drafted_by_id in actor.people:
            raise Forbidden(
                "CLO-12",
                _(
                    "Who wrote the article does not publish it; a second person reads it first. Ask a"
                    " colleague to publish it."
                ),
            )

    def check(self, file: Kept[KnowledgeArticle], actor: Actor) -> None:
        row = file.row
        left = found("\n".join(getattr(row, name) for name in _TEXTS), _secrets(row))
        if left:
            refuse(
                "SEC-02",
                _("Personal data still stand in the article: %(kinds)s. Take them out, then publish.")
                % {"kinds": listed(left)},
            )

    def do(self, file: Kept[KnowledgeArticle], actor: Actor) -> Facts:
        row = file.row
        row.state, row.published_by_id, row.published_at = ArticleState.PUBLISHED, actor.id, file.now
        return {}


class WithdrawArticle(ArticleCommand):
    """Take an article out of the base."""

    name = "withdraw_article"
    label = gettext_lazy("Withdraw the article")
    what = What.ARTICLE_WITHDRAWN
    within = (ArticleState.DRAFT, ArticleState.PUBLISHED)
    elsewhere = gettext_lazy("The article is withdrawn already. Nothing needs to be done.")
    not_theirs = gettext_lazy(
        "Withdrawing is for the complaint post or the heads of the unit or above. Ask one of them."
    )

    example = {}

    def do(self, file: Kept[KnowledgeArticle], actor: Actor) -> Facts:
        file.row.state = ArticleState.WITHDRAWN
        return {}


DOOR: AssessmentDoor[KnowledgeArticle] = AssessmentDoor(
    KnowledgeArticle, ArticleState, visible, NoSuchArticle
)

give = DOOR.execute
"""Give one command on an article, or the one that drafts it. Raises Refusal; then nothing was written."""


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


def _cleaned(said: Writing, secrets: list[Secret]) -> tuple[dict[str, str], Counter[str]]:
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
