-- How many changes of a user are open is counted whenever one is added.
CREATE INDEX outbox_open_of_owner ON outbox (owner_id) WHERE state IN ('queued', 'sent');
