-- The points in millionths, beside the text as the halalas are; none where the text has more than
-- six decimals, or says more than a billion points, so that no sum of them can overflow.
ALTER TABLE orders ADD COLUMN micropoints INTEGER;
-- Orders from before: plain decimals, which nearly all are. The others are written when they are
-- next heard of, or by a rebuild.
UPDATE orders SET micropoints =
    CAST(substr(total_points, 1, instr(total_points || '.', '.') - 1) AS INTEGER) * 1000000
    + CAST(substr(substr(total_points, instr(total_points || '.', '.') + 1) || '000000', 1, 6)
        AS INTEGER)
WHERE total_points NOT GLOB '*[^0-9.]*' AND total_points GLOB '[0-9]*'
  AND instr(total_points || '.', '.') <= 9
  AND length(total_points) - instr(total_points || '.', '.') <= 6;

-- The part of the total that sums count: none beyond ten billion riyals, for the same reason.
ALTER TABLE orders ADD COLUMN summed_halalas INTEGER AS
    (iif(total_halalas BETWEEN -1000000000000 AND 1000000000000, total_halalas, NULL));
-- The day in Riyadh, three hours ahead of UTC, counted from 1970-01-01; none without a date.
ALTER TABLE orders ADD COLUMN day INTEGER AS
    (iif(created_at > 0, (created_at + 10800000) / 86400000, NULL));

-- What was ordered on each day, by what has come of it: kept here because adding up a million
-- orders takes too long.
CREATE TABLE day_figures (
    day               INTEGER NOT NULL,
    order_type        TEXT NOT NULL,
    financial_status  TEXT NOT NULL,
    -- Empty: Points has not said.
    settlement_status TEXT NOT NULL,
    orders            INTEGER NOT NULL,
    halalas           INTEGER NOT NULL,
    -- Of the orders, those whose total or points are in neither sum.
    unsummed_totals   INTEGER NOT NULL,
    micropoints       INTEGER NOT NULL,
    unsummed_points   INTEGER NOT NULL,
    PRIMARY KEY (day, order_type, financial_status, settlement_status)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER orders_day_in AFTER INSERT ON orders WHEN NEW.day IS NOT NULL BEGIN
    INSERT INTO day_figures (day, order_type, financial_status, settlement_status, orders,
            halalas, unsummed_totals, micropoints, unsummed_points)
        VALUES (NEW.day, NEW.order_type, NEW.financial_status,
            ifnull(NEW.settlement_status, ''), 1,
            ifnull(NEW.summed_halalas, 0), NEW.summed_halalas IS NULL,
            ifnull(NEW.micropoints, 0), NEW.micropoints IS NULL)
        ON CONFLICT (day, order_type, financial_status, settlement_status) DO UPDATE SET
            orders = orders + 1,
            halalas = halalas + excluded.halalas,
            unsummed_totals = unsummed_totals + excluded.unsummed_totals,
            micropoints = micropoints + excluded.micropoints,
            unsummed_points = unsummed_points + excluded.unsummed_points;
END;

CREATE TRIGGER orders_day_out AFTER DELETE ON orders WHEN OLD.day IS NOT NULL BEGIN
    UPDATE day_figures SET
            orders = orders - 1,
            halalas = halalas - ifnull(OLD.summed_halalas, 0),
            unsummed_totals = unsummed_totals - (OLD.summed_halalas IS NULL),
            micropoints = micropoints - ifnull(OLD.micropoints, 0),
            unsummed_points = unsummed_points - (OLD.micropoints IS NULL)
        WHERE day = OLD.day AND order_type = OLD.order_type
          AND financial_status = OLD.financial_status
          AND settlement_status = ifnull(OLD.settlement_status, '');
    DELETE FROM day_figures
        WHERE day = OLD.day AND order_type = OLD.order_type
          AND financial_status = OLD.financial_status
          AND settlement_status = ifnull(OLD.settlement_status, '') AND orders = 0;
END;

-- Out with the order as it was, in with it as it is.
CREATE TRIGGER orders_day_move AFTER UPDATE ON orders
WHEN (OLD.day, OLD.order_type, OLD.financial_status, OLD.settlement_status, OLD.summed_halalas,
        OLD.micropoints)
    IS NOT (NEW.day, NEW.order_type, NEW.financial_status, NEW.settlement_status,
        NEW.summed_halalas, NEW.micropoints)
BEGIN
    UPDATE day_figures SET
            orders = orders - 1,
            halalas = halalas - ifnull(OLD.summed_halalas, 0),
            unsummed_totals = unsummed_totals - (OLD.summed_halalas IS NULL),
            micropoints = micropoints - ifnull(OLD.micropoints, 0),
            unsummed_points = unsummed_points - (OLD.micropoints IS NULL)
        WHERE day = OLD.day AND order_type = OLD.order_type
          AND financial_status = OLD.financial_status
          AND settlement_status = ifnull(OLD.settlement_status, '');
    DELETE FROM day_figures
        WHERE day = OLD.day AND order_type = OLD.order_type
          AND financial_status = OLD.financial_status
          AND settlement_status = ifnull(OLD.settlement_status, '') AND orders = 0;
    INSERT INTO day_figures (day, order_type, financial_status, settlement_status, orders,
            halalas, unsummed_totals, micropoints, unsummed_points)
        SELECT NEW.day, NEW.order_type, NEW.financial_status,
            ifnull(NEW.settlement_status, ''), 1,
            ifnull(NEW.summed_halalas, 0), NEW.summed_halalas IS NULL,
            ifnull(NEW.micropoints, 0), NEW.micropoints IS NULL
        WHERE NEW.day IS NOT NULL
        ON CONFLICT (day, order_type, financial_status, settlement_status) DO UPDATE SET
            orders = orders + 1,
            halalas = halalas + excluded.halalas,
            unsummed_totals = unsummed_totals + excluded.unsummed_totals,
            micropoints = micropoints + excluded.micropoints,
            unsummed_points = unsummed_points + excluded.unsummed_points;
END;

INSERT INTO day_figures (day, order_type, financial_status, settlement_status, orders, halalas,
        unsummed_totals, micropoints, unsummed_points)
    SELECT day, order_type, financial_status, ifnull(settlement_status, ''), count(*),
        sum(ifnull(summed_halalas, 0)), sum(summed_halalas IS NULL),
        sum(ifnull(micropoints, 0)), sum(micropoints IS NULL)
    FROM orders WHERE day IS NOT NULL GROUP BY 1, 2, 3, 4;

-- How many checkouts were stale when a day was last looked at. It cannot be found out afterwards:
-- a day on which nobody looked has no row.
CREATE TABLE stale_days (
    day        INTEGER PRIMARY KEY,
    counted_at INTEGER NOT NULL,
    unpaid     INTEGER NOT NULL,
    reserved   INTEGER NOT NULL
) STRICT;

-- Paid orders by how far their parcel is, oldest first.
CREATE INDEX orders_paid_by_shipping ON orders (shipping_key, created_at, financial_status)
    WHERE order_type = 'replacing' AND financial_status IN ('approved', 'captured');
CREATE INDEX watches_gone_since ON watches (gone_since) WHERE gone_since IS NOT NULL;
CREATE INDEX action_changes_confirmed ON action_changes (at, action_id)
    WHERE state = 'confirmed';
