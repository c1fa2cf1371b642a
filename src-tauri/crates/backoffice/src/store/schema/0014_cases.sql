-- What wants to be explained: one row a subject (a checkout, or an order without one) and class.
CREATE TABLE cases (
    id            INTEGER PRIMARY KEY,
    -- `order` and the order's id, or `checkout` and the checkout's id.
    subject       TEXT NOT NULL,
    order_id      INTEGER REFERENCES watches (id),
    checkout_id   INTEGER REFERENCES checkouts (id),
    class         TEXT NOT NULL,
    -- The place of the class among all: the most urgent has 0.
    urgency       INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('open', 'snoozed', 'explained', 'closed')),
    -- Since when it is so, and when the desk found it. UTC milliseconds, like every time.
    since         INTEGER NOT NULL,
    found_at      INTEGER NOT NULL,
    closed_at     INTEGER,
    snoozed_until INTEGER,
    halalas       INTEGER,
    -- SHA-256 over the facts: an explained case comes back only when they change.
    facts         BLOB NOT NULL CHECK (length(facts) = 32),
    UNIQUE (subject, class)
) STRICT;
CREATE INDEX cases_by_state ON cases (state, urgency, since, id);
CREATE INDEX cases_of_order ON cases (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX cases_of_checkout ON cases (checkout_id) WHERE checkout_id IS NOT NULL;

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
    facts     BLOB NOT NULL CHECK (length(facts) = 32)
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

-- How far cases were looked for: one row.
CREATE TABLE case_progress (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    -- When all was last looked through.
    looked_at   INTEGER,
    -- Up to which sighting what was heard has been looked at.
    sighting_id INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO case_progress (only) VALUES (1);
