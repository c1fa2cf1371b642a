-- What went out, by time: beside that, all that it is filtered by, so that years of actions are
-- looked through without reading a single row.
CREATE INDEX actions_by_time ON actions (asked_at, id, kind, state, asked_by, order_id);

-- The same of each person; who asked for anything so far is read from it, name by name.
CREATE INDEX actions_by_person ON actions (asked_by, asked_at, id, kind, state, order_id)
    WHERE asked_by IS NOT NULL;

-- Purchases whose orders Points has not named, by the shop's number.
CREATE INDEX actions_of_purchases ON actions (order_number, id) WHERE order_id IS NULL;

-- Which sightings are of events: of a thousand sightings nearly all are answers to the sweep.
CREATE TABLE event_sightings (
    id INTEGER PRIMARY KEY REFERENCES sightings (id)
) STRICT;
INSERT INTO event_sightings (id)
    SELECT s.id FROM observations o JOIN sightings s ON s.observation_id = o.id
    WHERE o.source = 'event';
CREATE TRIGGER sightings_of_events AFTER INSERT ON sightings
WHEN (SELECT source FROM observations WHERE id = NEW.observation_id) = 'event' BEGIN
    INSERT INTO event_sightings (id) VALUES (NEW.id);
END;
