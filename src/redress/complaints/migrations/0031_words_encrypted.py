"""What people wrote stands encrypted (SEC-02)."""

from django.db import migrations

from redress.privacy.encrypting import EncryptColumns
from redress.privacy.fields import EncryptedJSON, EncryptedText

REKEYED = r"""
CREATE FUNCTION redress_rekeyed(was jsonb, is_now jsonb, columns text[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    name text;
    old bytea;
    new bytea;
    changed boolean := false;
BEGIN
    IF is_now - columns IS DISTINCT FROM was - columns THEN
        RETURN false;
    END IF;
    FOREACH name IN ARRAY columns LOOP
        CONTINUE WHEN was->name = is_now->name;
        IF coalesce(left(was->>name, 2), '') <> '\x' OR coalesce(left(is_now->>name, 2), '') <> '\x' THEN
            RETURN false;
        END IF;
        old := (was->>name)::bytea;
        new := (is_now->>name)::bytea;
        IF length(old) < 30 OR length(new) < 30 THEN
            RETURN false;
        END IF;
        IF length(new) <> length(old) - get_byte(old, 0) + get_byte(new, 0)
           OR substring(old for 1 + get_byte(old, 0)) = substring(new for 1 + get_byte(new, 0))
        THEN
            RETURN false;
        END IF;
        changed := true;
    END LOOP;
    RETURN changed;
END $$;
"""
"""Whether a change of a row is a rotation of keys: the same columns, as long as before, under another key's name."""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0030_near_texts_with_changed_words")]
    operations = [
        migrations.RunSQL(REKEYED, "DROP FUNCTION redress_rekeyed(jsonb, jsonb, text[])"),
        EncryptColumns(
            "approval",
            {
                "question": EncryptedText(help_text="What is asked, with its reason."),
                "words": EncryptedText(help_text="The decision in words; a refusal's reason."),
            },
        ),
        EncryptColumns(
            "authorisation",
            {
                "reason": EncryptedText(),
            },
        ),
        EncryptColumns(
            "callback",
            {
                "answers": EncryptedJSON(default=dict),
                "reason": EncryptedText(help_text="Why the customer is dissatisfied."),
                "recording": EncryptedText(),
                "suggestion": EncryptedText(help_text="What the customer would have us do better."),
            },
        ),
        EncryptColumns(
            "complaint",
            {
                "demand": EncryptedText(),
                "external_parties": EncryptedJSON(default=list),
                "facts": EncryptedText(),
                "received_place": EncryptedText(),
                "source_reference": EncryptedText(),
                "validity_reasons": EncryptedText(),
            },
        ),
        EncryptColumns(
            "contact",
            {
                "recording": EncryptedText(),
                "words": EncryptedText(),
            },
        ),
        EncryptColumns(
            "decision",
            {
                "basis": EncryptedText(),
                "decision": EncryptedText(),
                "reasons": EncryptedText(),
                "verification": EncryptedText(),
            },
        ),
        EncryptColumns(
            "disposal",
            {
                "reason": EncryptedText(),
            },
        ),
        EncryptColumns(
            "emergency",
            {
                "because": EncryptedText(help_text="The rule that started it, or the reason given by hand."),
                "summary": EncryptedText(),
            },
        ),
        EncryptColumns(
            "emergencyentry",
            {
                "source": EncryptedText(help_text="Which medium, and where in it."),
                "to": EncryptedText(help_text="To whom it was reported."),
                "words": EncryptedText(),
            },
        ),
        EncryptColumns(
            "emergencymember",
            {
                "task": EncryptedText(),
            },
        ),
        EncryptColumns(
            "finding",
            {
                "conclusion": EncryptedText(),
                "reasons": EncryptedText(),
            },
        ),
        EncryptColumns(
            "flowstep",
            {
                "words": EncryptedText(),
            },
        ),
        EncryptColumns(
            "judgement",
            {
                "appeal": EncryptedText(),
                "because": EncryptedText(),
                "outcome_reasons": EncryptedText(),
                "owner_view": EncryptedText(help_text="What the owner of the case contributed."),
                "reasons": EncryptedText(),
                "statement": EncryptedText(),
            },
        ),
        EncryptColumns(
            "legalhold",
            {
                "lift_reason": EncryptedText(),
                "reason": EncryptedText(),
            },
        ),
        EncryptColumns(
            "link",
            {
                "end_reason": EncryptedText(),
                "reason": EncryptedText(),
            },
        ),
        EncryptColumns(
            "matter",
            {
                "facts": EncryptedText(help_text="What is complained of in this matter (INT-09)."),
                "source_coverage": EncryptedText(),
                "source_disposition": EncryptedText(),
                "source_reason": EncryptedText(),
            },
        ),
        EncryptColumns(
            "newfacts",
            {
                "what": EncryptedText(),
            },
        ),
        EncryptColumns(
            "order",
            {
                "opinion": EncryptedText(help_text="Preliminary opinion given with the order (FLW-07)."),
                "reply": EncryptedText(),
                "return_reason": EncryptedText(),
                "their_opinion": EncryptedText(help_text="The department's own first opinion (FLW-12)."),
            },
        ),
        EncryptColumns(
            "pause",
            {
                "outcome": EncryptedText(),
                "words": EncryptedText(),
            },
        ),
        EncryptColumns(
            "proposal",
            {
                "basis": EncryptedText(),
                "execution": EncryptedText(help_text="What proves the performance."),
                "gravity": EncryptedText(),
                "objections": EncryptedText(),
                "plan": EncryptedText(),
            },
        ),
        EncryptColumns(
            "recusal",
            {
                "override_reason": EncryptedText(),
                "reason": EncryptedText(),
            },
        ),
        EncryptColumns(
            "rereview",
            {
                "guidance": EncryptedText(),
            },
        ),
        EncryptColumns(
            "review",
            {
                "grounds": EncryptedText(),
                "limit": EncryptedText(),
                "process": EncryptedText(),
                "reasons": EncryptedText(),
                "result": EncryptedText(),
            },
        ),
        EncryptColumns(
            "revision",
            {
                "reasons": EncryptedText(),
            },
        ),
        EncryptColumns(
            "savedview",
            {
                "query": EncryptedText(),
            },
        ),
        EncryptColumns(
            "signoff",
            {
                "remark": EncryptedText(),
            },
        ),
        EncryptColumns(
            "telling",
            {
                "reference": EncryptedText(),
                "words": EncryptedText(),
            },
        ),
        EncryptColumns(
            "urgingnotice",
            {
                "reason": EncryptedText(),
            },
        ),
    ]
