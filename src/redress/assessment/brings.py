"""What assessment brings: corrective actions, spot checks and the knowledge base."""

from redress.assessment import actions, knowledge, spotchecks
from redress.assessment.queries import actions as action_queries
from redress.assessment.queries import knowledge as article_queries
from redress.assessment.queries import samples as sample_queries
from redress.assessment.recording import key_of
from redress.casework.addressed import Addressed
from redress.casework.rooms import Brings

BRINGS = Brings(
    addressed=(
        Addressed(
            path="actions",
            title="Corrective actions",
            thing="corrective action",
            number=r"^A-[0-9]{6,12}$",
            example="A-000012",
            door=actions.DOOR,
            opens=actions.OpenAction,
            commands=(actions.ReportActionDone, actions.VerifyAction, actions.HandOnAction),
            read=lambda actor, number: action_queries.opened(actor, key_of(number)),
        ),
        Addressed(
            path="samples",
            title="Spot checks",
            thing="sample",
            number=r"^S-[0-9]{6,12}$",
            example="S-000012",
            door=spotchecks.DOOR,
            opens=spotchecks.DrawSample,
            commands=(spotchecks.CheckCase,),
            read=lambda actor, number: sample_queries.opened(actor, key_of(number))[0],
        ),
        Addressed(
            path="articles",
            title="Knowledge base",
            thing="article",
            number=r"^K-[0-9]{6,12}$",
            example="K-000012",
            door=knowledge.DOOR,
            opens=knowledge.DraftArticle,
            commands=(knowledge.ChangeArticle, knowledge.PublishArticle, knowledge.WithdrawArticle),
            read=lambda actor, number: article_queries.opened(actor, key_of(number)),
        ),
    ),
)
