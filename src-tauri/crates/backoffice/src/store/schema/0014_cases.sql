-- What wants to be explained: one row a subject (an order, or a checkout whose order is not known)
-- and class.
CREATE TABLE cases (
    id             INTEGER PRIMARY KEY,
    -- `order:` and the order's id, or `checkout:` and the checkout's id.
    subject        TEXT NOT NULL,
    order_id       INTEGER REFERENCES watches (id),
    checkout_id    INTEGER REFERENCES checkouts (id),
    class          TEXT NOT NULL,
    -- The place of the class among all: the most urgent has 0.
    urgency        INTEGER NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('open', 'snoozed', 'explained', 'closed')),
    -- Since when it is so, and when the desk found it. UTC milliseconds, like every time.
    since          INTEGER NOT NULL,
    found_at       INTEGER NOT NULL,
    closed_at      INTEGER,
    snoozed_until  INTEGER,
    halalas        INTEGER,
    -- SHA-256 over the facts: an explained case comes back only when they change.
    facts          BLOB NOT NULL CHECK (length(facts) = 32),
    -- What a person sees of it, as JSON: the evidence and the steps, as they were when it was last
    -- looked at.
    card           TEXT NOT NULL,
    -- What was asked of Points about it and has not ended.
    pending_action INTEGER REFERENCES actions (id),
    UNIQUE (subject, class)
) STRICT;
-- The amount stands in it so that what is open is added up without reading a row.
CREATE INDEX cases_by_state ON cases (state, urgency, since, id, halalas);
CREATE INDEX cases_of_order ON cases (order_id, class, state) WHERE order_id IS NOT NULL;
CREATE INDEX cases_of_checkout ON cases (checkout_id, class, state)
    WHERE checkout_id IS NOT NULL;
CREATE INDEX cases_snoozed ON cases (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX cases_pending ON cases (id) WHERE pending_action IS NOT NULL;

-- Every decision of a person about a case, never deleted.
CREATE TABLE case_decisions (
    id        INTEGER PRIMARY KEY,
    case_id   INTEGER NOT NULL REFERENCES cases (id),
    step      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    by        TEXT,
    note      TEXT,
    until     INTEGER,
    action_id INTEGER REFERENCES actions (id),
    -- The facts that the person saw.
    facts     BLOB NOT NULL CHECK (length(facts) = 32),
    -- When it was taken back; nothing had been sent.
    taken_back_at INTEGER
) STRICT;
CREATE INDEX case_decisions_of_case ON case_decisions (case_id, id);

-- Each run, with what it looked at, read and found.
CREATE TABLE runs (
    id           INTEGER PRIMARY KEY,
    trigger      TEXT NOT NULL CHECK (trigger IN ('by_hand', 'nightly', 'import')),
    by           TEXT,
    started_at   INTEGER NOT NULL,
    ended_at     INTEGER,
    cancelled    INTEGER NOT NULL DEFAULT 0,
    reads        INTEGER NOT NULL DEFAULT 0,
    failed_reads INTEGER NOT NULL DEFAULT 0,
    checkouts    INTEGER NOT NULL DEFAULT 0,
    orders       INTEGER NOT NULL DEFAULT 0,
    matched      INTEGER NOT NULL DEFAULT 0,
    opened       INTEGER NOT NULL DEFAULT 0,
    closed       INTEGER NOT NULL DEFAULT 0,
    -- What was open at its end by class, and how much was found and explained, as JSON.
    found        TEXT NOT NULL DEFAULT '{}',
    inputs       BLOB,
    result       BLOB
) STRICT;

-- What a run had found at its end, line by line: what its report says, whatever became of the cases
-- since. The runs that are not listed any more keep their numbers alone.
CREATE TABLE run_lines (
    run_id   INTEGER NOT NULL REFERENCES runs (id),
    position INTEGER NOT NULL,
    line     TEXT NOT NULL,
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

-- How far cases were looked for: one row.
CREATE TABLE case_progress (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    -- When all was last looked through.
    looked_at   INTEGER,
    -- Up to which sighting what was heard has been looked at.
    sighting_id INTEGER NOT NULL DEFAULT 0
) STRICT;
-- What was heard before there were cases is found by what it led to.
INSERT INTO case_progress (only, sighting_id) SELECT 1, ifnull(max(id), 0) FROM sightings;

-- Checkouts that the shop spoke of since they were looked at. How often is counted, so that what is
-- said while one is looked at is not lost.
CREATE TABLE checkouts_to_look_at (
    checkout_id INTEGER PRIMARY KEY REFERENCES checkouts (id) ON DELETE CASCADE,
    times       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TRIGGER checkouts_look_new AFTER INSERT ON checkouts BEGIN
    INSERT INTO checkouts_to_look_at (checkout_id) VALUES (NEW.id);
END;
CREATE TRIGGER checkouts_look_again AFTER UPDATE ON checkouts
WHEN (OLD.as_of, OLD.uuid, OLD.order_number, OLD.reference, OLD.cart, OLD.amount_halalas,
        OLD.opened_at, OLD.status, OLD.order_id, OLD.matched)
    IS NOT (NEW.as_of, NEW.uuid, NEW.order_number, NEW.reference, NEW.cart, NEW.amount_halalas,
        NEW.opened_at, NEW.status, NEW.order_id, NEW.matched)
BEGIN
    INSERT INTO checkouts_to_look_at (checkout_id) VALUES (NEW.id)
        ON CONFLICT (checkout_id) DO UPDATE SET times = times + 1;
END;
-- Orders that the shop does not count as paid: few, beside those that it does.
CREATE INDEX checkouts_unpaid ON checkouts (order_id)
    WHERE order_id IS NOT NULL AND status IN ('pending', 'cancelled', 'refunded');

-- The orders that a checkout may be, where none is sure: one alone is suggested, several are
-- ambiguous. Written whenever checkouts are matched with orders.
CREATE TABLE checkout_candidates (
    checkout_id INTEGER NOT NULL REFERENCES checkouts (id) ON DELETE CASCADE,
    order_id    INTEGER NOT NULL REFERENCES watches (id),
    -- Whether they have its number; else they have its amount at about its time.
    by_number   INTEGER NOT NULL,
    is_alone    INTEGER NOT NULL,
    PRIMARY KEY (checkout_id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX checkout_candidates_of_order ON checkout_candidates (order_id, is_alone);
-- Checkouts are found by what may stand in an order's metadata, or be Points' own number.
CREATE INDEX checkouts_by_cart ON checkouts (cart, id) WHERE cart <> '';
CREATE INDEX checkouts_by_reference ON checkouts (reference, id) WHERE reference <> '';
