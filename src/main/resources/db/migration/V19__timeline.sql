-- How far each owner's log was followed; moved in the transaction of what is written because of it.
CREATE TABLE timeline_cursor (
  owner_id bigint PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  cursor   bigint NOT NULL
);
ALTER TABLE timeline_cursor ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeline_cursor FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON timeline_cursor
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- A title's way from the request until it can be played. One request may be for many titles: they
-- share the request_id, and each has a correlation_id of its own. Instances may be gone.
CREATE TABLE timeline (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id       bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  correlation_id text        NOT NULL,
  request_id     text        NOT NULL,
  kind           text        CHECK (kind IN ('movie', 'series')),
  instance_id    bigint,
  library_id     bigint,
  title          text,
  year           integer,
  tmdb_id        integer,
  tvdb_id        integer,
  imdb_id        text,
  state          text        NOT NULL,
  state_since    timestamptz NOT NULL,
  asked_at       timestamptz,
  episode_ids    bigint[]    NOT NULL DEFAULT '{}',
  paths          text[]      NOT NULL DEFAULT '{}',
  began_at       timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  UNIQUE (owner_id, correlation_id)
);
CREATE INDEX timeline_request ON timeline (owner_id, request_id);
CREATE INDEX timeline_title ON timeline (owner_id, instance_id, library_id);
CREATE INDEX timeline_age ON timeline (updated_at);
ALTER TABLE timeline ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeline FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON timeline
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What happened. The key is what makes the same, told twice, one step.
CREATE TABLE timeline_step (
  timeline_id bigint      NOT NULL REFERENCES timeline (id) ON DELETE CASCADE,
  owner_id    bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  key         text        NOT NULL,
  kind        text        NOT NULL,
  at          timestamptz NOT NULL,
  instance_id bigint,
  download_id text,
  data        jsonb       NOT NULL,
  PRIMARY KEY (timeline_id, key)
);
CREATE INDEX timeline_step_owner ON timeline_step (owner_id);
ALTER TABLE timeline_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeline_step FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON timeline_step
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Which timeline a download belongs to, by its id in lower case.
CREATE TABLE timeline_download (
  owner_id    bigint NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  download_id text   NOT NULL,
  timeline_id bigint NOT NULL REFERENCES timeline (id) ON DELETE CASCADE,
  PRIMARY KEY (owner_id, download_id)
);
CREATE INDEX timeline_download_timeline ON timeline_download (timeline_id);
ALTER TABLE timeline_download ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeline_download FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON timeline_download
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What clients told of downloads before anybody said which title they are of.
CREATE TABLE timeline_loose (
  owner_id    bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  download_id text        NOT NULL,
  key         text        NOT NULL,
  kind        text        NOT NULL,
  at          timestamptz NOT NULL,
  instance_id bigint,
  data        jsonb       NOT NULL,
  seen_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (owner_id, download_id, key)
);
CREATE INDEX timeline_loose_age ON timeline_loose (seen_at);
ALTER TABLE timeline_loose ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeline_loose FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON timeline_loose
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Media servers that are asked whether they have what was imported. The lease says which node asks.
CREATE TABLE timeline_watch (
  timeline_id bigint      NOT NULL REFERENCES timeline (id) ON DELETE CASCADE,
  server_id   bigint      NOT NULL,
  owner_id    bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  looks       integer     NOT NULL DEFAULT 0,
  next_at     timestamptz NOT NULL,
  last_error  text,
  lease       uuid,
  lease_until timestamptz,
  PRIMARY KEY (timeline_id, server_id)
);
CREATE INDEX timeline_watch_next ON timeline_watch (next_at);
CREATE INDEX timeline_watch_owner ON timeline_watch (owner_id);
ALTER TABLE timeline_watch ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeline_watch FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON timeline_watch
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
