use super::*;
use crate::view::ActionKind;
use CaseClass::{AmountChanged, AmountDiffers};
use ShopStatus as S;

#[test]
fn one_halala_is_a_difference() {
    for (halalas, difference) in [(34_799, 1), (34_801, -1)] {
        let facts = both("captured", S::Paid).with_row(|row| row.amount_halalas = Some(halalas));
        let case = the(&facts);
        assert_eq!(case.class, AmountDiffers);
        assert_eq!(case.difference_halalas, Some(difference));
        assert_eq!(case.recommended, CaseStep::DoneInShop);
        assert_eq!(marked(&case), ["shop Amount", "points Amount"]);
        let may_refund = steps(&case).contains(&CaseStep::Refund);
        assert_eq!(may_refund, difference > 0);
    }
    assert_class(&both("captured", S::Paid), None);
    let unknown = both("captured", S::Paid).with_row(|row| row.amount_halalas = None);
    assert_class(&unknown, None);
}

#[test]
fn a_file_from_before_the_order_says_nothing_of_its_amount() {
    for (later, class) in [(-1, None), (0, None), (1, Some(AmountDiffers))] {
        let facts = both("captured", S::Other).with_row(|row| {
            row.amount_halalas = Some(30_000);
            row.as_of = CREATED + later;
        });
        assert_class(&facts, class);
    }
    let made_here = both("captured", S::Other).with_row(|row| {
        row.origin = CheckoutOrigin::App;
        row.amount_halalas = Some(30_000);
        row.as_of = CREATED - 1;
    });
    assert_class(&made_here, Some(AmountDiffers));
}

#[test]
fn the_shop_may_count_what_is_left_after_a_refund() {
    let facts = both("partially_refunded", S::Paid).with_row(|row| {
        row.amount_halalas = Some(30_000);
    });
    let left = facts
        .clone()
        .with_order(|order| order.refunded.halalas = 4_800);
    assert_class(&left, None);
    let less = facts.with_order(|order| order.refunded.halalas = 4_799);
    assert_class(&less, Some(AmountDiffers));
}

#[test]
fn two_payments_may_make_up_the_amount() {
    let facts = both("captured", S::Paid).with_row(|row| row.amount_halalas = Some(40_000));
    let rest = |halalas| only_order(twin(2, "captured", halalas, CREATED - MINUTE));
    assert_class(&facts.clone().with_sibling(rest(5_200)), None);
    assert_class(&facts.with_sibling(rest(5_201)), Some(AmountDiffers));
}

#[test]
fn an_open_attempt_with_another_amount_ends() {
    for financial in ["new", "authorized"] {
        for age in [MINUTE, 2 * DAY] {
            let facts = both(financial, S::Pending)
                .with_row(|row| row.amount_halalas = Some(34_801))
                .at(CREATED + 6 * HOUR + age);
            let case = the(&facts);
            assert_eq!(case.class, AmountChanged);
            assert_eq!(case.difference_halalas, Some(-1));
            assert_eq!(case.recommended, CaseStep::Cancel);
        }
    }
    let shipped = both("authorized", S::Pending)
        .with_row(|row| row.amount_halalas = Some(1))
        .with_shipping("ready_shipping");
    assert_eq!(the(&shipped).recommended, CaseStep::Explain);
    let under_way = both("new", S::Pending)
        .with_row(|row| row.amount_halalas = Some(1))
        .asked(ActionKind::Cancel);
    assert_class(&under_way, None);
}

#[test]
fn of_what_has_ended_no_amount_matters() {
    for financial in ["cancelled", "fully_refunded"] {
        let facts = both(financial, S::Cancelled).with_row(|row| row.amount_halalas = Some(1));
        assert_class(&facts, None);
    }
}
