-- How much text the entries of a playlist take, and how much a running import has written so far:
-- limits per user count both.
ALTER TABLE playlist
  ADD COLUMN stored_text bigint NOT NULL DEFAULT 0, -- bytes of the entries that are shown
  ADD COLUMN new_entries bigint NOT NULL DEFAULT 0, -- entries that the running import has written
  ADD COLUMN new_text    bigint NOT NULL DEFAULT 0; -- bytes of them

-- What was stored before is estimated; the next import of each playlist measures it.
SELECT set_config('arrway.scope', 'system', true);
UPDATE playlist SET stored_text = entries * 200 WHERE generation > 0;
SELECT set_config('arrway.scope', '', true);
