-- Registrations of ours at instances ('Connect'). Of secrets only their SHA-256 is kept; a pending
-- one is valid besides the present one, since an instance tries an address before it agrees to it.
CREATE TABLE webhook (
  instance_id      bigint PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  owner_id         bigint NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  prefix           text,
  secret_hash      bytea,
  pending_hash     bytea,
  notification_id  bigint,
  triggers         text[] NOT NULL DEFAULT '{}',
  registered_at    timestamptz,
  last_error       text,
  errors           jsonb NOT NULL DEFAULT '[]',
  last_received_at timestamptz
);
CREATE INDEX webhook_owner ON webhook (owner_id);
ALTER TABLE webhook ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON webhook
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What came, by the type that it named.
CREATE TABLE webhook_count (
  instance_id bigint NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  type        text   NOT NULL,
  owner_id    bigint NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  received    bigint NOT NULL DEFAULT 0,
  duplicates  bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (instance_id, type)
);
CREATE INDEX webhook_count_owner ON webhook_count (owner_id);
ALTER TABLE webhook_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_count FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON webhook_count
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Messages as they came: a row is there before the sender hears that all is well, and goes in the
-- transaction that does what it says. What is of no known type is kept for a week.
CREATE TABLE webhook_inbox (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  instance_id bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  owner_id    bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  payload     text        NOT NULL,
  received_at timestamptz NOT NULL,
  tries       smallint    NOT NULL DEFAULT 0,
  state       text        NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'ignored', 'failed'))
);
CREATE INDEX webhook_inbox_new ON webhook_inbox (instance_id, id) WHERE state = 'new';
CREATE INDEX webhook_inbox_kept ON webhook_inbox (received_at) WHERE state <> 'new';
CREATE INDEX webhook_inbox_owner ON webhook_inbox (owner_id);
ALTER TABLE webhook_inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_inbox FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON webhook_inbox
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What was told of already, by webhook, history or outbox. The same again within so many seconds
-- is the same.
CREATE TABLE news_seen (
  instance_id bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  key         text        NOT NULL,
  owner_id    bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  happened_at timestamptz NOT NULL,
  seconds     integer     NOT NULL,
  seen_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (instance_id, key)
);
CREATE INDEX news_seen_age ON news_seen (seen_at);
CREATE INDEX news_seen_owner ON news_seen (owner_id);
ALTER TABLE news_seen ENABLE ROW LEVEL SECURITY;
ALTER TABLE news_seen FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON news_seen
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Titles that something happened to. Files have growing ids, so that the newest that came and the
-- newest that went say whether there is one, in whichever order that was heard. Those with a
-- wanted_at are read again from the instance.
CREATE TABLE news_title (
  instance_id   bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  library_id    bigint      NOT NULL,
  owner_id      bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  version       bigint      NOT NULL DEFAULT 1,
  imported_file bigint,
  deleted_file  bigint,
  changed_at    timestamptz NOT NULL,
  wanted_at     timestamptz,
  refreshed_at  timestamptz,
  PRIMARY KEY (instance_id, library_id)
);
CREATE INDEX news_title_wanted ON news_title (instance_id, wanted_at) WHERE wanted_at IS NOT NULL;
CREATE INDEX news_title_age ON news_title (changed_at);
CREATE INDEX news_title_owner ON news_title (owner_id);
ALTER TABLE news_title ENABLE ROW LEVEL SECURITY;
ALTER TABLE news_title FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON news_title
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- How far each instance's history was read.
CREATE TABLE history_cursor (
  instance_id bigint PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
  owner_id    bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  at          timestamptz NOT NULL,
  last_id     bigint      NOT NULL,
  polled_at   timestamptz NOT NULL
);
CREATE INDEX history_cursor_owner ON history_cursor (owner_id);
ALTER TABLE history_cursor ENABLE ROW LEVEL SECURITY;
ALTER TABLE history_cursor FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON history_cursor
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
