-- What people wrote about orders, as it reads now. Nothing here is Points' word, and nothing is ever
-- deleted: a note that was taken away can be brought back.
CREATE TABLE notes (
    id         INTEGER PRIMARY KEY,
    order_id   INTEGER NOT NULL REFERENCES watches (id),
    -- As they said of themselves; NULL where the desk was not told.
    author     TEXT,
    text       TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    written_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;
CREATE INDEX notes_of_order ON notes (order_id, id, removed_at) WHERE removed_at IS NULL;

-- How a note read until somebody changed it.
CREATE TABLE note_texts (
    id      INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES notes (id),
    text    TEXT NOT NULL,
    until   INTEGER NOT NULL
) STRICT;
CREATE INDEX note_texts_of_note ON note_texts (note_id, id);

-- Who asked, as they said of themselves; NULL where the desk was not told.
ALTER TABLE actions ADD COLUMN asked_by TEXT;
