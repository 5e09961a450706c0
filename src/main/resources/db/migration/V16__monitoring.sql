-- What was measured of instances. Raw samples are kept for a day, what they add up to by the hour for
-- longer; both by configuration.
CREATE TABLE metric_sample (
  instance_id      bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  owner_id         bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  taken_at         timestamptz NOT NULL,
  condition        text        NOT NULL
    CHECK (condition IN ('ok', 'degraded', 'auth_failed', 'unreachable', 'unknown')),
  breaker          text        NOT NULL,
  error            text,
  latency_ms       double precision,
  queue_size       double precision,
  active_tasks     double precision,
  failed_indexers  double precision,
  cpu_percent      double precision,
  memory_percent   double precision,
  disk_percent     double precision,
  wanted           double precision,
  disks            text,
  PRIMARY KEY (instance_id, taken_at)
);
CREATE INDEX metric_sample_owner ON metric_sample (owner_id, taken_at);
CREATE INDEX metric_sample_taken ON metric_sample (taken_at);
ALTER TABLE metric_sample ENABLE ROW LEVEL SECURITY;
ALTER TABLE metric_sample FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON metric_sample
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- The samples of an hour, added up: how many there were in each condition, and of each metric how many
-- knew it, their sum and their peak, in the order of the gateway's own lists.
CREATE TABLE metric_hour (
  instance_id  bigint             NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  owner_id     bigint             NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  hour         timestamptz        NOT NULL,
  conditions   bigint[]           NOT NULL,
  counts       bigint[]           NOT NULL,
  sums         double precision[] NOT NULL,
  peaks        double precision[] NOT NULL,
  PRIMARY KEY (instance_id, hour)
);
CREATE INDEX metric_hour_owner ON metric_hour (owner_id, hour);
CREATE INDEX metric_hour_hour ON metric_hour (hour);
ALTER TABLE metric_hour ENABLE ROW LEVEL SECURITY;
ALTER TABLE metric_hour FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON metric_hour
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- The last sample of each instance. The row's lock lets samples of one instance take turns, so that
-- alerts open and close once.
CREATE TABLE metric_latest (
  instance_id   bigint      PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  owner_id      bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  taken_at      timestamptz NOT NULL,
  condition     text        NOT NULL,
  since         timestamptz NOT NULL,
  failures      integer     NOT NULL,
  error         text,
  gauges        text
);
CREATE INDEX metric_latest_owner ON metric_latest (owner_id);
ALTER TABLE metric_latest ENABLE ROW LEVEL SECURITY;
ALTER TABLE metric_latest FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON metric_latest
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

CREATE TABLE alert (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id     bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  instance_id  bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  type         text        NOT NULL,
  subject      text        NOT NULL,
  severity     text        NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  message      text        NOT NULL,
  value        double precision,
  threshold    double precision,
  opened_at    timestamptz NOT NULL,
  closed_at    timestamptz
);
CREATE UNIQUE INDEX alert_open ON alert (instance_id, type, subject) WHERE closed_at IS NULL;
CREATE INDEX alert_owner ON alert (owner_id, opened_at DESC, id DESC);
CREATE INDEX alert_closed ON alert (closed_at) WHERE closed_at IS NOT NULL;
ALTER TABLE alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON alert
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What users want to be alerted of; those without a row have the defaults.
CREATE TABLE alert_threshold (
  owner_id   bigint PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  settings   text   NOT NULL
);
ALTER TABLE alert_threshold ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_threshold FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON alert_threshold
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
