"""What a generated house lacks and life has: many cases of one person, policy, agent or wording, and linked cases.

Made once in a house and kept with it, also in one that was generated long ago. The sizes are the worst that an insurer
of a million cases should meet; a smaller house gets as much as it has room for. No case changes its state.
"""

from __future__ import annotations

PHONE, IDENTITY, NAME = "13900000500", "510102197001010018", "钟重名"
POLICY, CLAIM, AGENT = "PBENCH0000500", "CBENCH0000500", "业务员甲一"
OF_A_PERSON, OF_AN_AGENT, OF_A_WORDING = 500, 10_000, 2_000
"""Cases of one person and one policy, about one agent, and in the words of one letter."""
LETTER = (
    "本人于二零二零年在银行柜台办理存款时，被业务员误导购买年金保险，误以为是理财产品，业务员隐瞒犹豫期和退保损失，"
    "代替本人抄写风险提示语句，未如实告知保险责任，现要求全额退还保费并赔偿利息，否则将继续向监管部门投诉。"
)
"""As an agency for surrenders sends it for everybody."""

_AGENT = """
    UPDATE complaints_complaint SET about_whom_index = %(agent)s WHERE id IN (
        SELECT id FROM complaints_complaint WHERE id %% 100 = 1 ORDER BY id DESC LIMIT %(of_an_agent)s)
"""
_POLICY = """
    UPDATE complaints_complaint SET policy_number_index = %(policy)s, claim_number_index = %(claim)s WHERE id IN (
        SELECT id FROM complaints_complaint WHERE id %% 1000 = 1 ORDER BY id DESC LIMIT %(of_a_person)s)
"""
_PERSON = """
    UPDATE complaints_party SET name_index = %(name_index)s, phone_index = %(phone_index)s,
           id_number_index = %(identity_index)s
     WHERE id IN (SELECT max(id) FROM complaints_party WHERE complaint_id %% 1000 = 1
                   GROUP BY complaint_id ORDER BY complaint_id DESC LIMIT %(of_a_person)s)
    RETURNING id
"""
_NAMED = "UPDATE complaints_party SET name = %s, phone = %s, id_number = %s WHERE id = %s"
_LETTERS = """
    UPDATE complaints_casetext SET document = (%(letter)s || ' ''' || complaint_id || '''')::tsvector
     WHERE complaint_id IN (SELECT id FROM complaints_complaint WHERE id %% 400 = 1
                             ORDER BY id DESC LIMIT %(of_a_wording)s)
"""
# One case in twenty comes again, one in a hundred takes up another, one in twenty raises a further matter.
_LINKS = """
    INSERT INTO complaints_link (complaint_id, to_id, kind, rule, ruled, reason, made_at, end_reason)
    SELECT c.id, f.id, %(kind)s, %(cite)s, %(kind)s, '', c.registered_at, ''
      FROM complaints_complaint c JOIN complaints_complaint f ON f.id = c.id - %(before)s
     WHERE c.id %% %(every)s = 9 ON CONFLICT DO NOTHING
"""
_MATTERS = """
    INSERT INTO complaints_matter
        (complaint_id, position, class_code, reason_code, source_reason, source_coverage, source_disposition)
    SELECT c.id, 80 + n, CASE n WHEN 0 THEN c.class_code ELSE 'sms' END, '', '', '', ''
      FROM complaints_complaint c, generate_series(0, 1) n WHERE c.id %% 20 = 5 ON CONFLICT DO NOTHING
"""


_TRUSTING = "SET LOCAL session_replication_role = replica"
"""The links close no circle by construction: they need not be followed one by one."""


def ensure_repetition() -> None:
    """Make it where it is missing, once a house."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM complaints_complaint WHERE about_whom = %s)", [AGENT])
        if cursor.fetchone()[0]:
            return
        print("Adding repetition to the generated cases; it is kept.", flush=True)
        given = _given()
        with transaction.atomic():
            cursor.execute(_TRUSTING)
            for statement in (_AGENT, _POLICY, _LETTERS, _MATTERS):
                cursor.execute(statement, given)
            cursor.execute(_PERSON, given)
            cursor.executemany(_NAMED, [_named(key) for (key,) in cursor.fetchall()])
            repeats = {"kind": "repeat", "cite": "CLO-06", "before": 7, "every": 20}
            merges = {"kind": "merge", "cite": "CLO-08", "before": 3, "every": 100}
            for links in (repeats, merges):
                cursor.execute(_LINKS, links)
        cursor.execute("VACUUM ANALYZE complaints_complaint")
        cursor.execute("VACUUM ANALYZE complaints_link")
        cursor.execute("VACUUM ANALYZE complaints_matter")
        cursor.execute("ANALYZE complaints_party")


def _named(key: int) -> list[object]:
    from redress.privacy.cipher import encrypt

    said = {"name": NAME, "phone": PHONE, "id_number": IDENTITY}
    return [*(encrypt(value, f"complaints_party.{name}", key) for name, value in said.items()), key]


def _given() -> dict[str, object]:
    from redress.complaints.search import tokens, vector
    from redress.privacy.cipher import blind
    from redress.privacy.masks import Kind

    return {
        "agent": blind(AGENT, Kind.AGENT),
        "of_an_agent": OF_AN_AGENT,
        "policy": blind(POLICY, Kind.POLICY),
        "claim": blind(CLAIM, Kind.CLAIM),
        "of_a_person": OF_A_PERSON,
        "of_a_wording": OF_A_WORDING,
        "letter": vector(tokens(LETTER)),
        "name_index": blind(NAME, Kind.NAME),
        "phone_index": blind(PHONE, Kind.PHONE),
        "identity_index": blind(IDENTITY, Kind.ID_NUMBER),
    }
