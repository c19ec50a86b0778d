{# Whether who acts sees the case `c`: the scope that the rule of rows on cases has as well (ORG-11, ADR 4). #}
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
