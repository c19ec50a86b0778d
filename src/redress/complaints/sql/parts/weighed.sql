{# What each of the `cases` weighs by the counting rules, version 1 of each (redress.rulebook.counting; CLO-06 to 09). #}
{# What is told of a case by itself stands in the index of the register. Whether it comes again, was followed, took up #}
{# another or raises several matters is looked up in sets; only then, for those few, the other cases are read. #}
{# `alone`: the first filing of a repeat is itself not among those counted. OFFSET 0 keeps the steps apart: what a step #}
{# gives is worked out once a case, in sets where there are many. #}

    SELECT v.id, v.unit_id, v.registered_at, v.class,
           v.first::integer AS cases,
           v.stands::integer AS times,
           CASE WHEN NOT v.first THEN 0
                WHEN v.took_up THEN (
                    SELECT count(*) FROM (
                        SELECT DISTINCT coalesce(m.class_code, x.class_code), coalesce(m.reason_code, x.reason_code)
                          FROM (SELECT v.id UNION ALL SELECT l.complaint_id FROM complaints_link l
                                 WHERE l.to_id = v.id AND l.kind = 'merge' AND l.ended_at IS NULL) g (id)
                          JOIN complaints_complaint x ON x.id = g.id
                          LEFT JOIN complaints_matter m ON m.complaint_id = x.id) d)
                WHEN v.several THEN (
                    SELECT count(DISTINCT (m.class_code, m.reason_code)) FROM complaints_matter m
                     WHERE m.complaint_id = v.id)
                ELSE 1
           END::integer AS matters,
           CASE WHEN v.first THEN v.complainants ELSE 0 END AS complainants,
           (v.first AND (v.validity = 'substantiated' OR v.followed AND (
                SELECT bool_or(x.validity = 'substantiated' AND x.counted AND x.state NOT IN ({% include "parts/uncounted.sql" %}))
                  FROM complaints_link l JOIN complaints_complaint x ON x.id = l.complaint_id
                 WHERE l.to_id = v.id AND l.kind = 'repeat' AND l.ended_at IS NULL)))::integer AS substantiated,
           (v.first AND v.state <> 'withdrawn')::integer AS net_of_withdrawn
      FROM (
        SELECT w.*, w.stands AND (NOT w.again OR w.alone) AS first
          FROM (
            SELECT c.*, CASE WHEN at_intake THEN c.class_at_intake ELSE c.class_code END AS class,
                   c.counted AND c.state NOT IN ({% include "parts/uncounted.sql" %}) AS stands,
                   EXISTS (SELECT FROM complaints_link l
                            WHERE l.complaint_id = c.id AND l.kind = 'repeat' AND l.ended_at IS NULL) AS again,
                   EXISTS (SELECT FROM complaints_link l JOIN complaints_complaint f ON f.id = l.to_id
                            WHERE l.complaint_id = c.id AND l.kind = 'repeat' AND l.ended_at IS NULL
                              AND (NOT f.counted OR f.state IN ({% include "parts/uncounted.sql" %}))) AS alone,
                   EXISTS (SELECT FROM complaints_link l
                            WHERE l.to_id = c.id AND l.kind = 'repeat' AND l.ended_at IS NULL) AS followed,
                   EXISTS (SELECT FROM complaints_link l
                            WHERE l.to_id = c.id AND l.kind = 'merge' AND l.ended_at IS NULL) AS took_up,
                   EXISTS (SELECT FROM complaints_matter m WHERE m.complaint_id = c.id) AS several
              FROM ({% include cases %}) c OFFSET 0
          ) w OFFSET 0
      ) v
