-- One-time tickets: what a browser shows in a URL instead of its credentials. Each stands for the
-- session or the personal key that it was made with and is gone when that is.
CREATE TABLE ticket (
  hash       bytea       PRIMARY KEY CHECK (octet_length(hash) = 32),
  owner_id   bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  session_id bigint      REFERENCES session (id) ON DELETE CASCADE,
  api_key_id bigint      REFERENCES api_key (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  CHECK (num_nonnulls(session_id, api_key_id) = 1)
);
CREATE INDEX ticket_owner ON ticket (owner_id);
CREATE INDEX ticket_session ON ticket (session_id);
CREATE INDEX ticket_api_key ON ticket (api_key_id);
CREATE INDEX ticket_expires ON ticket (expires_at);
ALTER TABLE ticket ENABLE ROW LEVEL SECURITY;
ALTER TABLE ticket FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON ticket USING ((SELECT arrway_is_system()));
