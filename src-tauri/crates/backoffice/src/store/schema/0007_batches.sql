-- What a person asked for many orders at once: the actions of a batch in the order in which their
-- orders were chosen. What became of each is the action's own.
CREATE TABLE batches (
    id       INTEGER PRIMARY KEY,
    asked_at INTEGER NOT NULL
) STRICT;
CREATE TABLE batch_actions (
    batch_id  INTEGER NOT NULL REFERENCES batches (id),
    position  INTEGER NOT NULL,
    action_id INTEGER NOT NULL REFERENCES actions (id),
    PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;
