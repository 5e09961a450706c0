-- What happened, for whom. Ids are drawn under a lock per owner, so that they become visible in order.
CREATE SEQUENCE event_id_seq AS bigint;
CREATE TABLE event (
  id           bigint PRIMARY KEY,
  owner_id     bigint NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  instance_id  bigint,
  type         text NOT NULL,
  occurred_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  data         jsonb NOT NULL
);
CREATE INDEX event_owner ON event (owner_id, id);
CREATE INDEX event_age ON event (occurred_at);
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON event
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- The epoch tells cursors of another database apart; what is at or below pruned_through is gone.
CREATE TABLE event_state (
  id              smallint PRIMARY KEY CHECK (id = 1),
  epoch           text NOT NULL,
  pruned_through  bigint NOT NULL
);
INSERT INTO event_state VALUES (1, substr(md5(gen_random_uuid()::text), 1, 8), 0);
