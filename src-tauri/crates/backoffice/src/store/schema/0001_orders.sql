-- What is watched: one row a uuid, with what the desk plans and did, not what Points said.
CREATE TABLE watches (
    id            INTEGER PRIMARY KEY,
    uuid          BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    origin        TEXT NOT NULL,
    tracked_at    INTEGER NOT NULL,
    -- UTC milliseconds of the next read; NULL: only by hand or event.
    next_check_at INTEGER,
    -- Who goes first of those that are due: 0 somebody waits for it, or an event or an action asks
    -- for it; 1 unpaid and young; 2 the rest.
    due_class     INTEGER NOT NULL DEFAULT 2 CHECK (due_class BETWEEN 0 AND 2),
    -- From when on a read is wanted because an action changed the order; NULL once one was made.
    answer_read_at INTEGER,
    -- When Points last answered about it; 0: never.
    checked_at    INTEGER NOT NULL DEFAULT 0,
    -- Since when Points says that this merchant has no such order.
    gone_since    INTEGER,
    check_fails   INTEGER NOT NULL DEFAULT 0,
    check_failure TEXT
) STRICT;
CREATE INDEX watches_due ON watches (due_class, next_check_at, id)
    WHERE next_check_at IS NOT NULL;
CREATE INDEX watches_checked ON watches (checked_at, id);
CREATE INDEX watches_gone ON watches (id) WHERE gone_since IS NOT NULL;

-- How many orders Points was never heard about: one row, kept here because the first import makes
-- a million of them. An order that is gone was heard about.
CREATE TABLE unread_tally (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    count INTEGER NOT NULL
) STRICT;
INSERT INTO unread_tally (only, count) VALUES (1, 0);
CREATE TRIGGER watches_unread_in AFTER INSERT ON watches WHEN NEW.checked_at = 0 BEGIN
    UPDATE unread_tally SET count = count + 1;
END;
CREATE TRIGGER watches_unread_out AFTER UPDATE OF checked_at ON watches
WHEN OLD.checked_at = 0 AND NEW.checked_at <> 0 BEGIN
    UPDATE unread_tally SET count = count - 1;
END;

-- Everything heard about an order: one row a content and source.
CREATE TABLE observations (
    id       INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES watches (id),
    source   TEXT NOT NULL CHECK (source IN ('read', 'answer', 'event')),
    event    TEXT,
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    UNIQUE (order_id, source, hash)
) STRICT;

-- The exact JSON text of the order as received, in a table of its own since few look at it.
CREATE TABLE observation_texts (
    observation_id INTEGER PRIMARY KEY REFERENCES observations (id),
    body           TEXT NOT NULL
) STRICT;

-- Each time an observation was heard.
CREATE TABLE sightings (
    id             INTEGER PRIMARY KEY,
    observation_id INTEGER NOT NULL REFERENCES observations (id),
    -- When the request began, and when the answer was there, by this machine's clock; an event has
    -- the time when it came in both.
    asked_at       INTEGER NOT NULL,
    heard_at       INTEGER NOT NULL,
    -- Points' time when the request began, as its answer told.
    points_time    INTEGER
) STRICT;
CREATE INDEX sightings_observation ON sightings (observation_id);

-- The fold of an order's observations. Nothing here is known otherwise: it can be rebuilt.
-- Columns that end in _rank exist to be sorted by.
CREATE TABLE orders (
    id                INTEGER PRIMARY KEY REFERENCES watches (id),
    uuid              BLOB NOT NULL,
    order_number      TEXT NOT NULL DEFAULT '',
    reference_number  TEXT NOT NULL DEFAULT '',
    order_type        TEXT NOT NULL DEFAULT '',
    financial_status  TEXT NOT NULL DEFAULT '',
    -- The word as received, or 'code:3'.
    shipping_key      TEXT NOT NULL DEFAULT '',
    shipping_label    TEXT,
    custom_label_ar   TEXT,
    custom_label_en   TEXT,
    total_text        TEXT,
    total_halalas     INTEGER,
    total_rank        INTEGER NOT NULL DEFAULT -1,
    total_points      TEXT,
    points_rank       INTEGER NOT NULL DEFAULT -1,
    settlement_status TEXT,
    created_at        INTEGER NOT NULL DEFAULT 0,
    updated_at        INTEGER NOT NULL DEFAULT 0,
    metadata          TEXT
) STRICT;
CREATE INDEX orders_by_created ON orders (created_at, id);
CREATE INDEX orders_by_number ON orders (order_number, id);
CREATE INDEX orders_by_reference ON orders (reference_number, id);
CREATE INDEX orders_by_type ON orders (order_type, id);
CREATE INDEX orders_by_total ON orders (total_rank, id);
CREATE INDEX orders_by_points ON orders (points_rank, id);
CREATE INDEX orders_by_financial ON orders (financial_status, created_at, id);
CREATE INDEX orders_by_shipping ON orders (shipping_key, created_at, id);
CREATE INDEX orders_by_both ON orders (financial_status, shipping_key, created_at, id);

