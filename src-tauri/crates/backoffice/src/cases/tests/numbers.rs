use super::*;
use CaseClass::{NumberShared, PaidTwice};
use ShopStatus as S;

fn with_twin(halalas: i64, created_at: i64) -> CaseFacts {
    alone("captured").with_sibling(only_order(twin(2, "captured", halalas, created_at)))
}

#[test]
fn of_two_paid_orders_the_later_one_is_the_one_too_many() {
    let case = the(&with_twin(34_800, CREATED - 1));
    assert_eq!(case.class, PaidTwice);
    assert_eq!(case.recommended, CaseStep::Refund);
    assert_eq!(marked(&case), ["points Financial", "points Other"]);
    assert_class(&with_twin(34_800, CREATED + 1), None);
    // At the same moment the uuid decides, so that there is one case and not two.
    assert_class(&with_twin(34_800, CREATED), None);
    let mut other_way = with_twin(34_800, CREATED);
    other_way.siblings[0].order.as_mut().unwrap().uuid = uuid(0);
    assert_class(&other_way, Some(PaidTwice));
}

#[test]
fn the_shop_says_which_one_it_means() {
    let own = SiblingCheckout {
        as_of: FILE,
        status: Some(S::Pending),
        amount_halalas: Some(34_800),
        matched: Some(MatchKind::Uuid),
    };
    let meant = SiblingFacts {
        checkout: Some(own),
        ..only_order(twin(2, "captured", 34_800, CREATED + MINUTE))
    };
    assert_class(&alone("captured").with_sibling(meant), Some(PaidTwice));
    let this_is_meant = both("captured", S::Paid).with_sibling(only_order(twin(
        2,
        "captured",
        34_800,
        CREATED - MINUTE,
    )));
    assert_class(&this_is_meant, None);
}

#[test]
fn only_what_is_paid_for_the_same_thing_counts() {
    for financial in ["new", "authorized", "cancelled", "fully_refunded"] {
        let facts =
            alone("captured").with_sibling(only_order(twin(2, financial, 34_800, CREATED - 1)));
        assert_class(&facts, None);
    }
    let points = SiblingOrder {
        order_type: Some("earning".into()),
        ..twin(2, "approved", 34_800, CREATED - 1)
    };
    assert_class(&alone("captured").with_sibling(only_order(points)), None);
    let gone = SiblingOrder {
        is_gone: true,
        ..twin(2, "captured", 34_800, CREATED - 1)
    };
    assert_class(&alone("captured").with_sibling(only_order(gone)), None);
    let asked = with_twin(34_800, CREATED - 1).asked(crate::view::ActionKind::Refund);
    assert_class(&asked, None);
}

#[test]
fn a_number_that_comes_round_again_is_another_order() {
    for (later, class) in [(-1, None), (0, Some(PaidTwice)), (1, Some(PaidTwice))] {
        assert_class(&with_twin(34_800, CREATED - 30 * DAY + later), class);
    }
}

#[test]
fn two_rows_of_the_shop_that_are_both_paid_are_two_orders() {
    let rows = |status, halalas| {
        both("captured", S::Paid).with_sibling(SiblingFacts {
            checkout: Some(SiblingCheckout {
                as_of: FILE,
                status: Some(status),
                amount_halalas: Some(halalas),
                matched: Some(MatchKind::Uuid),
            }),
            ..only_order(twin(2, "captured", halalas, CREATED - 1))
        })
    };
    assert_class(&rows(S::Paid, 34_800), None);
    assert_class(&rows(S::Pending, 9_900), None);
    assert_class(&rows(S::Pending, 34_800), Some(PaidTwice));
}

#[test]
fn different_amounts_without_a_word_of_the_shop_only_share_the_number() {
    let case = the(&with_twin(9_900, CREATED - 1));
    assert_eq!(case.class, NumberShared);
    assert_eq!(case.recommended, CaseStep::Explain);
    // The shop knows one order of this number: that one was paid twice.
    let one_row = with_twin(9_900, CREATED - 1).with_sibling(SiblingFacts {
        order: None,
        checkout: Some(SiblingCheckout {
            as_of: FILE,
            status: Some(S::Paid),
            amount_halalas: Some(34_800),
            matched: None,
        }),
    });
    let case = the(&one_row);
    assert_eq!(
        (case.class, case.recommended),
        (PaidTwice, CaseStep::Explain)
    );
}

#[test]
fn a_row_that_may_be_several_orders_is_for_a_person() {
    let candidate = |number| CandidateFacts {
        uuid: uuid(number),
        financial: Some("new".into()),
        total_halalas: Some(34_800),
        created_at: Some(CREATED),
    };
    let with = |candidates: Vec<CandidateFacts>| {
        facts(None, Some(lone_row(S::Pending))).with_row(|row| {
            row.candidates = candidates;
            row.candidates_by_number = true;
        })
    };
    let case = the(&with(vec![candidate(1), candidate(2)]));
    assert_eq!(
        (case.class, case.recommended),
        (NumberShared, CaseStep::PasteUuid)
    );
    assert_eq!(marked(&case), ["points Other", "points Other"]);
    let case = the(&with(vec![candidate(1)]));
    assert_eq!(
        (case.class, case.recommended),
        (NumberShared, CaseStep::ConfirmMatch)
    );
}
