
    SELECT o.* FROM unnest(units) u CROSS JOIN LATERAL (
        SELECT {% include "parts/case_columns.sql" %}
          FROM complaints_complaint c WHERE c.unit_id = u AND {% include "parts/in_the_period.sql" %}) o
    UNION ALL
    SELECT {% include "parts/case_columns.sql" %} FROM complaints_complaint c WHERE c.id = ANY (beyond)
