use super::*;
use CaseClass::{EventsAhead, StatusUnclear, UnpaidAgeing, WebhookLost};

#[test]
fn an_event_that_a_later_read_does_not_know_of_is_a_case() {
    let at = |heard_at| {
        alone("new").with_order(|order| order.events = vec![event("captured", heard_at)])
    };
    let case = the(&at(READ - HOUR));
    assert_eq!(case.class, EventsAhead);
    assert_eq!(case.since, READ - HOUR);
    assert_eq!(case.recommended, CaseStep::Explain);
    assert_eq!(marked(&case), ["events Event", "points Financial"]);
    // It is never offered to cancel what an event calls paid.
    assert!(!steps(&case).contains(&CaseStep::Cancel));
    // The read must have begun after the event came.
    for (later, class) in [(-1, EventsAhead), (0, UnpaidAgeing), (1, UnpaidAgeing)] {
        assert_class(&at(READ + later), Some(class));
    }
}

#[test]
fn it_is_read_again_before_the_contradiction_is_shown() {
    let at = |heard_at| {
        alone("new").with_order(|order| order.events = vec![event("captured", heard_at)])
    };
    assert_eq!(the(&at(READ - MINUTE + 1)).recommended, CaseStep::ReadAgain);
    assert_eq!(the(&at(READ - MINUTE)).recommended, CaseStep::Explain);
}

#[test]
fn a_read_that_went_further_agrees() {
    for (told, later, agrees) in [
        ("authorized", "captured", true),
        ("approved", "captured", true),
        ("captured", "fully_refunded", true),
        ("completed", "captured", true),
        ("completed", "new", false),
        ("refunded", "partially_refunded", true),
        ("refunded", "captured", false),
        ("cancelled", "captured", false),
        ("auto_refunded", "fully_refunded", true),
        ("auto_refunded", "captured", false),
        ("shipping_status_updated", "new", true),
        ("something_new", "new", true),
    ] {
        let facts = alone(later)
            .with_order(|order| order.events = vec![event(told, HAPPENED)])
            .at(CREATED + 20 * MINUTE);
        assert_eq!(
            classes(&facts).contains(&EventsAhead),
            !agrees,
            "{told} then {later}"
        );
    }
}

#[test]
fn the_status_in_an_event_counts_before_its_name() {
    let facts = alone("authorized").with_order(|order| {
        order.events = vec![EventFacts {
            financial: Some("authorized".into()),
            ..event("captured", HAPPENED)
        }];
    });
    assert_class(&facts, None);
}

fn covered(financial: &str) -> CaseFacts {
    let mut facts = alone(financial);
    facts.inbox = Some(InboxCoverage {
        since: CREATED,
        until: HAPPENED + 15 * MINUTE,
    });
    facts
}

#[test]
fn a_status_that_no_event_told_of_was_lost_on_the_way() {
    for financial in ["authorized", "approved", "captured", "cancelled"] {
        let case = the(&covered(financial));
        assert_eq!(case.class, WebhookLost, "{financial}");
        assert_eq!(case.since, HAPPENED);
        assert_eq!(case.recommended, CaseStep::Explain);
    }
    for financial in ["new", "partially_refunded", "fully_refunded"] {
        assert!(!classes(&covered(financial)).contains(&WebhookLost));
    }
}

#[test]
fn only_where_every_event_of_that_time_would_have_come() {
    for (later, class) in [(-1, Some(WebhookLost)), (0, Some(WebhookLost)), (1, None)] {
        let mut facts = covered("captured");
        facts.inbox.as_mut().unwrap().since = CREATED + later;
        assert_class(&facts, class);
    }
    for (later, class) in [(-1, None), (0, Some(WebhookLost)), (1, Some(WebhookLost))] {
        let mut facts = covered("captured");
        facts.inbox.as_mut().unwrap().until = HAPPENED + 15 * MINUTE + later;
        assert_class(&facts, class);
    }
    // Unpaid when it was last read, after the inbox was there.
    let mut facts = covered("captured").with_order(|order| {
        order.financial.as_mut().unwrap().otherwise_at = Some(HAPPENED - MINUTE);
    });
    facts.inbox.as_mut().unwrap().since = HAPPENED - MINUTE;
    assert_class(&facts, Some(WebhookLost));
}

#[test]
fn an_event_that_told_as_much_or_more_is_enough() {
    for (told, class) in [
        ("authorized", Some(WebhookLost)),
        ("captured", None),
        ("completed", None),
        ("refunded", None),
        ("shipping_status_updated", Some(WebhookLost)),
    ] {
        let facts =
            covered("captured").with_order(|order| order.events = vec![event(told, NOW - 1)]);
        assert_class(&facts, class);
    }
    let told = covered("captured").with_order(|order| {
        order.financial.as_mut().unwrap().source = ObservationSource::Event;
    });
    assert_class(&told, None);
}

#[test]
fn a_step_that_no_order_can_take_is_unclear() {
    let facts =
        |before, now| alone(now).with_order(|order| order.reads.push(read(before, READ - HOUR)));
    for (before, now) in [("captured", "new"), ("cancelled", "captured")] {
        let case = the(&facts(before, now));
        assert_eq!(case.class, StatusUnclear, "{before} to {now}");
        assert_eq!(case.recommended, CaseStep::ReadAgain);
        assert!(!steps(&case).contains(&CaseStep::Cancel));
    }
    assert_class(&facts("authorized", "captured"), None);
}
