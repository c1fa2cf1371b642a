//! Every status of the shop with every status of the money and of the parcel, said by a newer file
//! or an older one, with and without a uuid.

use super::*;
use CaseClass as C;
use ShopStatus as S;

const SHOP: [Option<S>; 6] = [
    None,
    Some(S::Pending),
    Some(S::Paid),
    Some(S::Cancelled),
    Some(S::Refunded),
    Some(S::Other),
];

const MONEY: [Option<&str>; 9] = [
    None,
    Some("new"),
    Some("authorized"),
    Some("approved"),
    Some("captured"),
    Some("partially_refunded"),
    Some("cancelled"),
    Some("fully_refunded"),
    Some("under_dispute"),
];

const PARCEL: [Option<&str>; 9] = [
    None,
    Some("new"),
    Some("license_in_progress"),
    Some("ready_shipping"),
    Some("delivery_is_in_progress"),
    Some("delivered"),
    Some("cancelled"),
    Some("code:3"),
    Some("at_customs"),
];

/// One cell: what the shop says, in a newer file or not, where the money and the parcel are.
#[derive(Debug, Clone, Copy)]
struct Cell {
    shop: Option<S>,
    is_newer: bool,
    money: Option<&'static str>,
    parcel: Option<&'static str>,
    has_uuid: bool,
}

fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for shop in SHOP {
        for is_newer in [true, false] {
            for money in MONEY {
                for parcel in PARCEL {
                    for has_uuid in [true, false] {
                        cells.push(Cell {
                            shop,
                            is_newer,
                            money,
                            parcel,
                            has_uuid,
                        });
                    }
                }
            }
        }
    }
    cells
}

impl Cell {
    fn facts(self) -> CaseFacts {
        if !self.has_uuid {
            return facts(None, self.shop.map(lone_row)).at(NOW + 10 * DAY);
        }
        let as_of = if self.is_newer { FILE } else { CREATED };
        let mut facts = facts(Some(order(self.money.unwrap_or("new"))), self.shop.map(row));
        if let Some(row) = &mut facts.checkout {
            row.as_of = as_of;
        }
        if let Some(word) = self.parcel {
            facts = facts.with_shipping(word);
        }
        if self.money.is_none() {
            facts = facts.with_order(|order| {
                order.financial = None;
                order.reads[0].financial = None;
            });
        }
        facts.at(NOW + 10 * DAY)
    }

    /// What counts of what the shop says.
    fn said(self) -> Option<S> {
        self.shop.filter(|_| self.is_newer)
    }

    fn goes_on(self) -> bool {
        matches!(
            self.parcel,
            Some("license_in_progress" | "ready_shipping" | "delivery_is_in_progress")
        )
    }

    /// What comes of it once all thresholds have passed.
    fn expected(self) -> Vec<C> {
        if !self.has_uuid {
            return self.shop.map(|_| C::NoPointsId).into_iter().collect();
        }
        let mut classes = Vec::from_iter(self.by_money());
        let is_unclear =
            matches!(self.money, None | Some("under_dispute")) || self.parcel == Some("at_customs");
        if is_unclear {
            classes.push(C::StatusUnclear);
        }
        classes.sort_unstable();
        classes
    }

    fn by_money(self) -> Option<C> {
        match (self.money?, self.said()) {
            ("new", Some(S::Paid)) => Some(C::PaidInShopOnly),
            ("new", Some(S::Refunded)) => Some(C::Unclassified),
            ("new", _) => Some(C::UnpaidAgeing),
            ("authorized", _) => Some(C::ReservedAgeing),
            ("approved" | "captured" | "partially_refunded", Some(S::Pending | S::Cancelled)) => {
                Some(C::PaidNotInShop)
            }
            ("approved" | "captured" | "partially_refunded", Some(S::Refunded)) => {
                Some(C::Unclassified)
            }
            (money @ ("approved" | "captured" | "partially_refunded"), _) => match self.parcel {
                None | Some("new") => Some(C::ShippingNotBegun),
                // The parcel was called off, and the money is kept.
                Some("cancelled") if money != "partially_refunded" => Some(C::Unclassified),
                _ => None,
            },
            ("cancelled" | "fully_refunded", _) if self.goes_on() => Some(C::MovingInVain),
            ("cancelled", _) if self.parcel == Some("delivered") => Some(C::MovingInVain),
            ("cancelled" | "fully_refunded", Some(S::Paid)) => Some(C::PaidInShopOnly),
            ("cancelled" | "fully_refunded", Some(S::Pending)) => Some(C::Unclassified),
            _ => None,
        }
    }

    /// Whether two of the three cannot both be right, said without any thought of classes.
    fn is_contradictory(self) -> bool {
        let money = self.money.unwrap_or_default();
        let has_money = ["approved", "captured", "partially_refunded"].contains(&money);
        let has_none = ["new", "cancelled", "fully_refunded"].contains(&money);
        let shop_and_money = match self.said() {
            Some(S::Pending) => has_money,
            Some(S::Paid) => has_none,
            Some(S::Cancelled | S::Refunded) => has_money || ["new", "authorized"].contains(&money),
            None | Some(S::Other) => false,
        };
        let parcel_and_money = match self.parcel {
            Some("delivered") => ["new", "cancelled"].contains(&money),
            _ => self.goes_on() && has_none,
        };
        self.has_uuid && (shop_and_money || parcel_and_money)
    }
}

