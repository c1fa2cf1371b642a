use super::*;
use CaseClass::{NoPointsId, PointsOnly};
use ShopStatus as S;

fn lone(status: ShopStatus) -> CaseFacts {
    facts(None, Some(lone_row(status)))
}

#[test]
fn without_a_uuid_nothing_can_be_checked_or_cancelled() {
    for status in [S::Pending, S::Paid, S::Cancelled, S::Refunded, S::Other] {
        let case = the(&lone(status));
        assert_eq!(case.class, NoPointsId);
        assert_eq!(case.since, CREATED);
        assert_eq!(case.halalas, Some(34_800));
        assert_eq!(case.recommended, CaseStep::PasteUuid);
        for step in [CaseStep::Cancel, CaseStep::Refund, CaseStep::ReadAgain] {
            assert!(!steps(&case).contains(&step));
        }
    }
    for (later, class) in [(-1, None), (0, Some(NoPointsId)), (1, Some(NoPointsId))] {
        assert_class(&lone(S::Pending).at(CREATED + 30 * MINUTE + later), class);
    }
}

#[test]
fn what_was_old_when_it_came_is_history() {
    for (older, class) in [(-1, Some(NoPointsId)), (0, Some(NoPointsId)), (1, None)] {
        let facts = lone(S::Pending).with_row(|row| {
            row.opened_at = Some(row.learnt_at - 30 * DAY - older);
        });
        assert_class(&facts, class);
    }
    let undated = lone(S::Pending).with_row(|row| row.opened_at = None);
    assert_eq!(the(&undated).since, FILE + MINUTE);
    // It stays a case however old it gets.
    assert_class(&lone(S::Pending).at(NOW + 1_000 * DAY), Some(NoPointsId));
}

#[test]
fn what_the_shop_ended_is_quiet_where_an_event_would_have_told_of_a_payment() {
    for (since, until, class) in [
        (CREATED, FILE, None),
        (CREATED + 1, FILE, Some(NoPointsId)),
        (CREATED, FILE - 1, Some(NoPointsId)),
    ] {
        let mut facts = lone(S::Cancelled);
        facts.inbox = Some(InboxCoverage { since, until });
        assert_class(&facts, class);
    }
    let mut waiting = lone(S::Pending);
    waiting.inbox = Some(InboxCoverage {
        since: CREATED,
        until: NOW,
    });
    assert_class(&waiting, Some(NoPointsId));
}

#[test]
fn one_order_that_it_may_be_is_suggested() {
    let candidate = |number| CandidateFacts {
        uuid: uuid(number),
        financial: Some("captured".into()),
        total_halalas: Some(34_800),
        created_at: Some(CREATED + MINUTE),
    };
    let one = lone(S::Pending).with_row(|row| row.candidates = vec![candidate(1)]);
    let case = the(&one);
    assert_eq!(
        (case.class, case.recommended),
        (NoPointsId, CaseStep::ConfirmMatch)
    );
    assert_eq!(marked(&case), ["points Other"]);
    let two = lone(S::Pending).with_row(|row| row.candidates = vec![candidate(1), candidate(2)]);
    let case = the(&two);
    assert_eq!(
        (case.class, case.recommended),
        (NoPointsId, CaseStep::PasteUuid)
    );
    assert!(!steps(&case).contains(&CaseStep::ConfirmMatch));
}

#[test]
fn an_attempt_beside_one_that_was_paid_needs_nothing() {
    let paid = only_order(twin(2, "captured", 34_800, CREATED));
    assert_class(&lone(S::Pending).with_sibling(paid), None);
    let unpaid = only_order(twin(2, "new", 34_800, CREATED));
    assert_class(&lone(S::Pending).with_sibling(unpaid), Some(NoPointsId));
}

fn covered() -> CaseFacts {
    let mut facts = alone("captured");
    facts.shop.from = Some(CREATED);
    facts.shop.until = Some(CREATED);
    facts.shop.as_of = Some(HAPPENED + 1);
    facts
}

#[test]
fn paid_and_unknown_to_a_shop_whose_files_cover_it_is_a_case() {
    let case = the(&covered());
    assert_eq!(case.class, PointsOnly);
    assert_eq!(case.since, HAPPENED);
    assert_eq!(marked(&case), ["shop Nothing", "points Financial"]);
    for change in [
        |shop: &mut ShopCoverage| shop.from = Some(CREATED + 1),
        |shop: &mut ShopCoverage| shop.until = Some(CREATED - 1),
        |shop: &mut ShopCoverage| shop.as_of = Some(HAPPENED),
        |shop: &mut ShopCoverage| shop.from = None,
    ] {
        let mut facts = covered();
        change(&mut facts.shop);
        assert_class(&facts, None);
    }
}

#[test]
fn what_a_row_may_be_is_that_rows_case() {
    let proposed = covered().with_order(|order| order.is_proposed = true);
    assert_class(&proposed, None);
    for financial in ["new", "cancelled", "fully_refunded", "authorized"] {
        let mut facts = covered();
        facts.order = Some(order(financial));
        assert!(!classes(&facts).contains(&PointsOnly), "{financial}");
    }
}
