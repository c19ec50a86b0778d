"""The form of an article. What it does, and who may, is redress.assessment.knowledge's business."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from redress.assessment import knowledge
from redress.assessment.models import KnowledgeArticle
from redress.casework.door import Outcome
from redress.desk.forms.assessment import ActForm, sent_version
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
        if article is not None:
            self.version = sent_version(data, article.version)

    def act(self, **given: Any) -> Outcome:
        if self.article is None:
            return knowledge.give(knowledge.DraftArticle(case=self.number, **given), self.actor, key=self.key)
        changed = knowledge.ChangeArticle(**given)
        return knowledge.give(changed, self.actor, self.article.number, self.version, self.key)
