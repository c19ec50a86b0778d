{# The newest of the `cases` that weigh something, weighed from the newest on until the page is full. #}

        SELECT k.id, k.registered_at, k.weight FROM (
            SELECT w.id, w.registered_at,
                   CASE rule WHEN 'cases' THEN w.cases WHEN 'times' THEN w.times WHEN 'matters' THEN w.matters
                             WHEN 'complainants' THEN w.complainants WHEN 'substantiated' THEN w.substantiated
                             WHEN 'net_of_withdrawn' THEN w.net_of_withdrawn END AS weight
              FROM ({% include "parts/weighed.sql" %}) w WHERE of_class = '' OR w.class = of_class
        ) k
         WHERE k.weight <> 0 ORDER BY k.registered_at DESC, k.id DESC LIMIT most
