"""What stands in the database as text, and why it may stand there in clear (SEC-02).

A column that holds text is personal unless it is declared here: words that somebody wrote may name anybody. Personal
columns are encrypted by the class of their field (privacy.fields). A column with `choices` is a code without being
declared. A test asks of every model whether each of its text columns is one or the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from redress.privacy.fields import BlindIndexField, EncryptedField


class Why(StrEnum):
    """Why text stands in clear."""

    CODE = "code"
    """A code of the rulebook, of the house or of the program; or a digest, a key, a count by codes."""
    REFERENCE = "reference"
    """A number that the house itself gave: it names a thing and nobody."""
    STAFF = "staff"
    """Who works here and how to reach them at work; the house's own directory."""
    HOUSE = "house"
    """What the house publishes or sets up, and what a supervisor published: names of units, rulebooks, companies."""
    LIBRARY = "library"
    """A table of a library, whose content the library decides."""


PLAIN: Final[dict[str, dict[Why, str]]] = {
    "account.EmailAddress": {Why.STAFF: "email"},
    "account.EmailConfirmation": {Why.LIBRARY: "key"},
    "administration.OrganisationFile": {Why.REFERENCE: "number", Why.CODE: "journal_head"},
    "api.Token": {Why.CODE: "digest scopes", Why.HOUSE: "name hint"},
    "assessment.AssessmentEntry": {
        Why.REFERENCE: "about number",
        Why.CODE: "command state key request previous hash",
    },
    "assessment.CorrectiveAction": {Why.REFERENCE: "number", Why.CODE: "cause class_code journal_head"},
    "assessment.KnowledgeArticle": {
        Why.REFERENCE: "number",
        Why.CODE: "class_code reason_code document journal_head",
    },
    "assessment.Sample": {
        Why.REFERENCE: "number",
        Why.CODE: "rule rulebook seed strata population journal_head",
    },
    "assessment.SpotCheck": {Why.CODE: "stratum"},
    "auth.Group": {Why.LIBRARY: "name"},
    "auth.Permission": {Why.LIBRARY: "name codename"},
    "claims.Claim": {
        Why.REFERENCE: "number",
        Why.CODE: "line loss_cause losses soothing journal_head next_due_clock risk_reasons external_source",
    },
    "claims.Catastrophe": {
        Why.REFERENCE: "number",
        Why.HOUSE: "title places",
        Why.CODE: "loss_causes lines spared journal_head next_due_clock",
    },
    "claims.CatastropheEntry": {Why.CODE: "command state payload facts events key request previous hash"},
    "claims.ClaimEntry": {Why.CODE: "command state payload facts events key request previous hash"},
    "claims.ClaimPaper": {Why.CODE: "code"},
    "claims.DecisionItem": {Why.CODE: "cover"},
    "claims.Dispute": {Why.REFERENCE: "complaint"},
    "claims.PaperNotice": {Why.CODE: "papers"},
    "claims.ReportCall": {Why.CODE: "source mark"},
    "clocks.Clock": {Why.CODE: "key group steps_do", Why.REFERENCE: "about"},
    "casework.Draft": {Why.REFERENCE: "form"},
    "casework.FileKey": {Why.CODE: "kind", Why.REFERENCE: "number"},
    "casework.RulebookVersion": {Why.HOUSE: "name version texts", Why.CODE: "digest"},
    "committee.Execution": {Why.REFERENCE: "ruling", Why.CODE: "file"},
    "committee.Referral": {Why.CODE: "causes reason"},
    "committee.Ruling": {Why.CODE: "causes", Why.REFERENCE: "number"},
    "committee.Session": {Why.REFERENCE: "number", Why.CODE: "roster readers journal_head"},
    "committee.SessionEntry": {Why.CODE: "command state payload facts key request previous hash"},
    "casework.AccessEntry": {Why.CODE: "action purpose fields asked session door", Why.REFERENCE: "number"},
    "complaints.Approval": {Why.CODE: "clock"},
    "complaints.CaseText": {Why.CODE: "document parts"},
    "complaints.Cause": {Why.CODE: "code"},
    "complaints.Complaint": {
        Why.CODE: "channel class_code reason_code class_at_intake level level_at_intake level_rule complexity"
        " sale_stage grade flow other_classes product_line soothing callback_finding emotion temperament paused"
        " closing_ruling next_due_clock journal_head external_source",
        Why.REFERENCE: "number",
    },
    "casework.Disposal": {Why.CODE: "destroyed emptied files skeleton", Why.REFERENCE: "minutes"},
    "complaints.EarlierLimit": {Why.CODE: "evidence"},
    "complaints.EmergencyEntry": {Why.CODE: "tone"},
    "complaints.FlowStep": {Why.CODE: "flow step verdict role means"},
    "importing.ImportRun": {Why.CODE: "kind source digest", Why.HOUSE: "mapping"},
    "complaints.JournalEntry": {
        Why.CODE: "command state payload facts events key request previous hash",
    },
    "complaints.Judgement": {Why.CODE: "finding outcome"},
    "complaints.Link": {Why.CODE: "rule ruled"},
    "complaints.Matter": {Why.CODE: "class_code reason_code"},
    "complaints.NewFacts": {Why.CODE: "evidence"},
    "complaints.Order": {Why.REFERENCE: "number", Why.CODE: "class_code"},
    "complaints.Paper": {Why.CODE: "code evidence"},
    "complaints.Pause": {Why.CODE: "reason proof"},
    "complaints.Rereview": {Why.CODE: "ground from_state"},
    "complaints.Review": {Why.REFERENCE: "number", Why.CODE: "request"},
    "complaints.Revision": {Why.CODE: "before after"},
    "complaints.Decision": {Why.CODE: "remedies"},
    "complaints.Share": {Why.CODE: "why"},
    "complaints.SignOff": {Why.CODE: "because"},
    "complaints.Telling": {Why.REFERENCE: "about", Why.CODE: "proof"},
    "complaints.UrgingNotice": {Why.CODE: "clock"},
    "contenttypes.ContentType": {Why.LIBRARY: "app_label model"},
    "evidence.Attachment": {Why.CODE: "about"},
    "evidence.Blob": {Why.CODE: "sha256 content_type"},
    "evidence.Upload": {Why.CODE: "handle"},
    "insight.MarketRow": {Why.HOUSE: "line company key"},
    "insight.MarketTable": {Why.HOUSE: "market file mapping", Why.CODE: "digest"},
    "letters.Attempt": {Why.CODE: "asker"},
    "letters.Letter": {Why.CODE: "kind code", Why.REFERENCE: "number order"},
    "letters.LetterRemark": {Why.CODE: "part"},
    "letters.LetterSeries": {Why.REFERENCE: "prefix"},
    "mfa.Authenticator": {Why.LIBRARY: "data"},
    "organisation.CalendarYear": {Why.HOUSE: "calendar plan"},
    "organisation.ChangeNotice": {Why.CODE: "rule"},
    "organisation.Department": {Why.STAFF: "email"},
    "organisation.OrganisationEntry": {
        Why.REFERENCE: "number",
        Why.CODE: "command state facts key request previous hash",
    },
    "organisation.Proposal": {Why.STAFF: "asked"},
    "organisation.SignIn": {Why.CODE: "name_hash", Why.STAFF: "address agent"},
    "organisation.StaffSession": {Why.CODE: "session agent_digest", Why.STAFF: "address agent"},
    "organisation.Unit": {Why.HOUSE: "code name name_en path rulebook claims_rulebook calendar reception"},
    "organisation.User": {Why.STAFF: "username email name phone", Why.CODE: "password"},
    "outbox.Alert": {Why.REFERENCE: "about"},
    "outbox.Message": {
        Why.CODE: "rule template template_version language key quiet",
        Why.REFERENCE: "provider_id",
    },
    "outbox.OptOut": {Why.CODE: "address_index"},
    "outbox.Pause": {Why.CODE: "reason"},
    "outbox.StaffContact": {Why.CODE: "channels language"},
    "policies.ContactCheck": {Why.CODE: "changed"},
    "policies.Cover": {Why.CODE: "code clause", Why.HOUSE: "title"},
    "policies.Policy": {Why.CODE: "unit"},
    "policies.Product": {Why.CODE: "code kind", Why.HOUSE: "name line clauses"},
    "procrastinate.ProcrastinateJob": {Why.CODE: "queue_name task_name lock args queueing_lock"},
    "procrastinate.ProcrastinatePeriodicDefer": {Why.CODE: "task_name periodic_id"},
    "sealing.Checkpoint": {Why.CODE: "peaks statement signature"},
    "sealing.Kind": {Why.CODE: "table key columns key_id mac"},
    "sealing.Seal": {Why.CODE: "cause digests key_id mac"},
    "sealing.Verification": {Why.CODE: "looked_at faults mac"},
    "sessions.Session": {Why.CODE: "session_key session_data"},
    "socialaccount.SocialAccount": {Why.LIBRARY: "provider uid extra_data"},
    "socialaccount.SocialApp": {Why.LIBRARY: "provider provider_id name client_id secret key settings"},
    "suggestions.LearnedVersion": {Why.CODE: "digest"},
    "socialaccount.SocialToken": {Why.LIBRARY: "token token_secret"},
}
"""Model -> why -> its columns."""

_TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    ArrayField,
)


def text_columns() -> Iterator[tuple[str, models.Field[Any, Any]]]:
    """Every column of every model that could hold words, with the model's name."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, (*_TEXT, SearchVectorField)) and not isinstance(
                field, EncryptedField | BlindIndexField
            ):
                yield model._meta.label, field


def undeclared() -> Iterator[str]:
    """Columns that stand in clear although nobody said why they may."""
    for label, field in text_columns():
        declared = " ".join(PLAIN.get(label, {}).values()).split()
        if not field.choices and not _of_numbers(field) and field.name not in declared:
            yield f"{label}.{field.name}"


def superfluous() -> Iterator[str]:
    """Declarations of columns that do not exist, are encrypted or have choices."""
    open_columns = {f"{label}.{field.name}" for label, field in text_columns() if not field.choices}
    for label, reasons in PLAIN.items():
        for name in " ".join(reasons.values()).split():
            if f"{label}.{name}" not in open_columns:
                yield f"{label}.{name}"


def _of_numbers(field: models.Field[Any, Any]) -> bool:
    """Lists of numbers, times and codes with choices hold no words."""
    inner = getattr(field, "base_field", None)
    return inner is not None and (bool(inner.choices) or not isinstance(inner, _TEXT))
