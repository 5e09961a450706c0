-- Upstream servers. Credentials are encrypted and bound to owner and row.
CREATE SEQUENCE instance_id_seq AS bigint;
CREATE TABLE instance (
  id                       bigint PRIMARY KEY,
  owner_id                 bigint NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  name                     text NOT NULL,
  instance_type            text NOT NULL,
  url                      text NOT NULL,
  url_had_credentials      boolean NOT NULL,
  credentials              bytea NOT NULL,
  verify_ssl               boolean NOT NULL,
  timeout_seconds          integer NOT NULL CHECK (timeout_seconds BETWEEN 1 AND 300),
  rate_limit_per_minute    integer NOT NULL CHECK (rate_limit_per_minute >= 1),
  enabled                  boolean NOT NULL,
  settings                 jsonb NOT NULL,
  managed_by               text NOT NULL CHECK (managed_by IN ('user', 'configuration')),
  health                   text NOT NULL DEFAULT 'unknown',
  last_connection_test     timestamptz,
  last_connection_success  boolean,
  last_error               text,
  version                  text,
  ladder_step              smallint NOT NULL DEFAULT 0,
  ladder_since             timestamptz,
  created_at               timestamptz NOT NULL DEFAULT now(),
  updated_at               timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX instance_name ON instance (owner_id, lower(name));
ALTER TABLE instance ENABLE ROW LEVEL SECURITY;
ALTER TABLE instance FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON instance
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Accepted states of instances; the newest version is what drift is measured against.
CREATE TABLE drift_baseline (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id          bigint NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  instance_id       bigint NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  version           integer NOT NULL,
  upstream_version  text NOT NULL,
  facts             jsonb NOT NULL,
  accepted_by       text,
  accepted_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (instance_id, version)
);
ALTER TABLE drift_baseline ENABLE ROW LEVEL SECURITY;
ALTER TABLE drift_baseline FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON drift_baseline
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

CREATE TABLE drift_ignore (
  instance_id  bigint PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  owner_id     bigint NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  paths        text[] NOT NULL
);
ALTER TABLE drift_ignore ENABLE ROW LEVEL SECURITY;
ALTER TABLE drift_ignore FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON drift_ignore
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
