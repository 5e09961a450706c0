-- Accounts. A user may see the own account; only the gateway itself writes here, so that no
-- statement bound to a user can raise a role.
CREATE TABLE app_user (
  id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username      text        NOT NULL CHECK (length(username) BETWEEN 1 AND 64),
  password_hash text        NOT NULL,
  role          text        NOT NULL CHECK (role IN ('viewer', 'user', 'admin')),
  active        boolean     NOT NULL DEFAULT true,
  token_version integer     NOT NULL DEFAULT 1,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  last_login_at timestamptz
);
CREATE UNIQUE INDEX app_user_username ON app_user (lower(username));
ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE app_user FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON app_user USING ((SELECT arrway_is_system()));
CREATE POLICY owner ON app_user FOR SELECT USING (id = (SELECT arrway_user_id()));

-- One row once the first administrator exists; its key decides among set-ups that run at once.
CREATE TABLE setup_state (
  id           smallint    PRIMARY KEY CHECK (id = 1),
  completed_at timestamptz NOT NULL
);
ALTER TABLE setup_state ENABLE ROW LEVEL SECURITY;
ALTER TABLE setup_state FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON setup_state USING ((SELECT arrway_is_system()));

-- A place where an account is logged in, and the family of its refresh tokens.
CREATE TABLE session (
  id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id     bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  revoked_at   timestamptz,
  address      text,
  user_agent   text
);
CREATE INDEX session_owner ON session (owner_id, id);
CREATE INDEX session_expires ON session (expires_at);
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE session FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON session
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- SHA-256 of 256 random bits needs no salt. Used ones stay until their session is purged, so that
-- a second use is recognised.
CREATE TABLE refresh_token (
  hash       bytea       PRIMARY KEY CHECK (octet_length(hash) = 32),
  session_id bigint      NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  owner_id   bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX refresh_token_session ON refresh_token (session_id);
CREATE INDEX refresh_token_owner ON refresh_token (owner_id);
ALTER TABLE refresh_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE refresh_token FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON refresh_token
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

CREATE TABLE api_key (
  id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id     bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  name         text        NOT NULL,
  prefix       text        NOT NULL,
  hash         bytea       NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
  scopes       text[]      NOT NULL CHECK (scopes <@ ARRAY['read', 'write', 'admin']),
  expires_at   timestamptz,
  last_used_at timestamptz,
  created_at   timestamptz NOT NULL,
  CONSTRAINT api_key_name UNIQUE (owner_id, name)
);
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON api_key
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Keys that sign access tokens. The private half is encrypted under a key from outside the
-- database. At most one signs; retired ones only verify, until their last token has ended.
CREATE TABLE signing_key (
  kid         text        PRIMARY KEY,
  algorithm   text        NOT NULL,
  public_key  bytea       NOT NULL,
  private_key bytea       NOT NULL,
  created_at  timestamptz NOT NULL,
  retired_at  timestamptz
);
CREATE UNIQUE INDEX signing_key_active ON signing_key ((retired_at IS NULL))
  WHERE retired_at IS NULL;
ALTER TABLE signing_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_key FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON signing_key USING ((SELECT arrway_is_system()));

-- Who did what. Outlives the accounts and instances that it names, hence no foreign keys; the
-- gateway's role can add to it and nothing else.
CREATE TABLE audit (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id     bigint,
  username    text,
  action      text        NOT NULL,
  instance_id bigint,
  target      text,
  address     text,
  outcome     text        NOT NULL,
  occurred_at timestamptz NOT NULL,
  detail      jsonb
);
CREATE INDEX audit_user ON audit (user_id, id);
CREATE INDEX audit_instance ON audit (instance_id, id);
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_occurred ON audit (occurred_at);
REVOKE UPDATE, DELETE ON audit FROM arrway_app;
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON audit
  USING ((SELECT arrway_is_system()) OR user_id = (SELECT arrway_user_id()));
