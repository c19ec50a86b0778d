-- What the code knows and the database asks: constants, made anew after every migration (facts.py).

-- Kinds of jobs that the web asks for: their lanes, arguments and duties.
CREATE OR REPLACE FUNCTION redress_web_jobs() RETURNS jsonb LANGUAGE sql IMMUTABLE AS
    $$ SELECT '{{ web_jobs }}'::jsonb $$;

-- Duties that take complaints.
CREATE OR REPLACE FUNCTION redress_takers() RETURNS text[] LANGUAGE sql IMMUTABLE AS
    $$ SELECT ARRAY[{{ takers }}]::text[] $$;

-- Duties that see cases, perhaps, and do nothing with them.
CREATE OR REPLACE FUNCTION redress_readers() RETURNS text[] LANGUAGE sql IMMUTABLE AS
    $$ SELECT ARRAY[{{ readers }}]::text[] $$;

-- Of each table of files, the columns that not everybody changes who works on one.
CREATE OR REPLACE FUNCTION redress_case_columns() RETURNS jsonb LANGUAGE sql IMMUTABLE AS
    $$ SELECT '{{ case_columns }}'::jsonb $$;

-- Of each kind of file, and each table and verb or column of its row: where the file stands, and the duties that may then.
CREATE OR REPLACE FUNCTION redress_writers() RETURNS jsonb LANGUAGE sql IMMUTABLE AS
    $$ SELECT '{{ writers }}'::jsonb $$;

-- Duties of the office of a committee.
CREATE OR REPLACE FUNCTION redress_office() RETURNS text[] LANGUAGE sql IMMUTABLE AS
    $$ SELECT ARRAY[{{ office }}]::text[] $$;

-- Duties that lead spot checks and corrective actions.
CREATE OR REPLACE FUNCTION redress_leading() RETURNS text[] LANGUAGE sql IMMUTABLE AS
    $$ SELECT ARRAY[{{ leading }}]::text[] $$;

-- Of each calendar the names of those whose deadlines hang on it: itself, and what lies over it.
CREATE OR REPLACE FUNCTION redress_calendars() RETURNS jsonb LANGUAGE sql IMMUTABLE AS
    $$ SELECT '{{ calendars }}'::jsonb $$;
