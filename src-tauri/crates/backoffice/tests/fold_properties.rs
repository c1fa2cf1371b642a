//! The fold against everything that a network and several clocks do to what is heard.
//!
//! A history of one order at Points is made up; events and reads of it arrive shuffled, repeated,
//! late or not at all, with and without `updated_at`, heard by a clock that is wrong.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod history;

use std::cmp::Reverse;

use backoffice::fold::{
    Field, Folded, Observation, Projection, Source, Version, changes_by, fold, replay, versions,
};
use backoffice::store::{Heard, Priority, Store};
use backoffice::view::Settings;
use history::{History, UUID, gather, message, read_at};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

/// Everything that the desk believes of the order, field by field.
fn believed(folded: &Folded<'_>) -> Vec<Option<String>> {
    Field::ALL
        .into_iter()
        .map(|field| folded.value(field).map(backoffice::fold::Value::to_text))
        .collect()
}

/// The rules of the design, told another way: who may give a field its value.
fn may_win(
    (winner, version): (&Observation, Version),
    (other, other_version): (&Observation, Version),
) -> bool {
    let key = |observation: &Observation, version: Version| match version {
        Version::Undated => (false, 0, observation.source.is_api()),
        Version::At(time) => (true, time, observation.source.is_api()),
    };
    key(winner, version) >= key(other, other_version)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn neither_arrival_nor_repetition_counts(
        history in History::any(),
        swaps in proptest::collection::vec((any::<Index>(), any::<Index>()), 0..30),
        repeated in proptest::collection::vec(any::<Index>(), 0..10),
    ) {
        let heard = history.heard();
        let expected = gather(&heard);
        let mut shuffled = heard.clone();
        for (one, other) in &swaps {
            let (one, other) = (one.index(shuffled.len()), other.index(shuffled.len()));
            shuffled.swap(one, other);
        }
        for index in &repeated {
            let again = shuffled[index.index(shuffled.len())].clone();
            shuffled.push(again);
        }
        let arrived = gather(&shuffled);
        let (expected, arrived) = (fold(&expected), fold(&arrived));
        prop_assert_eq!(believed(&arrived), believed(&expected));
        prop_assert_eq!(Projection::of(UUID, &arrived), Projection::of(UUID, &expected));
    }

    #[test]
    fn every_value_comes_from_the_greatest_that_carries_it(history in History::any()) {
        let observations = gather(&history.heard());
        let folded = fold(&observations);
        let dated: Vec<_> = observations.iter().zip(versions(&observations)).collect();
        for field in Field::ALL {
            let carrying: Vec<_> = dated
                .iter()
                .copied()
                .filter(|(observation, _)| field.of(&observation.order).is_carried())
                .collect();
            let Some(winner) = folded.winner(field) else {
                prop_assert!(carrying.is_empty(), "{field:?} was said and is not believed");
                continue;
            };
            prop_assert_eq!(&winner.value, &field.of(&winner.observation.order));
            let (_, version) = dated.iter().find(|(one, _)| one.id == winner.observation.id).unwrap();
            for other in carrying {
                prop_assert!(
                    may_win((winner.observation, *version), other),
                    "{field:?}: {other:?}"
                );
            }
        }
    }

    #[test]
    fn after_one_read_the_desk_believes_what_points_reports(
        history in History::any(),
        lost in proptest::collection::vec(any::<bool>(), 40),
        back_to in any::<Index>(),
    ) {
        let mut heard: Vec<_> = history
            .heard()
            .into_iter()
            .zip(lost)
            .filter_map(|(message, lost)| (!lost).then_some(message))
            .collect();
        // Points may end where it once was: A, B, A.
        let last = &history.states[back_to.index(history.states.len())];
        let read = read_at(last, history.end() + 30_000, 0);
        heard.push(read.clone());
        let observations = gather(&heard);
        let folded = fold(&observations);
        let reported = gather(&[read]);
        for field in Field::ALL {
            let said = field.of(&reported[0].order);
            if said.is_carried() {
                prop_assert_eq!(folded.value(field), said.value(), "{:?}", field);
            }
        }
    }

    #[test]
    fn an_undated_event_never_speaks_against_what_is_dated(history in History::any()) {
        let observations = gather(&history.heard());
        let dated: Vec<_> = observations
            .iter()
            .zip(versions(&observations))
            .filter(|(_, version)| *version != Version::Undated)
            .map(|(observation, _)| observation.clone())
            .collect();
        let (whole, certain) = (fold(&observations), fold(&dated));
        for field in Field::ALL {
            if certain.winner(field).is_some() {
                prop_assert_eq!(whole.value(field), certain.value(field), "{:?}", field);
            }
        }
    }

    #[test]
    fn a_timeline_ends_in_what_is_believed(history in History::any()) {
        let observations = gather(&history.heard());
        let mut told = vec![None; Field::ALL.len()];
        let hearings = replay(&observations);
        for change in hearings.iter().flat_map(|hearing| &hearing.changes) {
            let at = Field::ALL.iter().position(|field| *field == change.field).unwrap();
            prop_assert_eq!(&told[at], &change.before);
            told[at].clone_from(&change.after);
        }
        prop_assert_eq!(told, believed(&fold(&observations)));
        let sightings: usize = observations.iter().map(|one| one.sightings.len()).sum();
        let replayed: u32 = hearings.iter().map(|hearing| hearing.sightings).sum();
        prop_assert_eq!(usize::try_from(replayed).unwrap(), sightings);
        for (at, observation) in observations.iter().enumerate() {
            let first = hearings.iter().find(|hearing| hearing.observation == at).unwrap();
            prop_assert_eq!(&changes_by(&observations, observation.id), &first.changes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// The same through SQLite: whatever the sequence of the writes, and after folding anew.
    #[test]
    fn the_store_folds_alike_in_every_order(
        history in History::any(),
        swaps in proptest::collection::vec((any::<Index>(), any::<Index>()), 1..30),
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (one, other, again) = runtime.block_on(async {
            let heard = history.heard();
            let mut shuffled = heard.clone();
            for (one, other) in &swaps {
                let (one, other) = (one.index(shuffled.len()), other.index(shuffled.len()));
                shuffled.swap(one, other);
            }
            let (one, _) = stored(&heard).await;
            let (other, store) = stored(&shuffled).await;
            store.rebuild().await.unwrap();
            let again = shown(&store).await;
            (one, other, again)
        });
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(&other, &again);
    }
}

async fn stored(heard: &[Heard]) -> (Vec<Option<String>>, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    for message in heard {
        store
            .record(Priority::Person, message.clone())
            .await
            .unwrap();
    }
    (shown(&store).await, store)
}

/// What a person sees, without what tells when it was heard.
async fn shown(store: &Store) -> Vec<Option<String>> {
    let order = store
        .order(UUID.parse().unwrap(), Settings::default(), 0)
        .await
        .unwrap();
    let row = order.row;
    let mut shown = vec![
        row.order_number,
        row.financial_status,
        row.shipping.word,
        row.shipping.code.map(|code| code.to_string()),
        row.total_text,
        row.created_at.map(|time| time.to_string()),
        row.updated_at.map(|time| time.to_string()),
    ];
    shown.extend(order.fields.into_iter().map(|field| field.value));
    shown.extend(order.items.into_iter().map(|item| Some(item.name)));
    shown.extend(order.metadata.into_iter().map(|entry| Some(entry.value)));
    shown
}

/// Three answers of one second, each asked for when the one before was there.
#[test]
fn answers_of_one_second_rank_as_they_were_asked_for_however_they_were_written_down() {
    let heard: Vec<_> = [
        ("new", 100, 200),
        ("authorized", 250, 400),
        ("new", 450, 500),
    ]
    .into_iter()
    .map(|(status, asked_at, heard_at)| Heard {
        asked_at,
        ..message(
            Source::Read,
            None,
            json!({"uuid": UUID, "order_status": status, "since": asked_at}),
            Some(0),
            heard_at,
        )
    })
    .collect();
    for sequence in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let written: Vec<_> = sequence.iter().map(|at| heard[*at].clone()).collect();
        let observations = gather(&written);
        let status = fold(&observations)
            .value(Field::FinancialStatus)
            .unwrap()
            .to_text();
        assert_eq!(status, "new", "{sequence:?}");
        let without_the_last: Vec<_> = sequence
            .iter()
            .filter(|at| **at != 2)
            .map(|at| heard[*at].clone())
            .collect();
        let observations = gather(&without_the_last);
        let status = fold(&observations)
            .value(Field::FinancialStatus)
            .unwrap()
            .to_text();
        assert_eq!(status, "authorized", "{sequence:?}");
    }
}

#[test]
fn a_state_that_came_back_is_believed_again() {
    let state = |status: &str| json!({"uuid": UUID, "order_status": status});
    let heard = [
        message(Source::Read, None, state("authorized"), Some(1_000), 1),
        message(Source::Read, None, state("captured"), Some(2_000), 2),
        message(Source::Read, None, state("authorized"), Some(3_000), 3),
    ];
    let observations = gather(&heard);
    assert_eq!(
        observations.len(),
        2,
        "the first was seen twice, not written twice"
    );
    let folded = fold(&observations);
    assert_eq!(
        folded.value(Field::FinancialStatus).unwrap().to_text(),
        "authorized"
    );
}

#[test]
fn a_word_that_nobody_knows_is_kept_letter_by_letter() {
    let order = json!({"uuid": UUID, "order_status": "Disputed ✗", "status": "at_customs"});
    let observations = gather(&[message(Source::Read, None, order, Some(1), 1)]);
    let row = Projection::of(UUID, &fold(&observations));
    assert_eq!(
        (row.financial_status.as_str(), row.shipping_key.as_str()),
        ("Disputed ✗", "at_customs")
    );
}

#[tokio::test]
async fn the_same_order_under_another_events_name_is_another_event() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let order =
        json!({"id": UUID, "order_status": "captured", "updated_at": "2026-11-01T10:00:00Z"});
    // `completed` is an event and no state: nothing in the order tells it from `captured`.
    for (event, heard_at) in [("captured", 10), ("completed", 20), ("completed", 30)] {
        let message = message(Source::Event, Some(event), order.clone(), None, heard_at);
        store.record(Priority::Person, message).await.unwrap();
    }
    let order = store
        .order(UUID.parse().unwrap(), Settings::default(), 40)
        .await
        .unwrap();
    let events: Vec<_> = order
        .timeline
        .iter()
        .filter_map(|entry| entry.observation.as_ref())
        .map(|observation| (observation.event.clone().unwrap(), observation.sightings))
        .collect();
    assert_eq!(
        events,
        [("completed".to_owned(), 2), ("captured".to_owned(), 1)]
    );
}

/// Every field, said in four ways by four voices: which one is shown, and the way back to its text.
#[tokio::test]
async fn every_field_says_how_it_is_known_after_conflicting_sources() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let uuid = UUID.parse().unwrap();
    // Later by the merchant's clock, earlier by Points': the clock here does not decide.
    let voices = [
        (Source::Read, None, 1, Some("2026-11-01T10:00:00Z"), 90),
        (
            Source::Event,
            Some("captured"),
            2,
            Some("2026-11-01T12:00:00Z"),
            30,
        ),
        (Source::Answer, None, 3, Some("2026-11-01T11:00:00Z"), 80),
        (Source::Event, Some("refunded"), 4, None, 99),
    ];
    for (source, event, number, updated_at, heard_at) in voices {
        let order = history::every_field(number, updated_at);
        let message = message(source, event, order, Some(1), heard_at);
        store.record(Priority::Person, message).await.unwrap();
    }
    let detail = store.order(uuid, Settings::default(), 100).await.unwrap();
    for field in Field::ALL {
        let evidence = store.evidence(uuid, field.name().to_owned()).await.unwrap();
        let voices = if field == Field::UpdatedAt { 3 } else { 4 };
        assert_eq!(evidence.len(), voices, "{field:?}");
        assert_eq!(evidence.iter().filter(|line| line.wins).count(), 1);
        let winner = &evidence[0];
        assert!(winner.wins, "{field:?}: the winner comes first");
        assert_eq!(winner.event.as_deref(), Some("captured"), "{field:?}");
        assert_eq!((winner.first_heard_at, winner.sightings), (30, 1));
        assert!(
            evidence[1..].is_sorted_by_key(|line| Reverse(line.last_heard_at)),
            "{field:?}"
        );
        let values: std::collections::BTreeSet<_> =
            evidence.iter().map(|line| line.value.clone()).collect();
        assert_eq!(values.len(), voices, "{field:?}: each said something else");
        let text = store.observation_text(winner.observation_id).await.unwrap();
        let told: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(told, history::every_field(2, Some("2026-11-01T12:00:00Z")));
        let shown = detail.fields.iter().find(|shown| shown.field == field);
        let shown = shown.unwrap_or_else(|| panic!("{field:?} is shown"));
        let provenance = shown.provenance.as_ref().unwrap();
        assert_eq!(shown.value, winner.value);
        assert_eq!(provenance.observation_id, winner.observation_id);
        assert_eq!(
            usize::try_from(provenance.disagreeing).unwrap(),
            voices - 1,
            "{field:?}"
        );
    }
    assert_eq!(detail.items[0].name, "product 2");
    assert_eq!(detail.metadata[0].value, "note 2");
}

