-- Bulk imports. A job's rows are written down before anything is asked of an instance, so that a
-- process can end at any moment: what is pending is pending, what was asked has its change in the
-- outbox. One process works on a job at a time: the one that holds its lease.
CREATE TABLE import_job (
  id                   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id             bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  instance_id          bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  kind                 text        NOT NULL CHECK (kind IN ('movie', 'series')),
  source               jsonb       NOT NULL, -- what is read, without content that was sent along
  source_position      text,                 -- from where its rows are still to be read; null: none
  quality_profile_id   bigint,
  root_folder          text,
  monitored            boolean     NOT NULL,
  minimum_availability text,
  search               boolean     NOT NULL,
  tags                 bigint[]    NOT NULL,
  batch_size           integer     NOT NULL CHECK (batch_size BETWEEN 1 AND 100),
  delay_seconds        integer     NOT NULL CHECK (delay_seconds BETWEEN 0 AND 3600),
  dry_run              boolean     NOT NULL,
  status               text        NOT NULL CHECK (status IN
                       ('queued', 'running', 'waiting', 'completed', 'cancelled', 'failed')),
  error                text,
  total                integer     NOT NULL DEFAULT 0,
  imported             integer     NOT NULL DEFAULT 0,
  already_exists       integer     NOT NULL DEFAULT 0,
  excluded             integer     NOT NULL DEFAULT 0,
  would_import         integer     NOT NULL DEFAULT 0,
  failed               integer     NOT NULL DEFAULT 0,
  cancelled            integer     NOT NULL DEFAULT 0,
  correlation_id       text        NOT NULL UNIQUE,
  trace_id             text        NOT NULL,
  lease_holder         uuid,
  lease_until          timestamptz,
  told_at              timestamptz,          -- when an event last told of progress
  created_at           timestamptz NOT NULL DEFAULT now(),
  started_at           timestamptz,
  ended_at             timestamptz           -- when nothing of it was on its way any more
);
CREATE INDEX import_job_owner ON import_job (owner_id, id);
CREATE INDEX import_job_open ON import_job (lease_until) WHERE ended_at IS NULL;
CREATE INDEX import_job_instance ON import_job (instance_id);
ALTER TABLE import_job ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_job FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON import_job
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- The rows of a job. What was asked is known by its change in the outbox; that may be forgotten
-- when it is old, so that there is no foreign key.
CREATE TABLE import_item (
  job_id    bigint  NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
  position  integer NOT NULL,
  owner_id  bigint  NOT NULL,
  line      integer NOT NULL,
  kind      text,
  title     text,
  year      integer,
  tmdb_id   integer,
  tvdb_id   integer,
  imdb_id   text,
  outcome   text    NOT NULL CHECK (outcome IN ('pending', 'asked', 'imported', 'already_exists',
                    'excluded', 'would_import', 'failed', 'cancelled')),
  error     text,
  outbox_id bigint,
  PRIMARY KEY (job_id, position)
);
CREATE INDEX import_item_pending ON import_item (job_id, position) WHERE outcome = 'pending';
CREATE INDEX import_item_asked ON import_item (job_id) WHERE outcome = 'asked';
CREATE INDEX import_item_outcome ON import_item (job_id, outcome, position);
ALTER TABLE import_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_item FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON import_item
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
