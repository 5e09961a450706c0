-- Whether a sync that the owner asked for has reported the library; the first one reports all of it as added, also what
-- was fetched before without being asked for.
ALTER TABLE library_snapshot ADD COLUMN reported boolean NOT NULL DEFAULT false;
SELECT set_config('arrway.scope', 'system', true);
UPDATE library_snapshot SET reported = true WHERE fetched_at IS NOT NULL;
SELECT set_config('arrway.scope', '', true);
