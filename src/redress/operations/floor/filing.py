"""One statement for all rows of a filing: a function that inserts them, as whoever calls it.

It has no rights of its own. Rules of rows, guards, append-only triggers and seals stand at the tables, and hold for its
inserts as for any. It is made of the statements that `casework.bulk` sends one by one where there are many cases.
"""

from __future__ import annotations

from redress.casework import bulk
from redress.complaints.filed import FILED
from redress.sealing.triggers import COLLECTED

_FUNCTION = """
CREATE OR REPLACE FUNCTION redress_file({parameters}) RETURNS text
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $filing$
DECLARE
    told text;
    ended text;
BEGIN
    told := set_config('{collected}', '-', true);
{inserts}
    told := current_setting('{collected}');
    ended := set_config('{collected}', '', true);
    RETURN told;
END
$filing$;
"""
"""What triggers tell meanwhile is put together instead of being sent on its own after each statement."""

_INSERT = """
    IF ${place} IS NOT NULL THEN
        {insert};
    END IF;"""


def statement() -> str:
    """The statement that lays the function, as the models are."""
    places = range(1, len(FILED) + 1)
    inserts = [
        _INSERT.format(place=place, insert=bulk.insertion(kind).replace("$1", f"${place}"))
        for place, kind in zip(places, FILED, strict=True)
    ]
    parameters = ", ".join(f"rows_of_{kind._meta.db_table} json" for kind in FILED)
    return _FUNCTION.format(parameters=parameters, collected=COLLECTED, inserts="".join(inserts))
