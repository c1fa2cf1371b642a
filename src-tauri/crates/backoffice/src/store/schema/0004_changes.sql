-- What changed at Points last, and what was changed within a time: beside that, what lists are
-- filtered by, so that the latest changes are looked through without reading a single row. The index
-- of creation has the time of the change for the same reason.
CREATE INDEX orders_by_updated ON orders
    (updated_at, id, order_type, financial_status, shipping_key, total_rank, created_at);
DROP INDEX orders_by_created;
CREATE INDEX orders_by_created ON orders
    (created_at, id, order_type, financial_status, shipping_key, total_rank, updated_at);
