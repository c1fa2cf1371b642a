-- Lists that people keep. One that was taken away keeps its place, for it can be brought back.
CREATE TABLE saved_views (
    id         INTEGER PRIMARY KEY,
    -- One of those that every shop begins with; the page names it until a person does.
    built_in   TEXT UNIQUE,
    name       TEXT,
    icon       TEXT NOT NULL,
    -- In the language of the search box, so that today means each day anew.
    search     TEXT NOT NULL,
    sort       TEXT NOT NULL,
    ascending  INTEGER NOT NULL CHECK (ascending IN (0, 1)),
    -- A JSON array of the page's names.
    columns    TEXT NOT NULL,
    -- The smallest first, those that were taken away among them.
    position   INTEGER NOT NULL,
    removed_at INTEGER,
    CHECK (name IS NOT NULL OR built_in IS NOT NULL)
) STRICT;
CREATE INDEX saved_views_in_order ON saved_views (position, id);

INSERT INTO saved_views (built_in, icon, search, sort, ascending, columns, position) VALUES
    ('waiting_for_payment', 'waiting', 'status:new,authorized', 'created', 0, '[]', 1),
    ('to_ship', 'parcel',
        'type:replacing status:captured,approved shipping:new,license_in_progress,ready_shipping',
        'created', 0, '[]', 2),
    ('in_transit', 'lorry', 'shipping:delivery_is_in_progress', 'created', 0, '[]', 3),
    ('refunded_this_month', 'return',
        'status:fully_refunded,partially_refunded changed:this-month', 'updated', 0, '[]', 4),
    ('changed_today', 'clock', 'changed:today', 'updated', 0, '[]', 5);

-- How the list is laid out: at most one row.
CREATE TABLE list_layouts (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    columns TEXT NOT NULL
) STRICT;
