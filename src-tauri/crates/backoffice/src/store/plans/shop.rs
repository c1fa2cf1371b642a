//! What SQLite does for the questions about the shop's files and checkouts.

use rusqlite::types::Value;

use super::super::{checkouts, completeness, shop_files};
use super::{plan, with_schema};

fn number(number: i64) -> Vec<Value> {
    vec![Value::Integer(number)]
}

#[test]
fn a_row_of_a_file_finds_its_checkout_by_an_index() {
    with_schema(|transaction| {
        for (condition, parameter, index) in [
            (
                checkouts::BY_UUID,
                Value::Blob(vec![0; 16]),
                "checkouts_by_uuid (uuid=?)",
            ),
            (
                checkouts::BY_NUMBER,
                Value::Text("1042".to_owned()),
                "checkouts_by_number (order_number=?)",
            ),
            (
                checkouts::BY_IDENTITY,
                Value::Text("reference PAP1".to_owned()),
                "checkouts_by_identity (identity=?)",
            ),
        ] {
            let sql = format!("SELECT * FROM checkouts {condition}");
            let plan = plan(transaction, &sql, &[parameter]);
            assert_eq!(plan, format!("SEARCH checkouts USING INDEX {index}"));
        }
        let made = plan(
            transaction,
            "SELECT id FROM checkouts WHERE action_id = ?1",
            &number(1),
        );
        assert!(made.contains("(action_id=?)"), "{made}");
    });
}

#[test]
fn what_the_shop_says_of_an_order_is_read_from_its_index() {
    with_schema(|transaction| {
        for sql in [checkouts::OF_ORDER, checkouts::SEARCHED] {
            let plan = plan(transaction, sql, &number(1));
            assert!(plan.contains("checkouts_of_order (order_id=?)"), "{plan}");
            assert!(!plan.contains("SCAN"), "{plan}");
        }
        // As the search asks for fragments.
        let fragment = "SELECT 1 FROM orders o WHERE o.id = 7 AND EXISTS (
            SELECT 1 FROM checkouts c WHERE c.order_id = o.id AND instr(c.codes, '104') > 0)";
        let plan = plan(transaction, fragment, &[]);
        assert!(plan.contains("checkouts_of_order (order_id=?)"), "{plan}");
    });
}

#[test]
fn files_are_listed_by_their_index_and_days_counted_from_counters() {
    with_schema(|transaction| {
        let newest = plan(transaction, shop_files::NEWEST, &[]);
        assert_eq!(newest, "SCAN shop_files USING INDEX shop_files_by_time");
        let faults = plan(transaction, shop_files::FAULTS, &number(1));
        assert_eq!(
            faults,
            "SEARCH shop_file_faults USING INDEX shop_file_faults_of_file (file_id=?)"
        );
        let days = [Value::Integer(1), Value::Integer(9)];
        let gaps = plan(transaction, completeness::GAPS, &days);
        assert_eq!(
            gaps,
            "SEARCH shop_days USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
        );
        for sql in [completeness::TOTALS, completeness::EVENTED] {
            let plan = plan(transaction, sql, &[]);
            assert!(!plan.contains("checkouts"), "{plan}");
            assert!(!plan.contains("observations"), "{plan}");
        }
    });
}

/// Triggers look at the observations of one order, and at its checkouts.
#[test]
fn what_triggers_ask_is_found_by_an_index() {
    with_schema(|transaction| {
        for (sql, index) in [
            (
                "SELECT 1 FROM observations WHERE order_id = ?1 AND id <> 3",
                "(order_id=?)",
            ),
            (
                "SELECT 1 FROM observations
                 WHERE order_id = ?1 AND source IN ('read', 'answer') AND id <> 3",
                "(order_id=? AND source=?)",
            ),
            (
                "SELECT c.day FROM checkouts c WHERE c.order_id = ?1 AND c.file_id IS NOT NULL",
                "checkouts_of_order (order_id=?)",
            ),
        ] {
            let plan = plan(transaction, sql, &number(1));
            assert!(plan.contains(index), "{plan}");
            assert!(!plan.contains("SCAN"), "{plan}");
        }
    });
}
