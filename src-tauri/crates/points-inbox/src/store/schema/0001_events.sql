-- Everything that Points delivered, as it came: one row a delivery with content of its own.
CREATE TABLE events (
    -- Desks go on behind the last one that they have; never used twice.
    seq              INTEGER PRIMARY KEY AUTOINCREMENT,
    hook             TEXT NOT NULL,
    -- Of hook, event and body, to know a delivery again that was made twice.
    hash             BLOB NOT NULL CHECK (length(hash) = 32),
    event            TEXT,
    order_uuid       TEXT,
    -- UTC milliseconds.
    received_at      INTEGER NOT NULL,
    -- When the same was delivered last, and how often beside the first time.
    last_received_at INTEGER NOT NULL,
    repeats          INTEGER NOT NULL DEFAULT 0,
    -- A JSON array of names and values, without anything secret.
    headers          TEXT NOT NULL,
    body             TEXT NOT NULL,
    UNIQUE (hook, hash)
) STRICT;
CREATE INDEX events_heard ON events (last_received_at);
