//! What every store must hold to.

#![allow(clippy::unwrap_used, reason = "a test may")]

use super::{Delivery, EventStore, TEST_EVENT};

fn delivery(hook: &str, body: &str, received_at: i64) -> Delivery {
    Delivery {
        hook: hook.to_owned(),
        event: Some("captured".to_owned()),
        order_uuid: None,
        received_at,
        headers: vec![("x-webhook-event".to_owned(), "captured".to_owned())],
        body: body.to_owned(),
    }
}

/// `open` opens the same store each time; `fresh` is another one with nothing in it.
pub(super) async fn holds<S: EventStore>(open: impl Fn() -> S, fresh: S) {
    let empty = fresh.after(0, 10).await.unwrap();
    assert!(empty.events.is_empty());
    assert_eq!((empty.last_seq, empty.last_heard_at), (0, None));

    let store = open();
    let first = store
        .keep(delivery("main", r#"{"n": 1}"#, 100))
        .await
        .unwrap();
    let second = store
        .keep(delivery("main", r#"{"n": 2}"#, 200))
        .await
        .unwrap();
    assert!(first.seq < second.seq && !first.is_repeated && !second.is_repeated);

    // The very same is counted and told once; another hook, another space, another event is not
    // the same.
    let again = store
        .keep(delivery("main", r#"{"n": 1}"#, 300))
        .await
        .unwrap();
    assert_eq!((again.seq, again.is_repeated), (first.seq, true));
    for other in [
        delivery("other", r#"{"n": 1}"#, 310),
        delivery("main", r#"{"n":1}"#, 320),
        Delivery {
            event: Some("cancelled".to_owned()),
            ..delivery("main", r#"{"n": 1}"#, 330)
        },
    ] {
        assert!(!store.keep(other).await.unwrap().is_repeated);
    }
    let all = store.after(0, 10).await.unwrap();
    assert_eq!(all.events.len(), 5);
    assert_eq!(all.last_heard_at, Some(330));
    assert_eq!(all.events.last().unwrap().seq, all.last_seq);
    assert!(all.events.is_sorted_by_key(|event| event.seq));
    assert_eq!(
        all.events.first().unwrap().received_at,
        100,
        "as it came first"
    );

    // A late clock takes nothing back.
    store
        .keep(delivery("main", r#"{"n": 2}"#, 50))
        .await
        .unwrap();
    assert_eq!(store.after(0, 1).await.unwrap().last_heard_at, Some(330));

    // A desk's own test is told, and Points was not heard by it.
    let test = Delivery {
        event: Some(TEST_EVENT.to_owned()),
        ..delivery("main", r#"{"id": 1}"#, 900)
    };
    for repeated in [false, true] {
        assert_eq!(
            store.keep(test.clone()).await.unwrap().is_repeated,
            repeated
        );
    }
    let all = store.after(0, 10).await.unwrap();
    assert_eq!((all.events.len(), all.last_heard_at), (6, Some(330)));

    // Pages follow each other without a gap.
    let (mut after, mut walked) = (0, Vec::new());
    loop {
        let page = store.after(after, 2).await.unwrap();
        let Some(last) = page.events.last() else {
            break;
        };
        after = last.seq;
        walked.extend(page.events);
    }
    assert_eq!(walked, all.events);

    // Bytes are kept as they came.
    let odd = "{\"text\":\"\\u0000 \u{202e}عسل\",\"n\":1.50000000000000000001}";
    let kept = store.keep(delivery("main", odd, 400)).await.unwrap();
    drop(store);
    let reopened = open();
    let page = reopened.after(kept.seq - 1, 1).await.unwrap();
    assert_eq!(page.events.first().unwrap().body, odd);

    // Many at once: each has a place of its own.
    let many = (0..500).map(|n| reopened.keep(delivery("many", &format!("{{\"n\":{n}}}"), 500)));
    let kept = futures_util::future::join_all(many).await;
    let mut places: Vec<_> = kept.into_iter().map(|kept| kept.unwrap().seq).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 500);
}
