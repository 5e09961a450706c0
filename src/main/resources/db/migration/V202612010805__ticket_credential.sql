-- A ticket stands for the credential that it was requested with: it must not outlive that, nor survive
-- a change of the account in between. Tickets from before this change match no version and are refused.
ALTER TABLE ticket
  ADD COLUMN credential_expires_at timestamptz,
  ADD COLUMN token_version integer NOT NULL DEFAULT -1;
ALTER TABLE ticket ALTER COLUMN token_version DROP DEFAULT;
COMMENT ON COLUMN ticket.credential_expires_at IS 'null: the credential does not expire';
