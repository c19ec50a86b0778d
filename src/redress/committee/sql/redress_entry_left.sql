-- What stays of an entry of a session when its case is disposed of: which item, which action.
CREATE OR REPLACE FUNCTION redress_entry_left(payload jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('item', payload->'item', 'action', payload->'action'))
$$;
