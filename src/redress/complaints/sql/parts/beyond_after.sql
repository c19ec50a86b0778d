
    SELECT {% include "parts/case_columns.sql" %}
      FROM complaints_complaint c WHERE c.id = ANY (beyond) AND {% include "parts/after.sql" %}
