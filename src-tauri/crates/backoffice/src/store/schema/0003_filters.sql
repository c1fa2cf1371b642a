-- The index of creation also has what lists are filtered by, so that the newest orders are looked
-- through without reading a single row.
DROP INDEX orders_by_created;
CREATE INDEX orders_by_created ON orders
    (created_at, id, order_type, financial_status, shipping_key, total_rank);
