CREATE TABLE engine (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
