-- What users have searched for by themselves. The lease says which run of a schedule is under way:
-- a run writes what it decided only while the lease is its own.
CREATE TABLE search_schedule (
  id                   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id             bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  instance_id          bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  name                 text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  enabled              boolean     NOT NULL,
  strategy             text        NOT NULL CHECK (strategy IN ('missing', 'cutoff', 'both')),
  batch_size           integer     NOT NULL CHECK (batch_size BETWEEN 1 AND 100),
  interval_minutes     integer     NOT NULL CHECK (interval_minutes BETWEEN 5 AND 10080),
  cooldown_hours       integer     NOT NULL CHECK (cooldown_hours BETWEEN 1 AND 8760),
  max_per_hour         integer     NOT NULL CHECK (max_per_hour BETWEEN 1 AND 1000),
  grace_hours          integer     NOT NULL CHECK (grace_hours BETWEEN 0 AND 8760),
  max_active_downloads integer     CHECK (max_active_downloads BETWEEN 1 AND 10000),
  monitored_only       boolean     NOT NULL,
  item_order           text        NOT NULL,
  seed                 bigint      NOT NULL,
  time_zone            text        NOT NULL,
  windows              text[]      NOT NULL, -- 'MONDAY,FRIDAY 22:00-06:00'
  include_tags         text[]      NOT NULL,
  exclude_tags         text[]      NOT NULL,
  next_run_at          timestamptz, -- null while it is switched off
  last_run_at          timestamptz,
  paused_reason        text,
  paused_since         timestamptz,
  lease_run            bigint,
  lease_until          timestamptz,
  created_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,
  CONSTRAINT search_schedule_name UNIQUE (owner_id, name)
);
CREATE INDEX search_schedule_due ON search_schedule (next_run_at) WHERE next_run_at IS NOT NULL;
CREATE INDEX search_schedule_instance ON search_schedule (instance_id);
ALTER TABLE search_schedule ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_schedule FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON search_schedule
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Runs. A run that searched something is looked after (next_check_at) until it is known what each
-- search led to. Runs that are blocked one after another for the same reason are one row.
CREATE TABLE search_run (
  id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  schedule_id       bigint      NOT NULL REFERENCES search_schedule (id) ON DELETE CASCADE,
  owner_id          bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  instance_id       bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  cause             text        NOT NULL CHECK (cause IN ('schedule', 'request')),
  status            text        NOT NULL CHECK
    (status IN ('running', 'searching', 'completed', 'blocked', 'failed', 'interrupted')),
  started_at        timestamptz NOT NULL,
  ended_at          timestamptz,
  blocked           text,
  times_blocked     integer     NOT NULL DEFAULT 0,
  error_code        text,
  error             text,
  candidates        integer     NOT NULL DEFAULT 0,
  reasons           jsonb       NOT NULL DEFAULT '{}',
  estimated_queries integer     NOT NULL DEFAULT 0,
  next_check_at     timestamptz,
  settled_at        timestamptz
);
CREATE INDEX search_run_order ON search_run (schedule_id, id DESC);
CREATE INDEX search_run_check ON search_run (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX search_run_instance ON search_run (instance_id);
CREATE INDEX search_run_owner ON search_run (owner_id);
ALTER TABLE search_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_run FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON search_run
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- The commands of a run. Times are the instance's own, so that they compare with its history.
CREATE TABLE search_command (
  run_id     bigint   NOT NULL REFERENCES search_run (id) ON DELETE CASCADE,
  number     smallint NOT NULL,
  owner_id   bigint   NOT NULL,
  outbox_id  bigint   REFERENCES outbox (id) ON DELETE SET NULL,
  kind       text     NOT NULL CHECK (kind IN ('movies', 'episodes', 'season')),
  items      integer  NOT NULL,
  command_id bigint,
  status     text     NOT NULL,
  ended      boolean  NOT NULL DEFAULT false,
  message    text,
  queued_at  timestamptz,
  ended_at   timestamptz,
  PRIMARY KEY (run_id, number)
);
CREATE INDEX search_command_outbox ON search_command (outbox_id);
ALTER TABLE search_command ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_command FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON search_command
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What a run searched, and what that led to.
CREATE TABLE search_run_item (
  run_id        bigint   NOT NULL REFERENCES search_run (id) ON DELETE CASCADE,
  position      smallint NOT NULL,
  owner_id      bigint   NOT NULL,
  command       smallint NOT NULL,
  item_id       bigint   NOT NULL,
  kind          text     NOT NULL,
  title         text     NOT NULL,
  series_id     bigint,
  season        integer,
  episode       integer,
  episode_title text,
  year          integer,
  outcome       text     NOT NULL CHECK (outcome IN ('pending', 'grabbed', 'none', 'failed', 'unknown')),
  release_title text,
  indexer       text,
  grabbed_at    timestamptz,
  PRIMARY KEY (run_id, position)
);
ALTER TABLE search_run_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_run_item FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON search_run_item
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- When each item of an instance was searched last, by whichever schedule; it outlives schedules.
-- No item is searched twice within an hour, so that what was searched within one can be counted.
CREATE TABLE searched_item (
  instance_id bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  item_id     bigint      NOT NULL,
  owner_id    bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  searched_at timestamptz NOT NULL,
  PRIMARY KEY (instance_id, item_id)
);
CREATE INDEX searched_item_time ON searched_item (instance_id, searched_at);
CREATE INDEX searched_item_owner ON searched_item (owner_id);
ALTER TABLE searched_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE searched_item FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON searched_item
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
