-- Pulls that have begun and not ended well: under way, or to be gone on with by the next attempt.
-- What they downloaded is held by the lease of their id. Times are microseconds since 1970, UTC.

CREATE TABLE image_pull (
    id             TEXT PRIMARY KEY,
    reference      TEXT NOT NULL,                   -- canonical
    platform       TEXT NOT NULL,                   -- as asked; empty for the host's
    started_micros INTEGER NOT NULL,
    touched_micros INTEGER NOT NULL,                -- when the last attempt began or ended
    failure        TEXT NOT NULL,                   -- of the last attempt; empty without
    UNIQUE (reference, platform)
) STRICT;

CREATE TABLE image_pull_layer (
    pull_id    TEXT NOT NULL REFERENCES image_pull (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL CHECK (position >= 0), -- 0 is the base
    digest     TEXT NOT NULL,
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
    PRIMARY KEY (pull_id, position)
) STRICT;
