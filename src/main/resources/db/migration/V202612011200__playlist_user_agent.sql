-- What a playlist's provider is sent as User-Agent; null: the gateway's own.
ALTER TABLE playlist ADD COLUMN user_agent text;
