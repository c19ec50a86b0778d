-- The roles that serve own nothing, are no superusers, make no roles and are members of nobody who does.

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['redress_app', 'redress_web', 'redress_worker'] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION', wanted);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;  -- another database of this server is being migrated at the same moment
        END;
    END LOOP;
    IF NOT (pg_has_role('redress_web', 'redress_app', 'MEMBER') AND pg_has_role('redress_worker', 'redress_app', 'MEMBER')) THEN
        GRANT redress_app TO redress_web, redress_worker;
    END IF;
    FOREACH wanted IN ARRAY ARRAY['redress_app', 'redress_web', 'redress_worker'] LOOP
        IF NOT EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = wanted::regrole AND m.member = current_user::regrole) THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
    END LOOP;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
END $$;
GRANT USAGE ON SCHEMA public TO redress_app;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM redress_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM redress_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON FUNCTIONS FROM redress_app;
