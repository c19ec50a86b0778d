"""The knowledge base: searching, reading, drafting from a case, publishing (CLO-12)."""

from __future__ import annotations

import uuid

from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from redress.assessment import knowledge
from redress.assessment.kinds import LEADS, WRITES, ArticleState
from redress.assessment.models import KnowledgeArticle
from redress.assessment.queries import knowledge as queries
from redress.assessment.recording import key_of
from redress.casework.refusals import Refusal
from redress.desk.asked import asks
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms.assessment import sent_version
from redress.desk.forms.knowledge import ArticleForm
from redress.desk.forms.plain import fields


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@asks("q")
def articles(request: StaffRequest) -> HttpResponse:
    words = request.said.get("q", "").strip()
    drafts = queries.listed(request.actor, state=ArticleState.DRAFT) if not words else []
    context = {"words": words, "articles": queries.listed(request.actor, words), "drafts": drafts}
    return render(request, "desk/knowledge/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def article(request: StaffRequest, article: int) -> HttpResponse:
    found = queries.opened(request.actor, article)
    refusal = _step(request, found) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return redirect("desk:article", article)
    context = {
        "article": found,
        "refusal": refusal,
        "key": str(uuid.uuid4()),
        "leads": request.actor.has_over(LEADS, found.unit_id),
        "writes": found.state == ArticleState.DRAFT and request.actor.has_over(WRITES, found.unit_id),
    }
    return render(request, "desk/knowledge/article.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def article_new(request: StaffRequest, number: str) -> HttpResponse:
    start = knowledge.suggestion(request.actor, number)
    data = request.POST if request.method == "POST" else None
    return _form(request, ArticleForm(request.actor, data, start, number=number))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def article_change(request: StaffRequest, article: int) -> HttpResponse:
    found = queries.opened(request.actor, article)
    start = model_to_dict(found, fields=["title", "situation", "handling", "lesson"])
    data = request.POST if request.method == "POST" else None
    return _form(request, ArticleForm(request.actor, data, start, article=found))


def _step(request: StaffRequest, article: KnowledgeArticle) -> Refusal | None:
    withdraws = request.POST.get("step") == "withdraw"
    command = knowledge.WithdrawArticle() if withdraws else knowledge.PublishArticle()
    version = sent_version(request.POST, article.version)
    try:
        knowledge.give(command, request.actor, article.number, version, request.POST.get("key", "")[:80])
    except Refusal as refusal:
        return refusal
    return None


def _form(request: StaffRequest, form: ArticleForm) -> HttpResponse:
    if form.is_bound and form.carry_out():
        return redirect("desk:article", key_of(form.result.number))
    context = {"form": form, "fields": fields(form)}
    return render(request, "desk/knowledge/form.html", context, status=422 if form.errors else 200)
