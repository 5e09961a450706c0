-- Baselines are whole documents now, which can be put back. Those of facts alone are dropped: the
-- next look takes a new one. (Truncated, since row policies would hide the rows from a DELETE.)
TRUNCATE drift_baseline;
ALTER TABLE drift_baseline DROP COLUMN facts;
ALTER TABLE drift_baseline ADD COLUMN state text NOT NULL;
ALTER TABLE drift_baseline ADD COLUMN counts jsonb NOT NULL;

-- The last look at each instance: what was seen, when it was last checked without being asked, and
-- which differences were told of. The hashes are
-- of the state and of the differences, the latter empty when there were none.
CREATE TABLE drift_look (
  instance_id   bigint PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  owner_id      bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  looked_at     timestamptz NOT NULL,
  checked_at    timestamptz,
  state         text        NOT NULL,
  state_hash    text        NOT NULL,
  told_hash     text        NOT NULL DEFAULT ''
);
ALTER TABLE drift_look ENABLE ROW LEVEL SECURITY;
ALTER TABLE drift_look FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON drift_look
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Ways back that were taken, each with the changes that it asked for.
CREATE TABLE drift_revert (
  correlation_id text PRIMARY KEY,
  owner_id       bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  instance_id    bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  answer         text        NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX drift_revert_instance ON drift_revert (instance_id, created_at);
ALTER TABLE drift_revert ENABLE ROW LEVEL SECURITY;
ALTER TABLE drift_revert FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON drift_revert
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Changes that belong together are sent stage by stage.
ALTER TABLE outbox ADD COLUMN stage smallint NOT NULL DEFAULT 0;
