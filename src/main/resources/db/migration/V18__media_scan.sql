-- How far the log of an owner was read for imports that media servers should scan.
CREATE TABLE media_scan_cursor (
  owner_id bigint PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  event_id bigint NOT NULL
);
ALTER TABLE media_scan_cursor ENABLE ROW LEVEL SECURITY;
ALTER TABLE media_scan_cursor FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON media_scan_cursor
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

-- Folders that a media server is to scan. They wait a little, so that several imports into one
-- folder lead to one scan; paths may be too long for an index.
CREATE TABLE media_scan (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id       bigint      NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  instance_id    bigint      NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  path           text        NOT NULL,
  correlation_id text,
  due_at         timestamptz NOT NULL
);
CREATE UNIQUE INDEX media_scan_folder ON media_scan (instance_id, md5(path));
CREATE INDEX media_scan_due ON media_scan (due_at);
CREATE INDEX media_scan_owner ON media_scan (owner_id);
ALTER TABLE media_scan ENABLE ROW LEVEL SECURITY;
ALTER TABLE media_scan FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON media_scan
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));
