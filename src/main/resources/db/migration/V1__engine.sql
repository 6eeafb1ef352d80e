-- Times are nanoseconds since 1970-01-01T00:00:00Z. JSON columns hold what is never searched by.

-- What the engine knows of itself: its id, marks of its starts and stops.
CREATE TABLE engine (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Everything that happened, in commit order and without gaps.
CREATE TABLE event (
    sequence   INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    type       TEXT    NOT NULL,
    action     TEXT    NOT NULL,
    actor_id   TEXT    NOT NULL,
    attributes TEXT    NOT NULL CHECK (json_valid(attributes))
) STRICT;
CREATE INDEX event_at ON event (at);

-- What a container was asked to be. Only the name ever changes.
CREATE TABLE container (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 64),
    name         TEXT    NOT NULL UNIQUE,
    created      INTEGER NOT NULL,
    image        TEXT    NOT NULL,
    image_id     TEXT    NOT NULL,
    command      TEXT    NOT NULL,
    network_mode TEXT    NOT NULL,
    labels       TEXT    NOT NULL CHECK (json_valid(labels)),
    listed       TEXT    NOT NULL CHECK (json_valid(listed)),
    spec_version INTEGER NOT NULL,
    spec         TEXT    NOT NULL CHECK (json_valid(spec))
) STRICT;
CREATE INDEX container_created ON container (created DESC);

-- What it is doing.
CREATE TABLE container_state (
    container_id    TEXT    NOT NULL PRIMARY KEY REFERENCES container (id) ON DELETE CASCADE,
    status          TEXT    NOT NULL CHECK (status IN
                    ('created', 'running', 'paused', 'restarting', 'exited', 'removing', 'dead')),
    runs            INTEGER NOT NULL CHECK (runs >= 0),
    restart_count   INTEGER NOT NULL CHECK (restart_count >= 0),
    stopped_by_user INTEGER NOT NULL CHECK (stopped_by_user IN (0, 1)),
    run             INTEGER,
    pid             INTEGER,
    started         INTEGER,
    finished        INTEGER,
    exit_code       INTEGER,
    oom_killed      INTEGER NOT NULL CHECK (oom_killed IN (0, 1)),
    next_start      INTEGER,
    failure_code    INTEGER,
    reason          TEXT,
    CHECK (status NOT IN ('running', 'paused') OR (run IS NOT NULL AND pid IS NOT NULL AND started IS NOT NULL)),
    CHECK (status NOT IN ('exited', 'restarting') OR (run IS NOT NULL AND exit_code IS NOT NULL AND finished IS NOT NULL)),
    CHECK (status <> 'restarting' OR next_start IS NOT NULL)
) STRICT;
CREATE INDEX container_state_status ON container_state (status);

-- Labels once more, for filters and for SQL.
CREATE TABLE container_label (
    container_id TEXT NOT NULL REFERENCES container (id) ON DELETE CASCADE,
    key          TEXT NOT NULL,
    value        TEXT NOT NULL,
    PRIMARY KEY (container_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX container_label_key ON container_label (key, value);
