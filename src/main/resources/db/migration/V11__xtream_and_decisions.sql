-- Playlists that come from an Xtream account: the address is that of player_api.php.
ALTER TABLE playlist ADD COLUMN source_kind text NOT NULL DEFAULT 'm3u'
  CHECK (source_kind IN ('m3u', 'xtream'));

-- Episodes of series, which a panel tells series by series: kept so that a refresh asks only about
-- what has changed. One line an episode, fields separated by tabs; no credentials.
CREATE TABLE xtream_series (
  playlist_id bigint      NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
  series_id   text        NOT NULL,
  owner_id    bigint      NOT NULL,
  modified    text        NOT NULL,
  episodes    text        NOT NULL,
  fetched_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (playlist_id, series_id)
);
ALTER TABLE xtream_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE xtream_series FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON xtream_series
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What an owner decided about entries. An entry is known by its key: what copies of one movie or
-- episode share (playlist_entry.item_key), or of one whole series. It outlives generations and
-- playlists. The library item is known by its place and, should that change, by its ids.
CREATE TABLE match_decision (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id    bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  entry_key   text        NOT NULL,
  kind        text        NOT NULL CHECK (kind IN ('movie', 'series')),
  entry_name  text        NOT NULL, -- of the entry that was decided about, for people
  decision    text        NOT NULL CHECK (decision IN ('pin', 'reject')),
  instance_id bigint      NOT NULL,
  library_id  bigint      NOT NULL,
  tmdb_id     integer,
  tvdb_id     integer,
  imdb_id     text,
  title       text        NOT NULL,
  year        integer,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT match_decision_once UNIQUE (owner_id, entry_key, instance_id, library_id)
);
CREATE UNIQUE INDEX match_decision_pin ON match_decision (owner_id, entry_key)
  WHERE decision = 'pin';
ALTER TABLE match_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE match_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON match_decision
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

CREATE OR REPLACE VIEW matched_entry WITH (security_invoker = true) AS
  SELECT e.id, e.owner_id, e.playlist_id, e.kind, e.title, e.year, e.season, e.episode,
         e.group_title, e.item_key, m.confidence, m.method, m.instance_id, m.library_id,
         m.title AS match_title, m.year AS match_year,
         e.name, e.quality, e.language, p.name AS playlist_name,
         m.tmdb_id AS match_tmdb_id, m.tvdb_id AS match_tvdb_id
    FROM playlist p
    JOIN playlist_entry e ON e.playlist_id = p.id AND e.generation = p.generation
    JOIN entry_match m
      ON m.playlist_id = e.playlist_id AND m.generation = e.generation AND m.entry_id = e.id;

-- What libraries look for and do not have whole: what other features may read of them.
CREATE VIEW wanted_library_item WITH (security_invoker = true) AS
  SELECT owner_id, instance_id, library_id, kind, tmdb_id, tvdb_id, title, year, search,
         quality_profile_id, episode_count, episode_file_count
    FROM library_item
   WHERE monitored
     AND CASE kind WHEN 'movie' THEN NOT has_file
              ELSE coalesce(episode_file_count, 0) < coalesce(episode_count, 0) END;

-- What became of the entries of a request to add many that its client has named: the same request
-- is answered the same for as long as the name is known. change: which of the outbox entries of
-- this correlation id adds it, from 0.
CREATE TABLE missing_addition (
  owner_id       bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  correlation_id text        NOT NULL,
  place          integer     NOT NULL,
  entry_id       bigint      NOT NULL,
  title          text,
  year           integer,
  tmdb_id        integer,
  tvdb_id        integer,
  change         integer,
  instance_id    bigint,
  library_id     bigint,
  error_code     text,
  error_detail   text,
  created_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (owner_id, correlation_id, place)
);
ALTER TABLE missing_addition ENABLE ROW LEVEL SECURITY;
ALTER TABLE missing_addition FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON missing_addition
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
