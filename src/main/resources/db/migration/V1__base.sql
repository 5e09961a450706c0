-- Who asks: set by each transaction (set_config(…, true)), gone at its end.
-- An unset or empty user is NULL, which owns nothing.
CREATE FUNCTION arrway_user_id() RETURNS bigint
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('arrway.user_id', true), '')::bigint $$;

-- Work of the gateway itself (imports, relays, schedules) sees the rows of all users.
CREATE FUNCTION arrway_is_system() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('arrway.scope', true) = 'system', false) $$;

-- Tables of later migrations belong to the role that migrates; the pool's role may use them, but
-- neither alter nor truncate them (TRUNCATE does not ask policies).
GRANT USAGE ON SCHEMA public TO arrway_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO arrway_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO arrway_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO arrway_app;

-- The pattern for every table whose rows belong to a user. FORCE binds the owner too, so that a
-- migration which changes rows starts with: SELECT set_config('arrway.scope', 'system', true);
-- The sub-selects are evaluated once a query instead of once a row.
--
--   CREATE TABLE thing (
--     id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
--     owner_id bigint NOT NULL REFERENCES …,
--     …);
--   ALTER TABLE thing ENABLE ROW LEVEL SECURITY;
--   ALTER TABLE thing FORCE ROW LEVEL SECURITY;
--   CREATE POLICY owner ON thing
--     USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
--
-- A table that only the gateway itself uses has USING ((SELECT arrway_is_system())).

-- The keys that encrypt credentials, themselves encrypted under a key from outside the database.
CREATE TABLE data_keyset (
  id          smallint    PRIMARY KEY CHECK (id = 1),
  keyset      bytea       NOT NULL,
  updated_at  timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE data_keyset ENABLE ROW LEVEL SECURITY;
ALTER TABLE data_keyset FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON data_keyset USING ((SELECT arrway_is_system()));
