-- Where the snapshot of a library stands; its row is there from the first try on. A row's lock
-- decides between two replacements at once.
CREATE TABLE library_snapshot (
  instance_id   bigint      PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  owner_id      bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  attempted_at  timestamptz NOT NULL,
  fetched_at    timestamptz,
  items         integer     NOT NULL DEFAULT 0,
  added         integer     NOT NULL DEFAULT 0,
  updated       integer     NOT NULL DEFAULT 0,
  removed       integer     NOT NULL DEFAULT 0,
  duration_ms   bigint,
  empty_answers smallint    NOT NULL DEFAULT 0,
  error_code    text,
  last_error    text
);
CREATE INDEX library_snapshot_owner ON library_snapshot (owner_id);
ALTER TABLE library_snapshot ENABLE ROW LEVEL SECURITY;
ALTER TABLE library_snapshot FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON library_snapshot
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- The last good snapshots. The hash covers everything that the upstream said of an item. What is
-- searched and sorted by is the title in lower case, then the original title; no index row may
-- grow with what an upstream sends.
CREATE TABLE library_item (
  instance_id          bigint   NOT NULL REFERENCES library_snapshot (instance_id) ON DELETE CASCADE,
  owner_id             bigint   NOT NULL,
  library_id           bigint   NOT NULL,
  kind                 text     NOT NULL CHECK (kind IN ('movie', 'series')),
  hash                 bigint   NOT NULL,
  tmdb_id              integer,
  tvdb_id              integer,
  imdb_id              text,
  title                text     NOT NULL,
  sort_title           text,
  original_title       text,
  alternate_titles     text[]   NOT NULL,
  year                 integer,
  secondary_year       integer,
  monitored            boolean  NOT NULL,
  has_file             boolean  NOT NULL,
  status               text,
  minimum_availability text,
  quality_profile_id   bigint   NOT NULL,
  root_folder          text,
  path                 text,
  size                 bigint   NOT NULL,
  episode_count        integer,
  episode_file_count   integer,
  added_at             timestamptz,
  tags                 bigint[] NOT NULL,
  search               text     COLLATE "C" NOT NULL,
  PRIMARY KEY (instance_id, library_id)
);
CREATE INDEX library_item_title ON library_item (instance_id, left(search, 100), library_id);
CREATE INDEX library_item_owner ON library_item (owner_id, instance_id, library_id);
ALTER TABLE library_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE library_item FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON library_item
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What a running refresh has read so far. Not logged: after a crash of the server it is empty, and
-- what the gateway's own end leaves behind goes with the next run of the same instance.
CREATE UNLOGGED TABLE library_staging (
  run_id               uuid     NOT NULL,
  instance_id          bigint   NOT NULL,
  staged_at            timestamptz NOT NULL DEFAULT now(),
  library_id           bigint   NOT NULL,
  hash                 bigint   NOT NULL,
  tmdb_id              integer,
  tvdb_id              integer,
  imdb_id              text,
  title                text     NOT NULL,
  sort_title           text,
  original_title       text,
  alternate_titles     text[]   NOT NULL,
  year                 integer,
  secondary_year       integer,
  monitored            boolean  NOT NULL,
  has_file             boolean  NOT NULL,
  status               text,
  minimum_availability text,
  quality_profile_id   bigint   NOT NULL,
  root_folder          text,
  path                 text,
  size                 bigint   NOT NULL,
  episode_count        integer,
  episode_file_count   integer,
  added_at             timestamptz,
  tags                 bigint[] NOT NULL,
  search               text     COLLATE "C" NOT NULL,
  PRIMARY KEY (run_id, library_id)
);
CREATE INDEX library_staging_instance ON library_staging (instance_id);
ALTER TABLE library_staging ENABLE ROW LEVEL SECURITY;
ALTER TABLE library_staging FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON library_staging USING ((SELECT arrway_is_system()));
