-- A desk's test event is none of Points', so it does not count as heard.
DROP INDEX events_heard;
CREATE INDEX events_heard ON events (last_received_at) WHERE event IS NOT 'points_desk_test';
