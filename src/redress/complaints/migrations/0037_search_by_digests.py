"""Search, linking and group risk work on keyed digests; policy, claim, agent and product are encrypted (SEC-02).

A page of the search is complete: what the index gives is asked for from the newest on, by the number of the case, until
there is no more; nothing is dropped at random. Whose own cases are few has the newest of them read in the order of
their numbers; everybody else the newest of all. Where that finds too few, the word is rare and the index is asked.
"""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models
from django.db.models import Q

from redress.complaints import search
from redress.privacy import cipher
from redress.privacy.encrypting import EncryptColumns
from redress.privacy.fields import BlindIndexField, EncryptedText
from redress.privacy.masks import Kind

SCOPE = """
(
    (SELECT redress_all())
    OR c.unit_id = ANY ((SELECT redress_units())::bigint[])
    OR c.received_unit_id = ANY ((SELECT redress_units())::bigint[])
    OR c.owner_id = ANY ((SELECT redress_people())::bigint[])
    OR c.registered_by_id = ANY ((SELECT redress_people())::bigint[])
    OR EXISTS (
        SELECT FROM complaints_share s WHERE s.complaint_id = c.id
           AND (s.department_id = ANY ((SELECT redress_departments())::bigint[])
                OR s.user_id = ANY ((SELECT redress_people())::bigint[]))
    )
)
"""

PAGE = f"""
CREATE FUNCTION redress_search_page(words text, pieces text, before bigint, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET enable_seqscan = off
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    wanted tsquery := nullif(words, '')::tsquery;
    parts_wanted tsquery := nullif(pieces, '')::tsquery;
    first bigint := coalesce(before, 9223372036854775807);
    units bigint[] := redress_units();
    depth CONSTANT integer := 2000;
    few CONSTANT integer := 30000;
    own bigint[];
    recent bigint[];
    hits bigint[];
    whole boolean := false;
BEGIN
    IF wanted IS NULL AND parts_wanted IS NULL THEN
        RETURN;
    END IF;
    IF NOT redress_all() AND cardinality(units) <= 8 THEN
        SELECT array_agg(a.id) INTO own FROM (
            SELECT w.id FROM unnest(units) u CROSS JOIN LATERAL (
                SELECT id FROM complaints_complaint WHERE unit_id = u LIMIT few) w
            UNION
            SELECT w.id FROM unnest(units) u CROSS JOIN LATERAL (
                SELECT id FROM complaints_complaint WHERE received_unit_id = u LIMIT few) w
            UNION
            (SELECT id FROM complaints_complaint WHERE owner_id = ANY (redress_people()) LIMIT few)
            UNION
            (SELECT id FROM complaints_complaint WHERE registered_by_id = ANY (redress_people()) LIMIT few)
            UNION
            (SELECT complaint_id FROM complaints_share WHERE department_id = ANY (redress_departments()) LIMIT few)
            UNION
            (SELECT complaint_id FROM complaints_share WHERE user_id = ANY (redress_people()) LIMIT few)
        ) a;
    END IF;
    IF cardinality(own) < few OR own IS NULL AND NOT redress_all() AND cardinality(units) <= 8 THEN
        SELECT array_agg(o.id) INTO recent FROM (
            SELECT id FROM unnest(own) id WHERE id < first ORDER BY id DESC LIMIT depth) o;
        whole := coalesce(cardinality(recent), 0) < depth;
    ELSE
        SELECT array_agg(r.id) INTO recent FROM (
            SELECT c.id FROM (
                SELECT id, unit_id, received_unit_id, owner_id, registered_by_id
                  FROM complaints_complaint WHERE id < first ORDER BY id DESC LIMIT 10 * depth
            ) c WHERE {SCOPE} ORDER BY c.id DESC LIMIT depth
        ) r;
    END IF;
    -- unnest keeps the order, newest first, and the limit ends the reading.
    SELECT array_agg(h.id) INTO hits FROM (
        SELECT r.id FROM unnest(recent) r (id)
         WHERE (SELECT (wanted IS NULL OR t.document @@ wanted) AND (parts_wanted IS NULL OR t.parts @@ parts_wanted)
                  FROM complaints_casetext t WHERE t.complaint_id = r.id) LIMIT most
    ) h;
    IF whole OR cardinality(hits) >= most THEN
        RETURN QUERY SELECT unnest(hits);
        RETURN;
    END IF;
    SELECT array_agg(t.complaint_id ORDER BY t.complaint_id DESC) INTO hits
      FROM complaints_casetext t
     WHERE (wanted IS NULL OR t.document @@ wanted) AND (parts_wanted IS NULL OR t.parts @@ parts_wanted)
       AND t.complaint_id < first;
    RETURN QUERY
        SELECT h.id FROM unnest(hits) h (id)
         WHERE (SELECT {SCOPE} FROM complaints_complaint c WHERE c.id = h.id) LIMIT most;
END $$;
REVOKE EXECUTE ON FUNCTION redress_search_page(text, text, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redress_search_page(text, text, bigint, integer) TO redress_app;
"""  # noqa: S608 - constants only

