-- Networks, which containers belong to them, and what running containers hold of them.
-- Times are nanoseconds since 1970-01-01T00:00:00Z; addresses are text, as RFC 5952 writes them.

CREATE TABLE network (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 64),
    name         TEXT    NOT NULL UNIQUE CHECK (name <> ''),
    driver       TEXT    NOT NULL CHECK (driver IN ('bridge', 'host', 'null', 'macvlan', 'ipvlan')),
    created      INTEGER NOT NULL,
    device       TEXT    NOT NULL,              -- the bridge or the parent; empty without one
    spec_version INTEGER NOT NULL,
    spec         TEXT    NOT NULL CHECK (json_valid(spec))
) STRICT;
CREATE UNIQUE INDEX network_bridge ON network (device) WHERE driver = 'bridge';

-- The address that was given last: the next ones come after it, so freed ones come back last.
CREATE TABLE network_cursor (
    network_id TEXT NOT NULL REFERENCES network (id) ON DELETE CASCADE,
    subnet     TEXT NOT NULL,
    address    TEXT NOT NULL,
    PRIMARY KEY (network_id, subnet)
) STRICT, WITHOUT ROWID;

-- Containers as networks know them.
CREATE TABLE network_member (
    container_id TEXT NOT NULL PRIMARY KEY CHECK (length(container_id) = 64),
    name         TEXT NOT NULL,
    hostname     TEXT NOT NULL,
    name_servers TEXT NOT NULL                  -- for unknown names, by blanks; empty for the host's
) STRICT, WITHOUT ROWID;

-- Where a container belongs, running or not. The network may be gone, or not yet be there.
CREATE TABLE network_attachment (
    container_id TEXT    NOT NULL REFERENCES network_member (container_id) ON DELETE CASCADE,
    network      TEXT    NOT NULL,
    network_id   TEXT    NOT NULL,              -- empty until the network was found
    position     INTEGER NOT NULL CHECK (position >= 0),
    wish         TEXT    NOT NULL CHECK (json_valid(wish)),
    PRIMARY KEY (container_id, network)
) STRICT, WITHOUT ROWID;
CREATE INDEX network_attachment_network ON network_attachment (network_id);

-- The seats of running containers.
CREATE TABLE network_endpoint (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 64),
    network_id   TEXT    NOT NULL REFERENCES network (id),
    container_id TEXT    NOT NULL REFERENCES network_member (container_id),
    position     INTEGER NOT NULL CHECK (position >= 0),
    device       TEXT    NOT NULL,
    ipv4         TEXT,
    ipv6         TEXT,
    mac          TEXT    NOT NULL,
    UNIQUE (container_id, network_id),
    UNIQUE (container_id, position),
    UNIQUE (network_id, ipv4),
    UNIQUE (network_id, ipv6)
) STRICT;

-- Their published ports.
CREATE TABLE network_port (
    container_id   TEXT    NOT NULL REFERENCES network_member (container_id) ON DELETE CASCADE,
    protocol       TEXT    NOT NULL CHECK (protocol IN ('tcp', 'udp', 'sctp')),
    container_port INTEGER NOT NULL CHECK (container_port BETWEEN 1 AND 65535),
    host_ip        TEXT    NOT NULL,
    host_port      INTEGER NOT NULL CHECK (host_port BETWEEN 1 AND 65535),
    PRIMARY KEY (protocol, host_port, host_ip)
) STRICT, WITHOUT ROWID;
CREATE INDEX network_port_container ON network_port (container_id);
