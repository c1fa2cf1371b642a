use super::*;
use CaseClass::{PaidInShopOnly, PaidNotInShop};
use ShopStatus as S;

#[test]
fn paid_at_points_and_pending_in_a_newer_file_is_rescued_and_never_cancelled() {
    for financial in ["approved", "captured", "partially_refunded"] {
        for status in [S::Pending, S::Cancelled] {
            let case = the(&both(financial, status));
            assert_eq!(case.class, PaidNotInShop, "{financial} {status:?}");
            assert_eq!(case.since, HAPPENED);
            assert_eq!(case.halalas, Some(34_800));
            assert_eq!(case.recommended, CaseStep::DoneInShop);
            assert!(!steps(&case).contains(&CaseStep::Cancel));
            assert!(!steps(&case).contains(&CaseStep::Refund));
            assert_eq!(marked(&case), ["shop ShopStatus", "points Financial"]);
        }
    }
}

#[test]
fn a_file_that_is_not_newer_than_the_payment_says_nothing() {
    for (later, class) in [(-1, None), (0, None), (1, Some(PaidNotInShop))] {
        let facts = both("captured", S::Pending).with_row(|row| row.as_of = HAPPENED + later);
        assert_class(&facts, class);
    }
}

#[test]
fn the_payment_counts_and_not_the_refund_in_part_after_it() {
    let facts = both("partially_refunded", S::Pending).with_order(|order| {
        order.financial = Some(stands("partially_refunded", NOW - MINUTE));
    });
    assert_class(&facts, Some(PaidNotInShop));
}

#[test]
fn a_later_file_that_agrees_closes_it() {
    assert_class(&both("captured", S::Pending), Some(PaidNotInShop));
    assert_class(&both("captured", S::Paid), None);
}

#[test]
fn another_row_of_the_shop_that_is_paid_says_that_the_shop_knows() {
    let other = |as_of| SiblingFacts {
        order: None,
        checkout: Some(SiblingCheckout {
            as_of,
            status: Some(S::Paid),
            amount_halalas: Some(34_800),
            matched: None,
        }),
    };
    let facts = both("captured", S::Pending);
    assert_class(&facts.clone().with_sibling(other(FILE)), None);
    assert_class(&facts.with_sibling(other(HAPPENED)), Some(PaidNotInShop));
}

#[test]
fn points_that_were_added_are_no_payment() {
    let facts =
        both("approved", S::Pending).with_order(|order| order.order_type = Some("earning".into()));
    assert_class(&facts, None);
}

#[test]
fn paid_in_the_shop_without_a_payment_is_a_case() {
    for (financial, since) in [
        ("new", CREATED),
        ("cancelled", HAPPENED),
        ("fully_refunded", HAPPENED),
    ] {
        let case = the(&both(financial, S::Paid));
        assert_eq!(case.class, PaidInShopOnly, "{financial}");
        assert_eq!(case.since, since);
        assert_eq!(case.recommended, CaseStep::DoneInShop);
        assert_eq!(marked(&case), ["shop ShopStatus", "points Financial"]);
        let may_cancel = steps(&case).contains(&CaseStep::Cancel);
        assert_eq!(may_cancel, financial == "new");
    }
}

#[test]
fn the_shop_must_be_newer_than_the_end_of_the_payment() {
    for (later, class) in [(-1, None), (0, None), (1, Some(PaidInShopOnly))] {
        let facts = both("cancelled", S::Paid).with_row(|row| row.as_of = HAPPENED + later);
        assert_class(&facts, class);
    }
}

#[test]
fn points_is_asked_first_where_it_was_not_since_the_file() {
    for (later, step) in [
        (-1, CaseStep::ReadAgain),
        (0, CaseStep::DoneInShop),
        (1, CaseStep::DoneInShop),
    ] {
        let facts =
            both("new", S::Paid).with_order(|order| order.reads = vec![read("new", FILE + later)]);
        assert_eq!(the(&facts).recommended, step);
    }
}

#[test]
fn another_attempt_that_was_paid_is_what_the_shop_means() {
    let facts = both("new", S::Paid);
    for financial in ["captured", "authorized", "partially_refunded"] {
        let paid = only_order(twin(2, financial, 34_800, CREATED + MINUTE));
        let case = the(&facts.clone().with_sibling(paid));
        assert_eq!(case.class, CaseClass::UnpaidAgeing);
        assert_eq!(case.recommended, CaseStep::Cancel);
    }
    let unpaid = only_order(twin(2, "cancelled", 34_800, CREATED + MINUTE));
    assert_class(&facts.clone().with_sibling(unpaid), Some(PaidInShopOnly));
    let points = SiblingOrder {
        order_type: Some("earning".into()),
        ..twin(2, "approved", 34_800, CREATED)
    };
    assert_class(
        &facts.with_sibling(only_order(points)),
        Some(PaidInShopOnly),
    );
}

#[test]
fn what_points_took_back_is_no_payment() {
    let facts = both("captured", S::Paid).with_order(|order| {
        order.events = vec![
            event("captured", HAPPENED),
            event("auto_refunded", READ + MINUTE),
        ];
    });
    // No read since: only the event tells.
    assert_class(&facts, Some(PaidInShopOnly));
    let again = facts.with_order(|order| order.events.push(event("captured", READ + 2 * MINUTE)));
    assert_class(&again, None);
}
