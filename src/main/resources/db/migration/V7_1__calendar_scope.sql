-- Personal keys that are for the calendar feed alone.
ALTER TABLE api_key DROP CONSTRAINT api_key_scopes_check;
ALTER TABLE api_key ADD CONSTRAINT api_key_scopes_check
  CHECK (scopes <@ ARRAY['read', 'write', 'admin', 'calendar']);
