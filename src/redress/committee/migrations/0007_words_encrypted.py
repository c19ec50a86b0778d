"""What people wrote in sessions stands encrypted (SEC-02).

Where words are destroyed with their case an empty value stays in their place, which says that there were some. A
rotation of keys may write the words of a register anew.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

from redress.privacy.encrypting import EncryptColumns
from redress.privacy.fields import EncryptedText

_GUARD = import_module("redress.committee.migrations.0005_disposal").GUARD
_EMPTY = import_module("redress.committee.migrations.0005_disposal").EMPTY
_CHANGES = {
    "CREATE FUNCTION": "CREATE OR REPLACE FUNCTION",
    "NOT IN ('', '—')": "NOT IN ('', '\\x')",
    "        is_now := to_jsonb(NEW);\n": """        is_now := to_jsonb(NEW);
        IF redress_rekeyed(was, is_now, words) THEN
            RETURN NEW;
        END IF;
""",
}
_DESTROYING = {
    "CREATE FUNCTION": "CREATE OR REPLACE FUNCTION",
    "CASE choice WHEN 'against' THEN '—' ELSE '' END": "''",
    "reason <> ''": "reason IS NOT NULL",
    "CASE evidence WHEN '' THEN '' ELSE '—' END": "CASE WHEN evidence IS NULL THEN NULL ELSE ''::bytea END",
    "s.minutes NOT IN ('', '—')": "octet_length(s.minutes) > 0",
    "minutes = '—'": "minutes = ''",
    "minutes <> ''": "minutes IS NOT NULL",
    "reasons = ''": "reasons = NULL",
    "motion = '', remark = ''": "motion = NULL, remark = NULL",
    "'—'": "''",
}

_REKEYED = {
    "committee_vote": "reason",
    "committee_recusal": "reason",
    "committee_hearing": "words, speaker",
    "committee_ruling": "words, reasons",
}
"""Columns that a rotation of keys writes; whatever else is tried there, the trigger refuses."""


def _changed(text: str, changes: dict[str, str]) -> str:
    for before, after in changes.items():
        if before not in text:
            raise RuntimeError(f"not in the function: {before}")
        text = text.replace(before, after)
    return text


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0006_item_taken_back"),
        ("complaints", "0031_words_encrypted"),
        ("organisation", "__first__"),
    ]
    operations = [
        *[
            migrations.RunSQL(f"GRANT UPDATE ({columns}) ON {table} TO redress_app", migrations.RunSQL.noop)
            for table, columns in _REKEYED.items()
        ],
        migrations.RunSQL(_changed(_GUARD, _CHANGES), migrations.RunSQL.noop),
        migrations.RunSQL(_changed(_EMPTY, _DESTROYING), migrations.RunSQL.noop),
        migrations.RemoveConstraint("action", "action_done_has_evidence"),
        migrations.RemoveConstraint("execution", "execution_done_has_evidence"),
        migrations.RemoveConstraint("item", "item_case_or_topic"),
        migrations.RemoveConstraint("vote", "dissent_has_reason"),
        EncryptColumns(
            "action",
            {
                "evidence": EncryptedText(),
                "what": EncryptedText(),
            },
        ),
        EncryptColumns(
            "execution",
            {
                "evidence": EncryptedText(),
                "what": EncryptedText(),
            },
        ),
        EncryptColumns(
            "hearing",
            {
                "speaker": EncryptedText(),
                "words": EncryptedText(),
            },
        ),
        EncryptColumns(
            "item",
            {
                "motion": EncryptedText(),
                "remark": EncryptedText(),
                "topic": EncryptedText(),
            },
        ),
        EncryptColumns(
            "recusal",
            {
                "reason": EncryptedText(),
            },
        ),
        EncryptColumns(
            "referral",
            {
                "because": EncryptedText(),
                "words": EncryptedText(),
            },
        ),
        EncryptColumns(
            "ruling",
            {
                "reasons": EncryptedText(),
                "words": EncryptedText(),
            },
        ),
        EncryptColumns(
            "session",
            {
                "minutes": EncryptedText(),
                "place": EncryptedText(),
            },
        ),
        EncryptColumns(
            "vote",
            {
                "reason": EncryptedText(),
            },
        ),
        migrations.AddConstraint(
            "action",
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(evidence__isnull=False), name="action_done_has_evidence"
            ),
        ),
        migrations.AddConstraint(
            "execution",
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(evidence__isnull=False),
                name="execution_done_has_evidence",
            ),
        ),
        migrations.AddConstraint(
            "item",
            models.CheckConstraint(
                condition=Q(referral__isnull=False) | Q(topic__isnull=False), name="item_case_or_topic"
            ),
        ),
        migrations.AddConstraint(
            "vote",
            models.CheckConstraint(
                condition=~Q(choice="against") | Q(reason__isnull=False), name="dissent_has_reason"
            ),
        ),
    ]
