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

-- Words for a status in a file that nobody knows the meaning of: its first hundred.
CREATE TABLE shop_file_words (
    file_id INTEGER NOT NULL REFERENCES shop_files (id),
    text    TEXT NOT NULL,
    PRIMARY KEY (file_id, text)
) STRICT, WITHOUT ROWID;

-- Files of the watched folder that a person does not want to be offered again.
CREATE TABLE dismissed_files (
    path       TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    PRIMARY KEY (path, written_at, size)
) STRICT, WITHOUT ROWID;

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
    shape      BLOB PRIMARY KEY CHECK (length(shape) = 32),
    reading    TEXT NOT NULL,
    used_at    INTEGER NOT NULL,
    -- As of when the newest file of this shape speaks that was taken over.
    written_at INTEGER NOT NULL
) STRICT;

-- What the shop says of an order or an attempt to pay: from its files, and from checkouts made in
-- the app. What is from Points is never written here, and nothing of this into `orders`.
CREATE TABLE checkouts (
    id             INTEGER PRIMARY KEY,
    -- By which a row of the next file is known to be the same: of uuid, number, amount and time.
    identity       TEXT NOT NULL,
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
    -- The day in Riyadh on which it was ordered, as 0002_days.sql counts them; 0 without a time.
    day            INTEGER NOT NULL AS (ifnull((opened_at + 10800000) / 86400000
                       - ((opened_at + 10800000) % 86400000 < 0), 0)),
    status_text    TEXT,
    status         TEXT CHECK (status IN ('pending', 'paid', 'cancelled', 'refunded', 'other')),
    customer       TEXT,
    -- 5XXXXXXXX where it is a Saudi mobile number, else as it was written.
    phone          TEXT,
    city           TEXT,
    address        TEXT,
    link           TEXT,
    -- Its numbers and its phone, folded: found by any fragment, as the codes of an order are.
    codes          TEXT NOT NULL DEFAULT '',
    -- The order at Points that it is, and how that was found.
    order_id       INTEGER REFERENCES watches (id),
    matched        TEXT CHECK (matched IN ('uuid', 'order_number', 'metadata', 'amount', 'person')),
    CHECK ((order_id IS NULL) = (matched IS NULL))
) STRICT;
CREATE INDEX checkouts_of_order ON checkouts (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX checkouts_by_number ON checkouts (order_number, id) WHERE order_number <> '';
CREATE INDEX checkouts_unmatched ON checkouts (id) WHERE order_id IS NULL;
CREATE INDEX checkouts_by_time ON checkouts (opened_at, id);
CREATE UNIQUE INDEX checkouts_by_uuid ON checkouts (uuid) WHERE uuid IS NOT NULL;
CREATE INDEX checkouts_by_identity ON checkouts (identity, id) WHERE order_number = '';

-- What files told of, by the day in Riyadh on which it was ordered; without a time it stands at 0.
-- Of a million rows, nobody counts anew how many can be checked with Points.
CREATE TABLE shop_days (
    -- Counted from 1970-01-01.
    day       INTEGER PRIMARY KEY,
    rows      INTEGER NOT NULL,
    -- Of those, with a uuid or an order.
    with_uuid INTEGER NOT NULL,
    -- Of those, about whose order Points was heard.
    heard     INTEGER NOT NULL
) STRICT;

CREATE TRIGGER checkouts_day_in AFTER INSERT ON checkouts WHEN NEW.file_id IS NOT NULL BEGIN
    INSERT INTO shop_days (day, rows, with_uuid, heard) VALUES (
            NEW.day,
            1,
            NEW.uuid IS NOT NULL OR NEW.order_id IS NOT NULL,
            EXISTS (SELECT 1 FROM observations WHERE order_id = NEW.order_id))
        ON CONFLICT (day) DO UPDATE SET rows = rows + 1,
            with_uuid = with_uuid + excluded.with_uuid, heard = heard + excluded.heard;
END;

-- Out as it was, in as it is.
CREATE TRIGGER checkouts_day_move AFTER UPDATE OF file_id, opened_at, uuid, order_id ON checkouts
WHEN (OLD.file_id IS NULL, OLD.opened_at, OLD.uuid IS NULL, OLD.order_id)
    IS NOT (NEW.file_id IS NULL, NEW.opened_at, NEW.uuid IS NULL, NEW.order_id)
BEGIN
    UPDATE shop_days SET rows = rows - 1,
            with_uuid = with_uuid - (OLD.uuid IS NOT NULL OR OLD.order_id IS NOT NULL),
            heard = heard - EXISTS (SELECT 1 FROM observations WHERE order_id = OLD.order_id)
        WHERE OLD.file_id IS NOT NULL AND day = OLD.day;
    INSERT INTO shop_days (day, rows, with_uuid, heard) SELECT
            NEW.day,
            1,
            NEW.uuid IS NOT NULL OR NEW.order_id IS NOT NULL,
            EXISTS (SELECT 1 FROM observations WHERE order_id = NEW.order_id)
        WHERE NEW.file_id IS NOT NULL
        ON CONFLICT (day) DO UPDATE SET rows = rows + 1,
            with_uuid = with_uuid + excluded.with_uuid, heard = heard + excluded.heard;
END;

-- The orders that events told of, and how many of those could be read: one row.
CREATE TABLE evented_tally (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    evented INTEGER NOT NULL,
    read    INTEGER NOT NULL
) STRICT;
INSERT INTO evented_tally (only, evented, read)
    SELECT 1, count(*) FILTER (WHERE told), count(*) FILTER (WHERE told AND answered) FROM (
        SELECT max(source = 'event') AS told, max(source <> 'event') AS answered
        FROM observations GROUP BY order_id);

-- The first that is heard of an order.
CREATE TRIGGER observations_first AFTER INSERT ON observations
WHEN NOT EXISTS (
    SELECT 1 FROM observations WHERE order_id = NEW.order_id AND id <> NEW.id)
BEGIN
    UPDATE shop_days SET heard = heard + (
            SELECT count(*) FROM checkouts c
            WHERE c.order_id = NEW.order_id AND c.file_id IS NOT NULL AND c.day = shop_days.day)
        WHERE day IN (
            SELECT c.day
            FROM checkouts c
            WHERE c.order_id = NEW.order_id AND c.file_id IS NOT NULL);
END;

-- The first event about an order, and the first answer.
CREATE TRIGGER observations_first_event AFTER INSERT ON observations
WHEN NEW.source = 'event' AND NOT EXISTS (
    SELECT 1 FROM observations
    WHERE order_id = NEW.order_id AND source = 'event' AND id <> NEW.id)
BEGIN
    UPDATE evented_tally SET evented = evented + 1, read = read + EXISTS (
        SELECT 1 FROM observations
        WHERE order_id = NEW.order_id AND source IN ('read', 'answer'));
END;
CREATE TRIGGER observations_first_answer AFTER INSERT ON observations
WHEN NEW.source <> 'event' AND NOT EXISTS (
    SELECT 1 FROM observations
    WHERE order_id = NEW.order_id AND source IN ('read', 'answer') AND id <> NEW.id)
BEGIN
    UPDATE evented_tally SET read = read + EXISTS (
        SELECT 1 FROM observations WHERE order_id = NEW.order_id AND source = 'event');
END;
