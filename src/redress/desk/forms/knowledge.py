"""The form of an article. What it does, and who may, is redress.assessment.knowledge's business."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from redress.assessment import knowledge
from redress.assessment.models import KnowledgeArticle
from redress.desk.forms.assessment import ActForm
from redress.desk.forms.words import Words
from redress.organisation.actor import Actor


class ArticleForm(ActForm):
    """A new article of a case, or a draft that is changed."""

    button = gettext_lazy("Save the draft")

    title = Words(label=gettext_lazy("Title"), max_length=200)
    situation = Words(label=gettext_lazy("What happened"), max_length=5000, widget=forms.Textarea)
    handling = Words(label=gettext_lazy("How it was handled"), max_length=5000, widget=forms.Textarea)
    lesson = Words(label=gettext_lazy("What is to be learnt"), max_length=5000, widget=forms.Textarea)

    def __init__(
        self,
        actor: Actor,
        data: Any,
        initial: Any,
        *,
        number: str = "",
        article: KnowledgeArticle | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.actor, self.number, self.article = actor, number, article

    def act(self, **given: Any) -> KnowledgeArticle:
        said = knowledge.Article(**given)
        if self.article is not None:
            return knowledge.change(self.actor, self.article.pk, said)
        return knowledge.draft(self.actor, self.number, said)
