-- The same change, told to several users, has the same change_id.
ALTER TABLE event ADD COLUMN change_id uuid;

-- Up to which id an owner's events have been forgotten: whoever followed to there has missed
-- nothing, even when all of the rows are gone. What was pruned before is known of all owners alike.
CREATE TABLE event_pruned (
  owner_id  bigint PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  through   bigint NOT NULL
);
ALTER TABLE event_pruned ENABLE ROW LEVEL SECURITY;
ALTER TABLE event_pruned FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON event_pruned
  USING ((SELECT arrway_is_system()) OR owner_id = (SELECT arrway_user_id()));

SELECT set_config('arrway.scope', 'system', true);
INSERT INTO event_pruned (owner_id, through)
  SELECT u.id, s.pruned_through FROM app_user u, event_state s WHERE s.pruned_through > 0;

ALTER TABLE event_state DROP COLUMN pruned_through;
ALTER TABLE event_state ENABLE ROW LEVEL SECURITY;
ALTER TABLE event_state FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON event_state USING ((SELECT arrway_is_system()));
