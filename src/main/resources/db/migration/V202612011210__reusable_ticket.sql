-- A browser's EventSource reconnects to the same URL: a reusable ticket opens event streams until it expires.
ALTER TABLE ticket ADD COLUMN reusable boolean NOT NULL DEFAULT false;