_INDEXES = {"policy_number": "policy", "claim_number": "claim", "about_whom": "whom"}


def _found(column: str, place: int) -> str:
    return f"""
        UNION ALL
        (SELECT c.id, '{column}' FROM complaints_complaint c
          WHERE c.{column}_index = ${place} ORDER BY c.id DESC LIMIT $7)"""  # noqa: S608 - constants only


RELATED = f"""
DROP FUNCTION redress_related(bytea, bytea, bytea, text, text, text, integer);
CREATE FUNCTION redress_related(
    phone bytea, identity bytea, name bytea, policy bytea, claim bytea, whom bytea, most integer
) RETURNS TABLE (id bigint, same text, visible boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.id, f.same, (SELECT {SCOPE} FROM complaints_complaint c WHERE c.id = f.id)
      FROM (
        (SELECT complaint_id AS id, 'phone' AS same FROM complaints_party
          WHERE phone_index = $1 ORDER BY complaint_id DESC LIMIT $7)
        UNION ALL
        (SELECT complaint_id, 'id_number' FROM complaints_party
          WHERE id_number_index = $2 ORDER BY complaint_id DESC LIMIT $7)
        UNION ALL
        (SELECT complaint_id, 'name' FROM complaints_party
          WHERE name_index = $3 ORDER BY complaint_id DESC LIMIT $7)
        {"".join(_found(column, place) for place, column in enumerate(_INDEXES, start=4))}
      ) f
$$;
REVOKE EXECUTE ON FUNCTION redress_related(bytea, bytea, bytea, bytea, bytea, bytea, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redress_related(bytea, bytea, bytea, bytea, bytea, bytea, integer) TO redress_app;
"""  # noqa: S608 - constants only

_KEYED = """
    SELECT c.id, c.unit_id, c.registered_at,
           encode(CASE kind WHEN 'agent' THEN c.about_whom_index WHEN 'policy' THEN c.policy_number_index
                            WHEN 'product' THEN c.product_index END, 'hex') AS key
      FROM unnest(CASE WHEN redress_all() THEN ARRAY(SELECT id FROM organisation_unit) ELSE redress_units() END) u
     CROSS JOIN LATERAL (
        SELECT id, unit_id, registered_at, about_whom_index, policy_number_index, product_index
          FROM complaints_complaint WHERE unit_id = u AND registered_at >= since
     ) c
     WHERE kind <> 'wording'
    UNION ALL
    SELECT n.id, n.unit_id, n.registered_at,
           (SELECT string_agg(to_hex(h), '.') FROM (
                SELECT hashtext(word) AS h FROM unnest(tsvector_to_array(t.document)) word ORDER BY 1 LIMIT 4) s)
      FROM (
        SELECT c.id, c.unit_id, c.registered_at FROM complaints_complaint c
         WHERE kind = 'wording' AND c.registered_at >= since AND (redress_all() OR c.unit_id = ANY (redress_units()))
         ORDER BY c.id DESC LIMIT 20000
      ) n JOIN complaints_casetext t ON t.complaint_id = n.id AND length(t.document) >= shortest
"""
_SET = """
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off
SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' SET max_parallel_workers_per_gather = 0
"""
CLUSTERS = f"""
CREATE OR REPLACE FUNCTION redress_clusters(
    kind text, since timestamptz, shortest integer, fewest integer, most integer
) RETURNS TABLE (key text, cases bigint, units bigint, first timestamptz, last timestamptz, example bigint)
{_SET} AS $$
    SELECT k.key, count(*), count(DISTINCT k.unit_id), min(k.registered_at), max(k.registered_at), max(k.id)
      FROM ({_KEYED}) k WHERE k.key <> '' GROUP BY k.key HAVING count(*) >= fewest
     ORDER BY 2 DESC, 5 DESC LIMIT most
$$;
CREATE OR REPLACE FUNCTION redress_clustered(
    kind text, since timestamptz, shortest integer, wanted text, most integer
) RETURNS SETOF bigint {_SET} AS $$
    SELECT k.id FROM ({_KEYED}) k WHERE k.key = wanted ORDER BY k.id DESC LIMIT most
$$;
"""  # noqa: S608 - constants only

