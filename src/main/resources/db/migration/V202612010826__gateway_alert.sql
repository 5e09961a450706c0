-- Alerts about the gateway itself are about no instance; each administrator has one of his own. Those
-- with an end close by themselves.
ALTER TABLE alert ALTER COLUMN instance_id DROP NOT NULL;
ALTER TABLE alert ADD COLUMN ends_at timestamptz;
CREATE UNIQUE INDEX alert_gateway_open ON alert (owner_id, type, subject)
  WHERE instance_id IS NULL AND closed_at IS NULL;
CREATE INDEX alert_ends ON alert (ends_at) WHERE closed_at IS NULL AND ends_at IS NOT NULL;
