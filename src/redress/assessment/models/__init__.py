"""Tables of the room."""

from redress.assessment.models.action import CorrectiveAction
from redress.assessment.models.article import KnowledgeArticle
from redress.assessment.models.entry import AssessmentEntry
from redress.assessment.models.sample import Sample, SpotCheck

__all__ = ["AssessmentEntry", "CorrectiveAction", "KnowledgeArticle", "Sample", "SpotCheck"]
