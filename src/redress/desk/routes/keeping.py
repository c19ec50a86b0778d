"""Addresses of what follows a closing: corrective actions, spot checks, knowledge base, disposal."""

from django.urls import path

from redress.desk.views import checkpoints, disposal, improving, knowledge

urlpatterns = [
    path("actions", improving.action_list, name="actions"),
    path("actions/new", improving.action_new, name="action_new"),
    path("actions/<int:action>", improving.action, name="action"),
    path("spot-checks", improving.sample_list, name="samples"),
    path("spot-checks/<int:sample>", improving.sample, name="sample"),
    path("spot-checks/case/<int:check>", improving.spot_check, name="spot_check"),
    path("knowledge", knowledge.articles, name="knowledge"),
    path("knowledge/<int:article>", knowledge.article, name="article"),
    path("knowledge/<int:article>/change", knowledge.article_change, name="article_change"),
    path("knowledge/from/<str:number>", knowledge.article_new, name="article_new"),
    path("checkpoints", checkpoints.page, name="checkpoints"),
    path("checkpoints/<int:number>/paper", checkpoints.paper, name="checkpoint_paper"),
    path("checkpoints/<int:number>/file", checkpoints.file, name="checkpoint_file"),
    path("disposal", disposal.disposal, name="disposal"),
    path("disposal/<str:number>", disposal.certificate, name="certificate"),
]
