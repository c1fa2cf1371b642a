-- How many orders have which statuses, by type too: a list of a type within statuses is counted
-- without looking at it.
DROP TRIGGER orders_tally_in;
DROP TRIGGER orders_tally_out;
DROP TRIGGER orders_tally_move;
DROP TABLE order_tallies;
CREATE TABLE order_tallies (
    financial_status TEXT NOT NULL,
    shipping_key     TEXT NOT NULL,
    order_type       TEXT NOT NULL,
    count            INTEGER NOT NULL,
    PRIMARY KEY (financial_status, shipping_key, order_type)
) STRICT, WITHOUT ROWID;
INSERT INTO order_tallies (financial_status, shipping_key, order_type, count)
    SELECT financial_status, shipping_key, order_type, count(*) FROM orders GROUP BY 1, 2, 3;

CREATE TRIGGER orders_tally_in AFTER INSERT ON orders BEGIN
    INSERT INTO order_tallies (financial_status, shipping_key, order_type, count)
        VALUES (NEW.financial_status, NEW.shipping_key, NEW.order_type, 1)
        ON CONFLICT (financial_status, shipping_key, order_type) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER orders_tally_out AFTER DELETE ON orders BEGIN
    UPDATE order_tallies SET count = count - 1
        WHERE financial_status = OLD.financial_status AND shipping_key = OLD.shipping_key
          AND order_type = OLD.order_type;
END;
CREATE TRIGGER orders_tally_move AFTER UPDATE OF financial_status, shipping_key, order_type ON orders
WHEN OLD.financial_status <> NEW.financial_status OR OLD.shipping_key <> NEW.shipping_key
    OR OLD.order_type <> NEW.order_type
BEGIN
    UPDATE order_tallies SET count = count - 1
        WHERE financial_status = OLD.financial_status AND shipping_key = OLD.shipping_key
          AND order_type = OLD.order_type;
    INSERT INTO order_tallies (financial_status, shipping_key, order_type, count)
        VALUES (NEW.financial_status, NEW.shipping_key, NEW.order_type, 1)
        ON CONFLICT (financial_status, shipping_key, order_type) DO UPDATE SET count = count + 1;
END;

-- The type last: a list of a type within statuses walks past other types without reading a row.
DROP INDEX orders_by_both;
DROP INDEX orders_by_financial;
DROP INDEX orders_by_shipping;
CREATE INDEX orders_by_both ON orders
    (financial_status, shipping_key, created_at, id, order_type);
CREATE INDEX orders_by_financial ON orders (financial_status, created_at, id, order_type);
CREATE INDEX orders_by_shipping ON orders (shipping_key, created_at, id, order_type);

-- Statuses and type in every order: a list of a status by its total walks past the others without
-- reading a row.
DROP INDEX orders_by_number;
DROP INDEX orders_by_reference;
DROP INDEX orders_by_type;
DROP INDEX orders_by_total;
DROP INDEX orders_by_points;
CREATE INDEX orders_by_number ON orders
    (order_number, id, order_type, financial_status, shipping_key);
CREATE INDEX orders_by_reference ON orders
    (reference_number, id, order_type, financial_status, shipping_key);
CREATE INDEX orders_by_type ON orders (order_type, id, financial_status, shipping_key);
CREATE INDEX orders_by_total ON orders
    (total_rank, id, order_type, financial_status, shipping_key);
CREATE INDEX orders_by_points ON orders
    (points_rank, id, order_type, financial_status, shipping_key);

-- What changed last within a financial status: refunds of this month.
CREATE INDEX orders_by_financial_updated ON orders
    (financial_status, updated_at, id, order_type, shipping_key);

-- While nothing is written, the parts of which the search's indexes consist are put together two by
-- two: each search looks into every part.
INSERT INTO order_codes (order_codes, rank) VALUES ('usermerge', 2);
INSERT INTO order_words (order_words, rank) VALUES ('usermerge', 2);
