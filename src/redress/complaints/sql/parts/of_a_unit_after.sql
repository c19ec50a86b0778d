
    SELECT {% include "parts/case_columns.sql" %}
      FROM complaints_complaint c
     WHERE c.unit_id = u AND {% include "parts/in_the_period.sql" %} AND {% include "parts/after.sql" %}
     ORDER BY c.registered_at DESC, c.id DESC
