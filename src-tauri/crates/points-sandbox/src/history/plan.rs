//! What became of each order: money first, then the parcel, which follows the money.

use chrono::{DateTime, Duration, Utc};

use crate::dice::Dice;
use crate::order::{FinancialStatus, OrderKind, ShippingStatus};

/// The outline of an order, without its texts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) kind: OrderKind,
    pub(crate) financial: FinancialStatus,
    pub(crate) shipping: Option<ShippingStatus>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// A fate that the demo wants to show for certain.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fate {
    pub(super) age_minutes: i64,
    pub(super) financial: FinancialStatus,
    pub(super) earning: bool,
}

const fn fate(age_minutes: i64, financial: FinancialStatus) -> Fate {
    Fate {
        age_minutes,
        financial,
        earning: false,
    }
}

const fn earned(age_minutes: i64) -> Fate {
    Fate {
        age_minutes,
        financial: FinancialStatus::Approved,
        earning: true,
    }
}

/// The newest orders, newest first: a shop in the middle of its day, some checkouts already stale.
pub(super) const RECENT: &[Fate] = &[
    fate(3, FinancialStatus::New),
    earned(6),
    fate(9, FinancialStatus::Approved),
    fate(14, FinancialStatus::New),
    fate(22, FinancialStatus::Authorized),
    fate(27, FinancialStatus::Approved),
    fate(41, FinancialStatus::New),
    fate(49, FinancialStatus::Captured),
    earned(63),
    fate(76, FinancialStatus::New),
    fate(97, FinancialStatus::Approved),
    fate(118, FinancialStatus::Authorized),
    fate(141, FinancialStatus::New),
    fate(166, FinancialStatus::Approved),
];

/// Checkouts that rotted long ago: new since hours and days, authorized since 30 hours and 5 days.
pub(super) const FORGOTTEN: &[Fate] = &[
    fate(260, FinancialStatus::New),
    fate(540, FinancialStatus::New),
    fate(1_510, FinancialStatus::New),
    fate(1_830, FinancialStatus::Authorized),
    fate(2_100, FinancialStatus::Authorized),
    fate(4_400, FinancialStatus::New),
    fate(7_250, FinancialStatus::Authorized),
    fate(17_500, FinancialStatus::New),
    fate(37_000, FinancialStatus::New),
];

pub(super) fn plan(
    created_at: DateTime<Utc>,
    reference: DateTime<Utc>,
    fate: Option<Fate>,
    dice: &mut Dice,
) -> Plan {
    let age = reference - created_at;
    let earning = fate.map_or_else(|| dice.chance(30), |fate| fate.earning);
    let kind = if earning {
        OrderKind::Earning
    } else {
        OrderKind::Replacing
    };
    let financial = fate.map_or_else(|| outcome(kind, age, dice), |fate| fate.financial);
    let shipping = parcel(kind, financial, age, dice);
    let updated_at = (created_at + last_change(financial, shipping, dice)).min(reference);
    Plan {
        kind,
        financial,
        shipping,
        created_at,
        updated_at,
    }
}

/// Shares as a shop would believe them (states: dossier, "Financial state").
fn outcome(kind: OrderKind, age: Duration, dice: &mut Dice) -> FinancialStatus {
    use FinancialStatus as F;
    let roll = dice.below(1_000);
    if kind == OrderKind::Earning {
        return match roll {
            0..=954 => F::Approved,
            955..=974 => F::PartiallyRefunded,
            975..=992 => F::FullyRefunded,
            _ => F::Cancelled,
        };
    }
    match roll {
        0..=499 => F::Approved,
        500..=784 => F::Captured,
        785..=879 => F::Cancelled,
        880..=909 => F::PartiallyRefunded,
        910..=949 => F::FullyRefunded,
        950..=979 => {
            // Authorizations are captured within a day, or forgotten.
            if age < Duration::hours(20) || dice.chance(12) {
                F::Authorized
            } else {
                F::Captured
            }
        }
        _ => {
            // Most abandoned checkouts are cancelled in the end, but not all.
            if age < Duration::hours(12) || dice.chance(30) {
                F::New
            } else {
                F::Cancelled
            }
        }
    }
}

fn parcel(
    kind: OrderKind,
    financial: FinancialStatus,
    age: Duration,
    dice: &mut Dice,
) -> Option<ShippingStatus> {
    use ShippingStatus as S;
    // A purchase at the counter has no parcel (`status` may be null).
    if kind == OrderKind::Earning && dice.chance(45) {
        return None;
    }
    match financial {
        FinancialStatus::New => (!dice.chance(15)).then_some(S::New),
        FinancialStatus::Authorized => Some(if dice.chance(30) {
            S::ReadyShipping
        } else {
            S::New
        }),
        FinancialStatus::Cancelled => Some(if dice.chance(70) {
            S::Cancelled
        } else {
            S::New
        }),
        FinancialStatus::FullyRefunded => Some(if dice.chance(55) {
            S::Delivered
        } else {
            S::Cancelled
        }),
        FinancialStatus::Approved
        | FinancialStatus::Captured
        | FinancialStatus::PartiallyRefunded => Some(paid_parcel(age, dice)),
    }
}

fn paid_parcel(age: Duration, dice: &mut Dice) -> ShippingStatus {
    use ShippingStatus as S;
    let roll = dice.below(100);
    match age.num_hours() {
        ..=2 => match roll {
            0..=84 => S::New,
            _ => S::ReadyShipping,
        },
        3..=23 => match roll {
            0..=34 => S::New,
            35..=44 => S::LicenseInProgress,
            45..=79 => S::ReadyShipping,
            _ => S::DeliveryIsInProgress,
        },
        24..=71 => match roll {
            0..=7 => S::New,
            8..=13 => S::LicenseInProgress,
            14..=29 => S::ReadyShipping,
            30..=64 => S::DeliveryIsInProgress,
            _ => S::Delivered,
        },
        72..=167 => match roll {
            0..=1 => S::New,
            2..=4 => S::ReadyShipping,
            5..=16 => S::DeliveryIsInProgress,
            _ => S::Delivered,
        },
        _ => match roll {
            0 => S::ReadyShipping,
            1..=2 => S::DeliveryIsInProgress,
            _ => S::Delivered,
        },
    }
}

fn last_change(
    financial: FinancialStatus,
    shipping: Option<ShippingStatus>,
    dice: &mut Dice,
) -> Duration {
    use FinancialStatus as F;
    use ShippingStatus as S;
    let minutes =
        |low: i64, span: u64, dice: &mut Dice| low + i64::try_from(dice.below(span)).unwrap_or(0);
    let money = match financial {
        F::New => 0,
        F::Approved | F::Authorized => minutes(1, 9, dice),
        F::Captured => minutes(20, 1_200, dice),
        F::Cancelled => minutes(35, 1_500, dice),
        F::PartiallyRefunded | F::FullyRefunded => minutes(2_000, 9_000, dice),
    };
    let parcel = match shipping {
        None | Some(S::New) => 0,
        Some(S::LicenseInProgress) => minutes(60, 600, dice),
        Some(S::ReadyShipping | S::Cancelled) => minutes(90, 1_200, dice),
        Some(S::DeliveryIsInProgress) => minutes(300, 1_800, dice),
        Some(S::Delivered) => minutes(1_400, 4_000, dice),
    };
    let seconds = i64::try_from(dice.below(60_000_000)).unwrap_or(0);
    let jitter = if money.max(parcel) == 0 { 0 } else { seconds };
    Duration::minutes(money.max(parcel)) + Duration::microseconds(jitter)
}
