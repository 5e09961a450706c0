-- A playlist. Its entries belong to generations: what is read goes to generation `attempt`, what is
-- shown is generation `generation` (0: none yet), and a finished import makes the one the other.
CREATE TABLE playlist (
  id                 bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id           bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  name               text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  url                text,       -- template of the address; null for an uploaded file
  url_secret         bytea,      -- what the template's slots stand for, encrypted
  refresh_minutes    integer     CHECK (refresh_minutes BETWEEN 1 AND 10080),
  status             text        NOT NULL CHECK (status IN ('importing', 'ready', 'failed')),
  attempt            integer     NOT NULL DEFAULT 1,
  generation         integer     NOT NULL DEFAULT 0,
  matched_generation integer     NOT NULL DEFAULT 0,
  entries            bigint      NOT NULL DEFAULT 0,
  movies             bigint      NOT NULL DEFAULT 0,
  series             bigint      NOT NULL DEFAULT 0,
  live               bigint      NOT NULL DEFAULT 0,
  skipped_lines      bigint      NOT NULL DEFAULT 0,
  stale              boolean     NOT NULL DEFAULT false,
  error              text,
  fetched_at         timestamptz,
  next_refresh_at    timestamptz,
  created_at         timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT playlist_name UNIQUE (owner_id, name)
);
CREATE INDEX playlist_due ON playlist (next_refresh_at) WHERE next_refresh_at IS NOT NULL;
ALTER TABLE playlist ENABLE ROW LEVEL SECURITY;
ALTER TABLE playlist FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON playlist
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Credentials of entries' addresses, encrypted, one row for each different set of them.
-- Neither this table nor the next two refer to playlist by a foreign key, since its check would be
-- made a million times an import; the trigger below deletes what a playlist leaves behind.
CREATE TABLE playlist_secret (
  playlist_id bigint  NOT NULL,
  generation  integer NOT NULL,
  number      integer NOT NULL,
  owner_id    bigint  NOT NULL,
  sealed      bytea   NOT NULL,
  PRIMARY KEY (playlist_id, generation, number)
);
ALTER TABLE playlist_secret ENABLE ROW LEVEL SECURITY;
ALTER TABLE playlist_secret FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON playlist_secret
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

CREATE TABLE playlist_entry (
  id          bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id    bigint   NOT NULL,
  playlist_id bigint   NOT NULL,
  generation  integer  NOT NULL,
  line        integer  NOT NULL,
  kind        text     NOT NULL,
  name        text     NOT NULL,
  title       text     NOT NULL,
  year        integer,
  season      integer,
  episode     integer,
  group_title text,
  quality     text,
  language    text,
  item_key    text,    -- what copies of one movie or episode share; null for live channels
  url         text     NOT NULL, -- template of the address
  secret      integer, -- playlist_secret.number of what its slots stand for
  tmdb_id     integer,
  tvdb_id     integer,
  imdb_id     text
);
CREATE INDEX playlist_entry_order ON playlist_entry (playlist_id, generation, id);
ALTER TABLE playlist_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE playlist_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON playlist_entry
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What an entry was matched to; no row before it was, confidence 0 and no title for nothing.
CREATE TABLE entry_match (
  playlist_id bigint   NOT NULL,
  generation  integer  NOT NULL,
  entry_id    bigint   NOT NULL,
  owner_id    bigint   NOT NULL,
  confidence  smallint NOT NULL,
  method      text     NOT NULL,
  reasons     text[]   NOT NULL,
  instance_id bigint,
  library_id  bigint,
  tmdb_id     integer,
  tvdb_id     integer,
  title       text,
  year        integer,
  PRIMARY KEY (playlist_id, generation, entry_id)
);
ALTER TABLE entry_match ENABLE ROW LEVEL SECURITY;
ALTER TABLE entry_match FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON entry_match
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

CREATE FUNCTION playlist_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM playlist_entry WHERE playlist_id = OLD.id;
  DELETE FROM entry_match WHERE playlist_id = OLD.id;
  DELETE FROM playlist_secret WHERE playlist_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER playlist_deleted AFTER DELETE ON playlist
  FOR EACH ROW EXECUTE FUNCTION playlist_deleted();

-- The entries that playlists show now, with their matches: what other features may read of them.
CREATE VIEW matched_entry WITH (security_invoker = true) AS
  SELECT e.id, e.owner_id, e.playlist_id, e.kind, e.title, e.year, e.season, e.episode,
         e.group_title, e.item_key, m.confidence, m.method, m.instance_id, m.library_id,
         m.title AS match_title, m.year AS match_year
    FROM playlist p
    JOIN playlist_entry e ON e.playlist_id = p.id AND e.generation = p.generation
    JOIN entry_match m
      ON m.playlist_id = e.playlist_id AND m.generation = e.generation AND m.entry_id = e.id;

-- What no library holds, made when matching ends: one row an item for each playlist (scope: its
-- id) and one for all of the owner's playlists together (scope 0).
CREATE TABLE missing_item (
  owner_id    bigint   NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  scope       bigint   NOT NULL,
  entry_id    bigint   NOT NULL,
  playlist_id bigint   NOT NULL,
  kind        text     NOT NULL,
  title       text     NOT NULL,
  year        integer,
  season      integer,
  episode     integer,
  group_title text,
  copies      integer  NOT NULL,
  confidence  smallint NOT NULL,
  method      text     NOT NULL,
  instance_id bigint,
  library_id  bigint,
  match_title text,
  match_year  integer
);
CREATE INDEX missing_item_order ON missing_item
  (owner_id, scope, lower(left(title, 200)) COLLATE "C", year, season, episode, entry_id);
CREATE INDEX missing_item_playlist ON missing_item (playlist_id);
ALTER TABLE missing_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE missing_item FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON missing_item
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

CREATE FUNCTION playlist_no_longer_missing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM missing_item WHERE playlist_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER playlist_no_longer_missing AFTER DELETE ON playlist
  FOR EACH ROW EXECUTE FUNCTION playlist_no_longer_missing();

-- How matching went last.
CREATE TABLE matching_run (
  owner_id    bigint      PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  last_run_at timestamptz NOT NULL,
  entries     bigint      NOT NULL,
  duration_ms bigint      NOT NULL
);
ALTER TABLE matching_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE matching_run FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON matching_run
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
