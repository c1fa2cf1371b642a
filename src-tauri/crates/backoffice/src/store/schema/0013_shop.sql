-- Files that the shop exported, each once by its content.
CREATE TABLE shop_files (
    id          INTEGER PRIMARY KEY,
    -- SHA-256 of the content.
    hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    name        TEXT NOT NULL,
    size        INTEGER NOT NULL,
    -- When it was last written: as of when it speaks. UTC milliseconds, like every time.
    written_at  INTEGER NOT NULL,
    -- How it is read, as JSON.
    reading     TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    imported_by TEXT,
    -- When the last row was taken over; NULL: it goes on behind `rows_done`.
    ended_at    INTEGER,
    rows_done   INTEGER NOT NULL DEFAULT 0,
    added       INTEGER NOT NULL DEFAULT 0,
    changed     INTEGER NOT NULL DEFAULT 0,
    same        INTEGER NOT NULL DEFAULT 0,
    faulty      INTEGER NOT NULL DEFAULT 0,
    with_uuid   INTEGER NOT NULL DEFAULT 0,
    tracked     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX shop_files_by_time ON shop_files (imported_at, id);

-- Rows that need a look: the first thousand of a file.
CREATE TABLE shop_file_faults (
    id      INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES shop_files (id),
    row     INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    field   TEXT,
    text    TEXT NOT NULL
) STRICT;
CREATE INDEX shop_file_faults_of_file ON shop_file_faults (file_id, id);

-- How files of one shape (the names of their columns) were read last, as JSON.
CREATE TABLE file_shapes (
    shape   BLOB PRIMARY KEY CHECK (length(shape) = 32),
    reading TEXT NOT NULL,
    used_at INTEGER NOT NULL
) STRICT;

-- What the shop says of an order or an attempt to pay: from its files, and from checkouts made in
-- the app. What is from Points is never written here, and nothing of this into `orders`.
CREATE TABLE checkouts (
    id             INTEGER PRIMARY KEY,
    -- By which a row of the next file is known to be the same: of uuid, number, amount and time.
    identity       TEXT NOT NULL UNIQUE,
    origin         TEXT NOT NULL CHECK (origin IN ('file', 'app')),
    -- The file that spoke of it last, and the row there.
    file_id        INTEGER REFERENCES shop_files (id),
    file_row       INTEGER,
    action_id      INTEGER UNIQUE REFERENCES actions (id),
    -- As of when that is so.
    as_of          INTEGER NOT NULL,
    -- When the desk learnt of it, and when what it says changed last.
    learnt_at      INTEGER NOT NULL,
    changed_at     INTEGER NOT NULL,
    uuid           BLOB CHECK (uuid IS NULL OR length(uuid) = 16),
    -- Without a leading #.
    order_number   TEXT NOT NULL DEFAULT '',
    reference      TEXT NOT NULL DEFAULT '',
    cart           TEXT NOT NULL DEFAULT '',
    amount_halalas INTEGER,
    opened_at      INTEGER,
    status_text    TEXT,
    status         TEXT CHECK (status IN ('pending', 'paid', 'cancelled', 'refunded', 'other')),
    customer       TEXT,
    -- 5XXXXXXXX where it is a Saudi mobile number, else as it was written.
    phone          TEXT,
    city           TEXT,
    address        TEXT,
    link           TEXT,
    -- The order at Points that it is, and how that was found.
    order_id       INTEGER REFERENCES watches (id),
    matched        TEXT CHECK (matched IN ('uuid', 'order_number', 'metadata', 'amount', 'person')),
    CHECK ((order_id IS NULL) = (matched IS NULL))
) STRICT;
CREATE INDEX checkouts_of_order ON checkouts (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX checkouts_by_number ON checkouts (order_number, id) WHERE order_number <> '';
CREATE INDEX checkouts_unmatched ON checkouts (id) WHERE order_id IS NULL;
CREATE INDEX checkouts_by_time ON checkouts (opened_at, id);
