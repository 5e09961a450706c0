-- A ticket stands for the credential that it was requested with: it must not outlive that, nor survive
-- a change of the account in between. Tickets from before this change, and those that processes of the
-- former version still write while a cluster is upgraded, match no version and are refused.
ALTER TABLE ticket
  ADD COLUMN credential_expires_at timestamptz,
  ADD COLUMN token_version integer NOT NULL DEFAULT -1;
COMMENT ON COLUMN ticket.credential_expires_at IS 'null: the credential does not expire';
