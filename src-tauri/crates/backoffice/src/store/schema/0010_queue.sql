-- One queue for everything that is asked of Points. The table is made anew, because its CHECK knew
-- shipping alone and every action had an order; foreign keys are off meanwhile, and looked at after.
CREATE TABLE actions_new (
    id             INTEGER PRIMARY KEY,
    uuid           BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    -- None for a purchase whose order Points has not named.
    order_id       INTEGER REFERENCES watches (id),
    kind           TEXT NOT NULL CHECK (kind IN ('shipping', 'authorize', 'capture', 'complete',
                       'cancel', 'refund', 'earning', 'checkout')),
    -- The shop's number of a purchase, without a leading #.
    order_number   TEXT,
    target         TEXT,
    name_ar        TEXT,
    name_en        TEXT,
    amount_halalas INTEGER,
    given_reason   TEXT,
    payment_method TEXT,
    mark           TEXT,
    -- What was entered, as JSON. No key is in it.
    purchase       TEXT,
    -- The order as the person saw it when asking.
    seen_financial TEXT NOT NULL DEFAULT '',
    seen_shipping  TEXT NOT NULL DEFAULT '',
    seen_total     INTEGER,
    -- The order as an earlier action of its lane left it, and as it was read before the last
    -- request, as JSON.
    led_to         TEXT,
    before         TEXT,
    asked_at       INTEGER NOT NULL,
    asked_by       TEXT,
    batch_id       INTEGER REFERENCES batches (id),
    repeats        INTEGER REFERENCES actions (id),
    superseded_by  INTEGER REFERENCES actions (id),
    state          TEXT NOT NULL,
    held_until     INTEGER,
    next_try_at    INTEGER,
    -- When `next_try_at` was chosen: a clock that stands before it was set back since.
    waits_since    INTEGER,
    tries          INTEGER NOT NULL DEFAULT 0,
    in_vain        INTEGER NOT NULL DEFAULT 0,
    sent_at        INTEGER,
    unclear        INTEGER NOT NULL DEFAULT 0,
    unclear_since  INTEGER,
    settle_tries   INTEGER NOT NULL DEFAULT 0,
    next_settle_at INTEGER,
    -- What it made at Points, as JSON.
    made           TEXT,
    CHECK (order_id IS NOT NULL OR kind IN ('earning', 'checkout'))
) STRICT;

INSERT INTO actions_new (id, uuid, order_id, kind, target, name_ar, name_en, seen_shipping,
    asked_at, asked_by, batch_id, repeats, state, tries, sent_at, unclear, unclear_since,
    settle_tries, next_settle_at)
SELECT a.id, a.uuid, a.order_id, a.kind, a.target, a.name_ar, a.name_en, a.seen_shipping,
    a.asked_at, a.asked_by, (SELECT min(b.batch_id) FROM batch_actions b WHERE b.action_id = a.id),
    a.repeats, a.state,
    (SELECT count(*) FROM action_requests r WHERE r.action_id = a.id),
    (SELECT max(c.at) FROM action_changes c WHERE c.action_id = a.id AND c.state = 'sending'),
    (SELECT count(*) FROM action_changes c WHERE c.action_id = a.id AND c.state = 'unknown'),
    (SELECT max(c.at) FROM action_changes c WHERE c.action_id = a.id AND c.state = 'unknown'),
    a.settle_tries, a.next_settle_at
FROM actions a;

DROP TABLE actions;
ALTER TABLE actions_new RENAME TO actions;

CREATE INDEX actions_of_order ON actions (order_id, id);
-- What is not settled: few, whatever the shop's size.
CREATE INDEX actions_open ON actions (next_settle_at, id)
    WHERE state IN ('held', 'queued', 'sending', 'unknown', 'needs_person');
-- The same of each order.
CREATE INDEX actions_open_of_order ON actions (order_id, state, id)
    WHERE state IN ('held', 'queued', 'sending', 'unknown', 'needs_person');
-- Purchases that an event of their number may settle.
CREATE INDEX actions_open_purchases ON actions (order_number, id)
    WHERE order_id IS NULL AND state IN ('unknown', 'needs_person');
-- What an undone action had taken the place of.
CREATE INDEX actions_superseded ON actions (superseded_by) WHERE superseded_by IS NOT NULL;
