-- Images, their layers and names, and who uses them. Times are microseconds since 1970, UTC.

CREATE TABLE image (
    id                  TEXT PRIMARY KEY,           -- digest of the config
    manifest_digest     TEXT NOT NULL,
    manifest_media_type TEXT NOT NULL,
    manifest_size_bytes INTEGER NOT NULL CHECK (manifest_size_bytes >= 0),
    config_json         TEXT NOT NULL,
    labels_json         TEXT NOT NULL,              -- of the config; lists read them without the rest
    chain_id            TEXT NOT NULL,              -- of the top layer; empty without layers
    size_bytes          INTEGER NOT NULL CHECK (size_bytes >= 0),
    created_micros      INTEGER,                    -- as the config says, or null
    loaded_micros       INTEGER NOT NULL
) STRICT;

CREATE TABLE image_layer (
    image_id    TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL CHECK (position >= 0), -- 0 is the base
    diff_id     TEXT NOT NULL,
    chain_id    TEXT NOT NULL,
    blob_digest TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    blob_bytes  INTEGER NOT NULL CHECK (blob_bytes >= 0),
    size_bytes  INTEGER NOT NULL CHECK (size_bytes >= 0), -- unpacked
    PRIMARY KEY (image_id, position)
) STRICT;

CREATE INDEX image_layer_chain ON image_layer (chain_id);

CREATE TABLE image_name (
    reference     TEXT PRIMARY KEY,                 -- canonical, with a tag or with a digest
    image_id      TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
    tagged_micros INTEGER NOT NULL
) STRICT;

CREATE INDEX image_name_image ON image_name (image_id);

-- No foreign key to image: a forced removal takes an image away under a stopped container, which
-- keeps its root file system and the record of where it came from.
CREATE TABLE image_use (
    container_id TEXT PRIMARY KEY,
    image_id     TEXT NOT NULL
) STRICT;

CREATE INDEX image_use_image ON image_use (image_id);
