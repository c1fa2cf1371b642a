//! Keys as people paste them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod shop;

use backoffice::desk::{Access, DeskError};
use backoffice::secrets::Vault;
use backoffice::view::{ConnectRequest, ErrorCode, FailureView};
use points_sandbox::{Config, Sandbox};

#[tokio::test]
async fn a_key_that_cannot_be_one_is_named() {
    let points = Sandbox::start(Config::default()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let desk = shop::open(folder.path(), &Vault::os(), Access::Foreground).await;
    let refused = async |request: ConnectRequest| {
        let error: DeskError = desk.connect(request).await.map(drop).unwrap_err();
        let failure = FailureView::from(error);
        (
            failure.code,
            failure.details.get("key").cloned().unwrap_or_default(),
        )
    };
    let good = || shop::request(&points);

    let two_words = ConnectRequest {
        private_key: "sk one two".to_owned(),
        ..good()
    };
    assert_eq!(
        refused(two_words).await,
        (ErrorCode::KeyMalformed, "private".to_owned())
    );
    let arabic = ConnectRequest {
        public_key: "مفتاح".to_owned(),
        ..good()
    };
    assert_eq!(
        refused(arabic).await,
        (ErrorCode::KeyMalformed, "public".to_owned())
    );
    let page = ConnectRequest {
        public_key: "k".repeat(600),
        ..good()
    };
    assert_eq!(
        refused(page).await,
        (ErrorCode::KeyMalformed, "public".to_owned())
    );
    let twice = ConnectRequest {
        public_key: points.private_key.clone(),
        ..good()
    };
    assert_eq!(refused(twice).await.0, ErrorCode::SameKeyTwice);
    let nothing = ConnectRequest {
        private_key: " \n".to_owned(),
        ..good()
    };
    assert_eq!(refused(nothing).await.0, ErrorCode::KeyEmpty);
    let old = ConnectRequest {
        private_key: "sk_sandbox_of_another_shop".to_owned(),
        ..good()
    };
    assert_eq!(refused(old).await.0, ErrorCode::KeyRefused);

    let spaced = format!("\u{feff} \"{}\" \r\n", points.private_key);
    let connected = desk
        .connect(ConnectRequest {
            private_key: spaced,
            ..good()
        })
        .await
        .unwrap();
    assert_eq!(connected.profile.name, "Demo shop");
}
