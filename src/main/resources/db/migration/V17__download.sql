-- Where new downloads come from: a link, which often holds a key, or a file. Sealed, and forgotten
-- some time after the change that needs it has ended; the row says which change brought a download.
CREATE TABLE download_source (
  id             bigint      PRIMARY KEY,
  owner_id       bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  client_id      bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  outbox_id      bigint      NOT NULL UNIQUE REFERENCES outbox (id) ON DELETE CASCADE,
  sealed         bytea,
  created_at     timestamptz NOT NULL DEFAULT now()
);
CREATE SEQUENCE download_source_id_seq AS bigint OWNED BY download_source.id;
CREATE INDEX download_source_client ON download_source (client_id, outbox_id);
CREATE INDEX download_source_owner ON download_source (owner_id);
ALTER TABLE download_source ENABLE ROW LEVEL SECURITY;
ALTER TABLE download_source FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON download_source
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What was added, or tried again, under which id: asked with every look at a client.
CREATE INDEX outbox_download_added ON outbox (instance_id, ended_at)
  WHERE result ->> 'type' = 'DownloadReply.DownloadAdded';

-- What the clients had when they were last looked at. What is gone is kept for a while.
CREATE TABLE download (
  client_id      bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  id             text        NOT NULL,
  owner_id       bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  name           text        NOT NULL,
  kind           text        NOT NULL CHECK (kind IN ('torrent', 'nzb')),
  status         text        NOT NULL
                 CHECK (status IN ('queued', 'downloading', 'paused', 'completed', 'failed', 'removed')),
  progress       double precision NOT NULL,
  size           bigint,
  category       text,
  output_path    text,
  error          text,
  troubles       text[]      NOT NULL,
  stuck_since    timestamptz,
  stalled        boolean     NOT NULL,
  correlation_id text,
  handling       text        NOT NULL,
  first_seen_at  timestamptz NOT NULL,
  changed_at     timestamptz NOT NULL,
  PRIMARY KEY (client_id, id)
);
CREATE INDEX download_owner ON download (owner_id);
CREATE INDEX download_gone ON download (changed_at) WHERE status = 'removed';
CREATE INDEX download_correlation ON download (owner_id, correlation_id) WHERE correlation_id IS NOT NULL;
ALTER TABLE download ENABLE ROW LEVEL SECURITY;
ALTER TABLE download FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON download
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- How often each client's downloads were written. Whoever finds another version than it has read
-- drops what it wanted to write, so that of several processes one tells of a change.
CREATE TABLE download_poll (
  client_id bigint PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  owner_id  bigint NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  version   bigint NOT NULL
);
CREATE INDEX download_poll_owner ON download_poll (owner_id);
ALTER TABLE download_poll ENABLE ROW LEVEL SECURITY;
ALTER TABLE download_poll FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON download_poll
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What users want done about downloads that go nowhere.
CREATE TABLE download_rule (
  owner_id bigint PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  settings text   NOT NULL
);
ALTER TABLE download_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE download_rule FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON download_rule
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What was decided by those rules.
CREATE TABLE download_decision (
  id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id       bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  client_id      bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  download_id    text        NOT NULL,
  name           text        NOT NULL,
  kind           text        NOT NULL,
  reason         text        NOT NULL,
  action         text        NOT NULL,
  verdict        text        NOT NULL CHECK (verdict IN ('spared', 'notified', 'dry_run', 'acted')),
  spared         text,
  strikes        integer     NOT NULL,
  since          timestamptz NOT NULL,
  instance_ids   bigint[]    NOT NULL,
  outbox_ids     bigint[]    NOT NULL,
  correlation_id text,
  decided_at     timestamptz NOT NULL
);
CREATE INDEX download_decision_owner ON download_decision (owner_id, id);
CREATE INDEX download_decision_age ON download_decision (decided_at);
ALTER TABLE download_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE download_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON download_decision
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