/// An event that came while a read was under way may know more than the read.
#[tokio::test]
async fn an_event_during_a_read_asks_for_another_read_and_only_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let state = json!({"uuid": UUID, "order_status": "authorized"});
    let read = |asked_at, heard_at| Heard {
        asked_at,
        ..message(Source::Read, None, state.clone(), Some(asked_at), heard_at)
    };
    let due = async |now| store.due(now, 10).await.unwrap().len();
    store.record(Priority::Sweep, read(10, 20)).await.unwrap();
    assert_eq!(due(21).await, 0);
    let order =
        json!({"id": UUID, "order_status": "captured", "updated_at": "2026-11-01T10:00:00Z"});
    let event = message(Source::Event, Some("captured"), order, None, 40);
    store.record(Priority::Sweep, event).await.unwrap();
    assert_eq!(due(40).await, 1, "an event asks for a read");
    store.record(Priority::Sweep, read(30, 50)).await.unwrap();
    assert_eq!(due(50).await, 1, "this one was asked before the event");
    store.record(Priority::Sweep, read(60, 70)).await.unwrap();
    assert_eq!(due(71).await, 0, "whatever clock is wrong, once is enough");
}

/// An event that does not say when it was never speaks against a read: so Points is asked.
#[tokio::test]
async fn an_undated_event_about_a_known_order_asks_for_a_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let begin = 1_795_000_000_000;
    let due = async |now| store.due(now, 10).await.unwrap().len();
    let state = |status: &str| json!({"uuid": UUID, "order_status": status});
    let read = message(Source::Read, None, state("captured"), Some(begin), begin);
    store.record(Priority::Sweep, read).await.unwrap();
    assert_eq!(due(begin + 5).await, 0);
    let event = message(
        Source::Event,
        Some("refunded"),
        state("partially_refunded"),
        None,
        begin + 10,
    );
    store.record(Priority::Sweep, event.clone()).await.unwrap();
    assert_eq!(due(begin + 10).await, 1);
    let refunded = state("partially_refunded");
    let read = message(Source::Read, None, refunded, Some(begin + 20), begin + 20);
    store.record(Priority::Sweep, read).await.unwrap();
    assert_eq!(due(begin + 30).await, 0);
    // Delivered before that read began, and taken over only now.
    store.record(Priority::Sweep, event).await.unwrap();
    assert_eq!(due(begin + 30).await, 0, "Points was asked since");
}

/// A clock that was years ahead planned what never comes.
#[tokio::test]
async fn plans_of_a_clock_that_was_ahead_are_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("orders.db")).unwrap();
    let ahead = 1_900_000_000_000;
    let state = json!({"uuid": UUID, "order_status": "new", "created_at": "2030-03-17T17:00:00Z"});
    let read = message(Source::Read, None, state, Some(ahead), ahead);
    store.record(Priority::Sweep, read).await.unwrap();
    let now = 1_795_000_000_000;
    assert_eq!(store.due(now, 10).await.unwrap().len(), 0);
    store.recover_actions(now).await.unwrap();
    assert_eq!(store.due(now, 10).await.unwrap().len(), 1);
}
