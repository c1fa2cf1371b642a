use super::*;
use CaseClass::{Gone, ShippingCodeUnsure, StatusUnclear};
use ShopStatus as S;

#[test]
fn gone_says_it_all() {
    let facts = both("captured", S::Pending)
        .with_shipping("somewhere")
        .with_order(|order| {
            order.presence = Presence::Gone;
            order.gone_since = Some(READ);
        });
    let case = the(&facts);
    assert_eq!(case.class, Gone);
    assert_eq!(case.since, READ);
    assert_eq!(case.recommended, CaseStep::CheckKey);
    assert_eq!(marked(&case), ["points Gone"]);
    assert!(steps(&case).contains(&CaseStep::PasteUuid));
    let never_read = alone("new").with_order(|order| {
        order.presence = Presence::Gone;
        order.financial = None;
        order.reads.clear();
    });
    assert!(!steps(&the(&never_read)).contains(&CaseStep::PasteUuid));
}

#[test]
fn a_code_that_means_two_things_is_a_case_while_it_stands_there() {
    let unsure = |word| {
        alone("captured")
            .with_shipping(word)
            .with_order(|order| order.code_unsure = true)
    };
    let case = the(&unsure("code:3"));
    assert_eq!(case.class, ShippingCodeUnsure);
    assert_eq!(marked(&case), ["points Shipping"]);
    assert_class(&unsure("ready_shipping"), None);
    assert_class(&alone("captured").with_shipping("code:3"), None);
}

#[test]
fn words_that_nobody_knows_are_unclear() {
    let case = the(&alone("under_dispute"));
    assert_eq!(case.class, StatusUnclear);
    assert_eq!(case.recommended, CaseStep::Explain);
    assert_eq!(marked(&case), ["points Financial"]);
    let case = the(&alone("captured").with_shipping("at_customs"));
    assert_eq!(case.class, StatusUnclear);
    assert_eq!(marked(&case), ["points Shipping"]);
    // Unpaid it is all the same.
    let unpaid = alone("new").with_shipping("at_customs");
    assert_eq!(classes(&unpaid), [CaseClass::UnpaidAgeing, StatusUnclear]);
}

#[test]
fn an_answer_without_a_status_is_unclear_and_none_at_all_is_awaited() {
    let unsaid = alone("new").with_order(|order| order.financial = None);
    assert_class(&unsaid, Some(StatusUnclear));
    let unread = unsaid.with_order(|order| {
        order.presence = Presence::Unread;
        order.reads.clear();
    });
    assert_class(&unread, None);
}
