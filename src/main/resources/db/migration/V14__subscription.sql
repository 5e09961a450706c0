-- Where a user's events are delivered to. Address, signing secret and headers are sealed together.
-- Delivery follows the owner's log from the cursor on; next_turn_at is when something is to be tried
-- again, null when there is nothing but what comes. The lease says which node works on it.
CREATE TABLE subscription (
  id            bigint PRIMARY KEY,
  owner_id      bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  name          text        NOT NULL,
  url_shown     text        NOT NULL,
  header_names  text[]      NOT NULL,
  sealed        bytea       NOT NULL,
  format        text        NOT NULL
                CHECK (format IN ('raw', 'discord', 'slack', 'ntfy', 'gotify', 'apprise')),
  types         text[]      NOT NULL,
  instance_ids  bigint[]    NOT NULL,
  ordered       boolean     NOT NULL,
  active        boolean     NOT NULL,
  ended_reason  text,
  cursor        bigint      NOT NULL,
  failures      integer     NOT NULL DEFAULT 0,
  failing_since timestamptz,
  next_turn_at  timestamptz,
  last_turn_at  timestamptz NOT NULL DEFAULT now(),
  delivered_at  timestamptz,
  lease_node    uuid,
  lease_until   timestamptz,
  revision      integer     NOT NULL DEFAULT 1,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE SEQUENCE subscription_id_seq AS bigint OWNED BY subscription.id;
CREATE UNIQUE INDEX subscription_name ON subscription (owner_id, lower(name));
CREATE INDEX subscription_turn ON subscription (next_turn_at) WHERE next_turn_at IS NOT NULL;
ALTER TABLE subscription ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscription FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON subscription
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- One event for one subscription, at its place in the log; a reset stands behind the history that
-- is gone. The body is kept until it is delivered.
CREATE TABLE delivery (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id  bigint      NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
  owner_id         bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  event_id         bigint      NOT NULL,
  reset            boolean     NOT NULL,
  type             text        NOT NULL,
  key              text        NOT NULL,
  occurred_at      timestamptz NOT NULL,
  body             text,
  state            text        NOT NULL CHECK (state IN ('pending', 'delivered', 'dead_lettered')),
  attempts         integer     NOT NULL DEFAULT 0,
  first_attempt_at timestamptz,
  last_attempt_at  timestamptz,
  next_attempt_at  timestamptz,
  ended_at         timestamptz,
  status           integer,
  error            text,
  excerpt          text,
  duration_ms      integer,
  created_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (subscription_id, event_id, reset)
);
CREATE INDEX delivery_open ON delivery (subscription_id, event_id) WHERE state = 'pending';
CREATE INDEX delivery_dead ON delivery (subscription_id) WHERE state = 'dead_lettered';
CREATE INDEX delivery_ended ON delivery (ended_at) WHERE ended_at IS NOT NULL;
ALTER TABLE delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE delivery FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON delivery
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
