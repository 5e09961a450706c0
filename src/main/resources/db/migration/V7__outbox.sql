-- Changes asked of upstreams. A row is there before anything is sent. Unknown tries are those that
-- may have been carried out although no answer says so.
CREATE TABLE outbox (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id        bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  instance_id     bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  operation       text        NOT NULL,
  payload         jsonb       NOT NULL,
  state           text        NOT NULL
                  CHECK (state IN ('queued', 'sent', 'confirmed', 'failed', 'cancelled')),
  attempts        integer     NOT NULL DEFAULT 0,
  unknown_tries   integer     NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  error           jsonb,
  result          jsonb,
  correlation_id  text        NOT NULL,
  trace_id        text        NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  sent_at         timestamptz,
  ended_at        timestamptz
);
CREATE INDEX outbox_open ON outbox (instance_id, id) WHERE state IN ('queued', 'sent');
CREATE INDEX outbox_owner ON outbox (owner_id, id);
CREATE INDEX outbox_correlation ON outbox (owner_id, correlation_id);
CREATE INDEX outbox_ended ON outbox (ended_at) WHERE ended_at IS NOT NULL;
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON outbox
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- What clients named so that it is done once. The hash is that of operation, parameters and body.
CREATE TABLE idempotency_key (
  owner_id       bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  key            text        NOT NULL,
  request_hash   bytea       NOT NULL,
  correlation_id text        NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (owner_id, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON idempotency_key
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
