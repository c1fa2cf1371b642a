-- How far the shop's inbox has been read: at most one row.
CREATE TABLE inbox_place (
    only          INTEGER PRIMARY KEY CHECK (only = 1),
    -- Which inbox; another one is read from its beginning.
    address       TEXT NOT NULL,
    -- The last event that was taken over.
    seq           INTEGER NOT NULL,
    -- How many were.
    taken         INTEGER NOT NULL,
    -- When Points was heard last, by this machine's clock, UTC milliseconds.
    last_heard_at INTEGER
) STRICT;

-- The longest silence between two events of each day in Riyadh, to know an unusual one.
CREATE TABLE inbox_silences (
    -- Counted from 1970-01-01.
    day     INTEGER PRIMARY KEY,
    longest INTEGER NOT NULL
) STRICT;

-- Events that are about no order, or that nobody can read: kept as they came.
CREATE TABLE inbox_leftovers (
    id          INTEGER PRIMARY KEY,
    received_at INTEGER NOT NULL,
    event       TEXT,
    body        TEXT NOT NULL
) STRICT;
