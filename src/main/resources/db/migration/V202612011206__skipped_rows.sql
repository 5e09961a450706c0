-- Rows of the instance's library that could not be read when it was last fetched.
ALTER TABLE library_snapshot ADD COLUMN skipped integer NOT NULL DEFAULT 0;
