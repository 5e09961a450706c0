-- A decision that waits since its owner has too many open changes.
ALTER TABLE download_decision DROP CONSTRAINT download_decision_verdict_check;
ALTER TABLE download_decision ADD CONSTRAINT download_decision_verdict_check
  CHECK (verdict IN ('spared', 'notified', 'dry_run', 'refused', 'acted'));
