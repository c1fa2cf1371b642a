//! JSON Lines: one order a line, in the shape that `pointsctl` prints.

use std::io::{self, Write};

use super::{OrderShape, OrderWriter};
use crate::store::WholeOrder;

/// A file of JSON Lines.
pub(super) struct JsonLines<W> {
    file: W,
}

impl<W: Write> JsonLines<W> {
    pub(super) fn new(file: W) -> Self {
        Self { file }
    }
}

impl<W: Write> OrderWriter for JsonLines<W> {
    fn order(&mut self, order: WholeOrder) -> io::Result<()> {
        serde_json::to_writer(&mut self.file, &OrderShape::from(order))?;
        self.file.write_all(b"\n")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::super::fixtures::{any_order, order};
    use super::super::{money, rfc3339};
    use super::*;

    fn lines(orders: &[WholeOrder]) -> Vec<Value> {
        let mut file = Vec::new();
        let mut writer = Box::new(JsonLines::new(&mut file));
        for order in orders {
            writer.order(order.clone()).unwrap();
        }
        writer.finish().unwrap();
        String::from_utf8(file)
            .unwrap()
            .split_terminator('\n')
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    #[test]
    fn money_is_text_times_are_utc_and_metadata_is_json() {
        let line = &lines(&[order()])[0];
        assert_eq!(line["total_price"], "125.50");
        assert_eq!(line["created_at"], "2026-11-23T21:00:00.000Z");
        assert_eq!(line["metadata"]["cart"]["id"], 7);
        assert_eq!(line["items"][0]["product_price"], "75.00");
        assert_eq!(line["presence"], "known");
    }

    proptest! {
        #[test]
        fn what_was_written_can_be_read_back(
            orders in proptest::collection::vec(any_order(), 0..4),
        ) {
            let lines = lines(&orders);
            prop_assert_eq!(lines.len(), orders.len());
            for (line, order) in lines.iter().zip(&orders) {
                let text = |field: &str| line[field].as_str().map(ToOwned::to_owned);
                let row = &order.row;
                prop_assert_eq!(text("order_number"), row.order_number.clone());
                prop_assert_eq!(text("financial_status"), row.financial_status.clone());
                prop_assert_eq!(text("shipping_name_ar"), row.shipping.custom_ar.clone());
                prop_assert_eq!(line["shipping_code"].as_i64(), row.shipping.code);
                prop_assert_eq!(
                    text("total_price"), money(row.total_halalas, row.total_text.clone())
                );
                prop_assert_eq!(text("checked_at"), row.checked_at.and_then(rfc3339));
                prop_assert_eq!(
                    line["items"].as_array().map(Vec::len), Some(order.items.len())
                );
                for (line, item) in line["items"].as_array().unwrap().iter().zip(&order.items) {
                    prop_assert_eq!(line["product_name"].as_str(), Some(item.name.as_str()));
                }
                let metadata: Option<Value> = order
                    .metadata
                    .as_deref()
                    .map(|text| serde_json::from_str(text).unwrap());
                prop_assert_eq!(&line["metadata"], &metadata.unwrap_or(Value::Null));
            }
        }
    }
}
