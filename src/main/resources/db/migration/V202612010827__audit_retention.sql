-- The gateway's role can add to the audit but not delete from it. Entries go by this function alone:
-- old ones, never of the last hour, and those beyond a number, which is never below a thousand.
CREATE FUNCTION audit_prune(older_than timestamptz, most bigint, batch integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
DECLARE
  last_kept bigint;
  deleted   integer;
BEGIN
  IF older_than > now() - interval '1 hour' OR most < 1000 OR batch NOT BETWEEN 1 AND 10000 THEN
    RAISE EXCEPTION 'the audit keeps at least its last hour and its newest thousand entries';
  END IF;
  SELECT id INTO last_kept FROM audit ORDER BY id DESC OFFSET most - 1 LIMIT 1;
  DELETE FROM audit WHERE id IN (
    (SELECT id FROM audit WHERE occurred_at < older_than ORDER BY occurred_at LIMIT batch)
    UNION
    (SELECT id FROM audit WHERE id < last_kept ORDER BY id LIMIT batch)
    LIMIT batch);
  GET DIAGNOSTICS deleted = ROW_COUNT;
  RETURN deleted;
END $$;
REVOKE EXECUTE ON FUNCTION audit_prune(timestamptz, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_prune(timestamptz, bigint, integer) TO arrway_app;
