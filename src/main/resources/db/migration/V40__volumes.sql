-- Volumes and the containers that use them. Times are nanoseconds since 1970-01-01T00:00:00Z.

CREATE TABLE volume (
    name     TEXT    NOT NULL PRIMARY KEY,
    driver   TEXT    NOT NULL,
    created  INTEGER NOT NULL,
    labels   TEXT    NOT NULL CHECK (json_valid(labels)),  -- null where none were sent
    options  TEXT    NOT NULL CHECK (json_valid(options)),
    removing INTEGER NOT NULL CHECK (removing IN (0, 1))   -- its data is being taken away
) STRICT;

-- No foreign key to container: this part knows none. The rows come and go in the transaction that
-- makes or removes the container.
CREATE TABLE volume_use (
    container_id TEXT    NOT NULL,
    destination  TEXT    NOT NULL,
    volume       TEXT    NOT NULL REFERENCES volume (name),
    unfilled     INTEGER NOT NULL CHECK (unfilled IN (0, 1)), -- the image's files are to be copied into it
    PRIMARY KEY (container_id, destination)
) STRICT;
CREATE INDEX volume_use_volume ON volume_use (volume);

-- What is made ready for containers that run. Outlives the use: a container may be removed before
-- what it had mounted is let go.
CREATE TABLE volume_mount (
    container_id TEXT NOT NULL,
    volume       TEXT NOT NULL,
    PRIMARY KEY (container_id, volume)
) STRICT, WITHOUT ROWID;
CREATE INDEX volume_mount_volume ON volume_mount (volume);