#[test]
fn every_cell_is_nothing_or_a_class() {
    let cells = cells();
    assert_eq!(cells.len(), 1_944);
    for cell in cells {
        assert_eq!(classes(&cell.facts()), cell.expected(), "{cell:?}");
    }
}

#[test]
fn no_contradiction_is_silent_and_none_waits_for_a_threshold() {
    let mut contradictory = 0;
    for cell in cells().into_iter().filter(|cell| cell.is_contradictory()) {
        let mut facts = cell.facts();
        facts.thresholds = Thresholds {
            unpaid: i64::MAX,
            reserved: i64::MAX,
            not_begun: i64::MAX,
        };
        assert!(!classes(&facts).is_empty(), "{cell:?}");
        contradictory += 1;
    }
    assert!(contradictory > 200, "{contradictory}");
}

#[test]
fn an_older_file_says_no_more_than_no_file() {
    for cell in cells().into_iter().filter(|cell| !cell.is_newer) {
        let without = Cell { shop: None, ..cell };
        if cell.has_uuid {
            assert_eq!(
                classes(&cell.facts()),
                classes(&without.facts()),
                "{cell:?}"
            );
        }
    }
}

#[test]
fn nobody_is_told_to_move_money_that_the_shop_did_not_give_up() {
    for cell in cells() {
        for case in explain(&cell.facts()) {
            match case.recommended {
                CaseStep::Refund => panic!("{cell:?}"),
                CaseStep::Cancel => {
                    assert!(
                        ["new", "authorized"].contains(&cell.money.unwrap()),
                        "{cell:?}"
                    );
                    assert!(!cell.goes_on(), "{cell:?}");
                }
                CaseStep::Capture => {
                    let ships = cell.goes_on()
                        || cell.parcel == Some("delivered")
                        || cell.said() == Some(S::Paid);
                    assert!(cell.money == Some("authorized") && ships, "{cell:?}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn points_are_not_money() {
    for (financial, status, class) in [
        ("approved", S::Pending, None),
        ("approved", S::Paid, None),
        ("approved", S::Cancelled, Some(C::Unclassified)),
        ("approved", S::Refunded, Some(C::Unclassified)),
        ("cancelled", S::Paid, Some(C::Unclassified)),
        ("fully_refunded", S::Paid, Some(C::Unclassified)),
        ("cancelled", S::Pending, None),
        ("cancelled", S::Cancelled, None),
        ("fully_refunded", S::Refunded, None),
    ] {
        let facts = both(financial, status)
            .with_order(|order| order.order_type = Some("earning".into()))
            .at(NOW + 10 * DAY);
        assert_eq!(
            classes(&facts),
            Vec::from_iter(class),
            "{financial} {status:?}"
        );
    }
}

#[test]
fn the_rest_has_its_thresholds_and_its_reasons() {
    // Ended at Points, awaited in the shop.
    for (later, class) in [(-1, None), (0, Some(C::Unclassified))] {
        let facts = both("cancelled", S::Pending)
            .with_row(|row| row.as_of = HAPPENED + MINUTE)
            .at(HAPPENED + 30 * MINUTE + later);
        assert_class(&facts, class);
    }
    let alive = only_order(twin(2, "new", 34_800, CREATED));
    assert_class(&both("cancelled", S::Pending).with_sibling(alive), None);
    let ended = only_order(twin(2, "cancelled", 34_800, CREATED));
    let case = the(&both("cancelled", S::Pending).with_sibling(ended));
    assert_eq!(case.recommended, CaseStep::DoneInShop);
    // The parcel called off, the money kept.
    for (later, class) in [(-1, None), (0, Some(C::Unclassified))] {
        let facts = alone("captured")
            .shipped_since("cancelled", HAPPENED)
            .at(HAPPENED + 3 * DAY + later);
        assert_class(&facts, class);
    }
    // A total that is no whole number of halalas.
    let unreadable = alone("captured").with_order(|order| {
        order.total_halalas = None;
        order.total_text = Some("348.005".into());
    });
    assert_eq!(marked(&the(&unreadable)), ["points Amount"]);
    // Completed, and not paid: our own asking was confirmed.
    let completed = alone("new").with_order(|order| order.is_completed = true);
    assert_class(&completed, Some(C::Unclassified));
}

#[test]
fn what_the_shop_gave_back_is_refunded_by_a_person_if_at_all() {
    let case = the(&both("captured", S::Refunded));
    assert_eq!(case.class, C::Unclassified);
    assert_eq!(case.recommended, CaseStep::Explain);
    assert!(case.alternatives.contains(&CaseStep::Refund));
    let unread = both("captured", S::Refunded)
        .with_order(|order| order.reads = vec![read("captured", FILE - 1)]);
    assert_eq!(the(&unread).recommended, CaseStep::ReadAgain);
    let part = |halalas| {
        both("partially_refunded", S::Refunded).with_order(|order| {
            order.refunded = Refunded {
                halalas,
                left_halalas: Some(34_800 - halalas),
            };
        })
    };
    let case = the(&part(34_799));
    assert_eq!((case.class, case.halalas), (C::Unclassified, Some(1)));
    assert_class(&part(34_800), None);
}
