-- Processes that join running containers. Times are nanoseconds since 1970-01-01T00:00:00Z. They go
-- with their container, and some time after their end.
CREATE TABLE exec (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 64),
    container_id TEXT    NOT NULL REFERENCES container (id) ON DELETE CASCADE,
    created      INTEGER NOT NULL,
    spec_version INTEGER NOT NULL,
    spec         TEXT    NOT NULL CHECK (json_valid(spec)),
    status       TEXT    NOT NULL CHECK (status IN ('created', 'running', 'exited')),
    pid          INTEGER,
    finished     INTEGER,
    exit_code    INTEGER,
    CHECK (status <> 'exited' OR (finished IS NOT NULL AND exit_code IS NOT NULL))
) STRICT;
CREATE INDEX exec_container ON exec (container_id, created);
CREATE INDEX exec_unfinished ON exec (created) WHERE status <> 'exited';
CREATE INDEX exec_finished ON exec (finished) WHERE status = 'exited';
