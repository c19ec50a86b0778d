-- What PostgreSQL gives to everybody who logs in, and nobody who serves needs: large objects, which no rule of rows
-- bounds; how much stands in tables, what others run at the moment, and how to end it (SEC-01, SEC-06).
--
-- Only a superuser may take it away. Where the owner is none, docs/security.md says what is left.

DO $$
DECLARE
    each record;
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN;
    END IF;
    FOR each IN
        SELECT p.oid::regprocedure::text AS signature,
               CASE WHEN p.proname LIKE 'pg\_stat\_%' OR p.proname = 'pg_lock_status' THEN 'pg_monitor'
                    WHEN p.proname LIKE '%\_backend' THEN 'pg_signal_backend' END AS kept
          FROM pg_proc p
         WHERE p.pronamespace = 'pg_catalog'::regnamespace AND (
               p.proname IN ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_open', 'lo_close', 'lo_get', 'lo_put', 'lo_unlink',
                             'lo_lseek', 'lo_lseek64', 'lo_tell', 'lo_tell64', 'lo_truncate', 'lo_truncate64', 'lo_import',
                             'lo_export', 'loread', 'lowrite',
                             'pg_relation_size', 'pg_table_size', 'pg_indexes_size', 'pg_total_relation_size',
                             'pg_database_size', 'pg_lock_status', 'pg_cancel_backend', 'pg_terminate_backend')
               OR p.proname LIKE 'pg\_stat\_get\_%')
           AND has_function_privilege('public', p.oid, 'EXECUTE')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION pg_catalog.%s FROM PUBLIC', each.signature);
        IF each.kept IS NOT NULL THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION pg_catalog.%s TO %I', each.signature, each.kept);
        END IF;
    END LOOP;
END $$;