BATCH = 2000
_SECRET = ("facts", "demand", "external_parties")
_CLEAR = ("number", "product", "about_whom", "policy_number", "claim_number", "external_number")
_PRINTS = {
    "policy_number": Kind.POLICY,
    "claim_number": Kind.CLAIM,
    "about_whom": Kind.AGENT,
    "product": Kind.PRODUCT,
}
_INDEXED = (*_PRINTS, "external_number")


def digest(apps, editor):
    """Blind indexes and search digests of every case, in batches, while the columns can still be read."""
    case_model, article_model = (
        apps.get_model("complaints", "Complaint"),
        apps.get_model("assessment", "KnowledgeArticle"),
    )
    columns = ", ".join(f"{name}_index = v.{name}" for name in _INDEXED)
    names = ", ".join(_INDEXED)
    with editor.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("complaints_complaint", "complaints_casetext", "assessment_knowledgearticle"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        after = 0
        while cases := list(
            case_model.objects.filter(id__gt=after).order_by("id").only("id", *_CLEAR, *_SECRET)[:BATCH]
        ):
            prints = [[_print(case, name) for case in cases] for name in _INDEXED]
            cursor.execute(
                f"UPDATE complaints_complaint c SET {columns}"  # noqa: S608 - constants only
                f" FROM unnest(%s::bigint[], {', '.join(['%s::bytea[]'] * len(_INDEXED))}) v (id, {names})"
                " WHERE c.id = v.id",
                [[case.id for case in cases], *prints],
            )
            cursor.execute(
                "UPDATE complaints_casetext t SET document = v.document::tsvector, parts = v.parts::tsvector"
                " FROM unnest(%s::bigint[], %s::text[], %s::text[]) v (id, document, parts) WHERE t.complaint_id = v.id",
                [
                    [case.id for case in cases],
                    [search.document(case) for case in cases],
                    [search.parts(case) for case in cases],
                ],
            )
            after = cases[-1].id
        for article in article_model.objects.all().iterator():
            text = "\n".join((article.title, article.situation, article.handling, article.lesson))
            cursor.execute(
                "UPDATE assessment_knowledgearticle SET document = %s::tsvector WHERE id = %s",
                [search.whole(text), article.pk],
            )
        for table in ("complaints_complaint", "complaints_casetext", "assessment_knowledgearticle"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        if after:
            cursor.execute("ANALYZE complaints_casetext")


def _print(case: Any, name: str) -> bytes | None:
    value = getattr(case, name)
    if name == "external_number":
        return cipher.keyed(value, Kind.EXTERNAL) if value else None
    return cipher.blind(value, _PRINTS[name])


def _index(column: str, name: str) -> list[migrations.operations.base.Operation]:
    return [
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=[f"{column}_index", "-id"],
                condition=Q(**{f"{column}_index__isnull": False}),
                name=name,
            ),
        )
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0036_values_bound"),
        ("assessment", "0003_words_encrypted"),
    ]
    operations = [
        *[
            migrations.RemoveIndex("complaint", name)
            for name in ("complaint_policy", "complaint_about_whom", "complaint_claim", "complaint_register")
        ],
        migrations.RemoveConstraint("complaint", "complaint_imported_once"),
        *[
            migrations.AddField("complaint", f"{name}_index", BlindIndexField(of=name, kind=kind))
            for name, kind in _PRINTS.items()
        ],
        migrations.AddField(
            "complaint",
            "external_number_index",
            BlindIndexField(of="external_number", kind=Kind.EXTERNAL, exact=True),
        ),
        migrations.AddField("casetext", "parts", SearchVectorField(default="", db_default="")),
        migrations.RunPython(digest, migrations.RunPython.noop),
        EncryptColumns("complaint", {name: EncryptedText() for name in _INDEXED}),
        migrations.AddIndex("casetext", GinIndex(fields=["parts"], name="case_text_parts")),
        *_index("policy_number", "complaint_policy"),
        *_index("about_whom", "complaint_about_whom"),
        *_index("claim_number", "complaint_claim"),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["unit", "-registered_at", "-id"],
                include=[
                    "class_code",
                    "class_at_intake",
                    "state",
                    "counted",
                    "complainants",
                    "validity",
                    "about_whom_index",
                    "policy_number_index",
                    "product_index",
                ],
                name="complaint_register",
            ),
        ),
        migrations.AddConstraint(
            "complaint",
            models.UniqueConstraint(
                fields=["external_source", "external_number_index"],
                condition=Q(external_number_index__isnull=False),
                name="complaint_imported_once",
            ),
        ),
        migrations.RunSQL(PAGE, "DROP FUNCTION redress_search_page(text, text, bigint, integer)"),
        migrations.RunSQL(RELATED, migrations.RunSQL.noop),
        migrations.RunSQL(CLUSTERS, migrations.RunSQL.noop),
    ]
