-- What came in, by time: it is asked for by days, and an event that waited in the inbox is older than
-- what was read before it was taken over.
CREATE INDEX sightings_by_time ON sightings (heard_at);

-- The same of events alone, which therefore keep when they were heard.
DROP TRIGGER sightings_of_events;
CREATE TABLE event_sightings_new (
    id       INTEGER PRIMARY KEY REFERENCES sightings (id),
    heard_at INTEGER NOT NULL
) STRICT;
INSERT INTO event_sightings_new (id, heard_at)
    SELECT e.id, s.heard_at FROM event_sightings e JOIN sightings s ON s.id = e.id;
DROP TABLE event_sightings;
ALTER TABLE event_sightings_new RENAME TO event_sightings;
CREATE INDEX event_sightings_by_time ON event_sightings (heard_at);
CREATE TRIGGER sightings_of_events AFTER INSERT ON sightings
WHEN (SELECT source FROM observations WHERE id = NEW.observation_id) = 'event' BEGIN
    INSERT INTO event_sightings (id, heard_at) VALUES (NEW.id, NEW.heard_at);
END;

-- Events about no order stand between the others.
CREATE INDEX inbox_leftovers_by_time ON inbox_leftovers (received_at);
