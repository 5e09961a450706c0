-- Networks from which accounts have logged in: such a network is not held up by wrong passwords from
-- elsewhere. The last few of each account are kept, for some time after their last login.
CREATE TABLE login_address (
  owner_id      bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  network       text        NOT NULL CHECK (length(network) <= 64),
  last_login_at timestamptz NOT NULL,
  PRIMARY KEY (owner_id, network)
);
CREATE INDEX login_address_age ON login_address (last_login_at);
ALTER TABLE login_address ENABLE ROW LEVEL SECURITY;
ALTER TABLE login_address FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON login_address USING ((SELECT arrway_is_system()));