-- Which version of the fold the rows are made with, and up to which id they have been; NULL: all.
-- One row.
CREATE TABLE fold_progress (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL,
    through INTEGER
) STRICT;
INSERT INTO fold_progress (only, version, through) VALUES (1, 0, 0);

CREATE TABLE order_items (
    order_id      INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    name          TEXT NOT NULL,
    price_text    TEXT,
    price_halalas INTEGER,
    quantity      INTEGER,
    PRIMARY KEY (order_id, position)
) STRICT, WITHOUT ROWID;

-- Fragments of numbers and uuids, and beginnings of words; both hold folded text only. Their rowid
-- is the second of the order's creation, then its id, so that they give matches in the order of
-- creation without sorting anything.
CREATE VIRTUAL TABLE order_codes USING fts5 (
    codes, content = '', contentless_delete = 1, tokenize = 'trigram'
);
CREATE VIRTUAL TABLE order_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61', prefix = '1 2 3'
);

-- How many orders have a financial and a shipping status: kept here because counting a million
-- takes too long.
CREATE TABLE order_tallies (
    financial_status TEXT NOT NULL,
    shipping_key     TEXT NOT NULL,
    count            INTEGER NOT NULL,
    PRIMARY KEY (financial_status, shipping_key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER orders_tally_in AFTER INSERT ON orders BEGIN
    INSERT INTO order_tallies (financial_status, shipping_key, count)
        VALUES (NEW.financial_status, NEW.shipping_key, 1)
        ON CONFLICT (financial_status, shipping_key) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER orders_tally_out AFTER DELETE ON orders BEGIN
    UPDATE order_tallies SET count = count - 1
        WHERE financial_status = OLD.financial_status AND shipping_key = OLD.shipping_key;
END;
CREATE TRIGGER orders_tally_move AFTER UPDATE OF financial_status, shipping_key ON orders
WHEN OLD.financial_status <> NEW.financial_status OR OLD.shipping_key <> NEW.shipping_key BEGIN
    UPDATE order_tallies SET count = count - 1
        WHERE financial_status = OLD.financial_status AND shipping_key = OLD.shipping_key;
    INSERT INTO order_tallies (financial_status, shipping_key, count)
        VALUES (NEW.financial_status, NEW.shipping_key, 1)
        ON CONFLICT (financial_status, shipping_key) DO UPDATE SET count = count + 1;
END;

-- What people asked Points to do: committed before the first byte leaves, never deleted.
CREATE TABLE actions (
    id             INTEGER PRIMARY KEY,
    uuid           BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    order_id       INTEGER NOT NULL REFERENCES watches (id),
    kind           TEXT NOT NULL CHECK (kind IN ('shipping')),
    target         TEXT,
    name_ar        TEXT,
    name_en        TEXT,
    -- The shipping status that the person saw when asking.
    seen_shipping  TEXT NOT NULL DEFAULT '',
    asked_at       INTEGER NOT NULL,
    state          TEXT NOT NULL,
    settle_tries   INTEGER NOT NULL DEFAULT 0,
    next_settle_at INTEGER,
    repeats        INTEGER REFERENCES actions (id)
) STRICT;
CREATE INDEX actions_of_order ON actions (order_id, id);
CREATE INDEX actions_open ON actions (next_settle_at, id)
    WHERE state IN ('queued', 'sending', 'unknown', 'needs_person');

-- Every state an action went into, with the reason and Points' own words.
CREATE TABLE action_changes (
    id        INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES actions (id),
    state     TEXT NOT NULL,
    at        INTEGER NOT NULL,
    reason    TEXT,
    message   TEXT
) STRICT;
CREATE INDEX action_changes_of_action ON action_changes (action_id, id);

-- What was about to be sent, written before it was: method, path and body, never headers.
CREATE TABLE action_requests (
    id        INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES actions (id),
    at        INTEGER NOT NULL,
    method    TEXT NOT NULL,
    path      TEXT NOT NULL,
    body      TEXT NOT NULL
) STRICT;

-- Evidence for what Points' shipping numbers mean: we sent the word, the answer said the code.
CREATE TABLE shipping_codes (
    action_id  INTEGER PRIMARY KEY REFERENCES actions (id),
    code       INTEGER NOT NULL,
    word       TEXT NOT NULL,
    learnt_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX shipping_codes_by_code ON shipping_codes (code, word);

-- When the file was last found to be whole; no row: never.
CREATE TABLE integrity (
    only       INTEGER PRIMARY KEY CHECK (only = 1),
    checked_at INTEGER NOT NULL
) STRICT;
