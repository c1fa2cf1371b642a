//! Which orders of a selection go where, and why the others stay. Pure: no clock, no store.

use std::collections::BTreeMap;

use points_api::{FinancialStatus, OrderType, ShippingStatus};

use crate::shipping::next_on_path;
use crate::view::{
    HinderedGroup, Hindrance, OrderName, Presence, SeenOrder, ShippingGroup, ShippingPreview,
    ShippingStep,
};

/// So many orders go at once, at the most: at the usual pace half a minute of sending, which a
/// person can watch and call off.
pub const LIMIT: usize = 500;

/// So many of the orders that stay are named, for each reason.
const NAMED: usize = 20;

/// What of an order decides whether it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFacts {
    /// Which order.
    pub name: OrderName,
    /// Whether Points has been heard about it.
    pub presence: Presence,
    /// What was asked for earlier and is not settled.
    pub open: Option<OpenChange>,
    /// `type`, as received.
    pub order_type: Option<String>,
    /// `order_status`, as received.
    pub financial: Option<String>,
    /// The shipping status as a word: received, or learnt for the code.
    pub shipping_word: Option<String>,
    /// The shipping status as it stands in the row: a word or `code:3`.
    pub shipping: Option<String>,
    /// The total in halalas, where exact.
    pub total_halalas: Option<i64>,
}

impl OrderFacts {
    /// What matters of it to a person who asks for something.
    fn as_seen(&self) -> SeenOrder {
        SeenOrder {
            financial: self.financial.clone(),
            shipping: self.shipping.clone(),
            total_halalas: self.total_halalas,
        }
    }
}

/// An action of the order that is not settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenChange {
    /// It was sent, or is about to be.
    MayHaveLeft,
    /// It certainly never reached Points and waits for its person.
    Unsent {
        /// The word that it asked for, where it asked for nothing else.
        target: Option<String>,
    },
}

/// An order that goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Going {
    /// Its uuid.
    pub uuid: String,
    /// Where to, in the API's word.
    pub target: String,
    /// The order as the plan was made from.
    pub seen: SeenOrder,
}

/// Where an order goes, or why it stays.
///
/// The documentation forbids no shipping transition, whatever the financial status ("Shipping
/// state"). What is held back are parcels that nobody paid for (`new`) or whose money went back
/// (`cancelled`, `fully_refunded`, and `auto_refunded` should it ever come as a status). An order
/// refunded in part still owes its customer the rest, and one that is `authorized` may ship before
/// its money is taken, as many shops do. Calling the shipping off moves no parcel: `cancelled` is
/// right for each of them.
pub fn plan(
    order: &OrderFacts,
    step: &ShippingStep,
    licence_step: bool,
) -> Result<String, Hindrance> {
    match order.presence {
        Presence::Gone => return Err(Hindrance::Gone),
        Presence::Unread => return Err(Hindrance::Unread),
        Presence::Known => {}
    }
    if order.open == Some(OpenChange::MayHaveLeft) {
        return Err(Hindrance::ChangeOpen);
    }
    if order.order_type.as_deref() == Some(OrderType::Earning.as_str()) {
        return Err(Hindrance::NothingToShip);
    }
    let calls_off = matches!(step, ShippingStep::To { word }
        if ShippingStatus::from(word.as_str()) == ShippingStatus::Cancelled);
    if !calls_off && is_unpaid(order.financial.as_deref()) {
        return Err(Hindrance::NotPaid);
    }
    let target = target(order.shipping_word.as_deref(), step, licence_step)?;
    match &order.open {
        // Asking anew for what never left is how it is tried again. Something else that waits for
        // its person is not decided on the way.
        Some(OpenChange::Unsent { target: waiting }) if waiting.as_ref() != Some(&target) => {
            Err(Hindrance::ChangeOpen)
        }
        _ => Ok(target),
    }
}

fn target(
    present: Option<&str>,
    step: &ShippingStep,
    licence_step: bool,
) -> Result<String, Hindrance> {
    match step {
        ShippingStep::To { word } if present == Some(word) => Err(Hindrance::AlreadyThere),
        ShippingStep::To { word } => Ok(word.clone()),
        ShippingStep::Next => {
            let present = present.ok_or(Hindrance::StatusUnknown)?;
            next_on_path(present, licence_step).ok_or_else(|| {
                if ShippingStatus::from(present).is_known() {
                    Hindrance::PathEnded
                } else {
                    Hindrance::StatusUnknown
                }
            })
        }
    }
}

fn is_unpaid(financial: Option<&str>) -> bool {
    match financial.map(FinancialStatus::from) {
        Some(
            FinancialStatus::New | FinancialStatus::Cancelled | FinancialStatus::FullyRefunded,
        ) => true,
        Some(FinancialStatus::Other(word)) => word == "auto_refunded",
        _ => false,
    }
}

/// What becomes of a selection, one decision an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan<'a> {
    orders: Vec<(&'a OrderFacts, Result<String, Hindrance>)>,
    unseen: u64,
}

impl<'a> Plan<'a> {
    /// Decides for each order; the first [`LIMIT`] that may go do. `unseen`: how many more were
    /// chosen than anybody looked at.
    pub fn of(
        orders: &'a [OrderFacts],
        unseen: u64,
        step: &ShippingStep,
        licence_step: bool,
    ) -> Self {
        let mut going = 0;
        let orders = orders
            .iter()
            .map(|order| {
                let decision = plan(order, step, licence_step).and_then(|target| {
                    going += 1;
                    if going > LIMIT {
                        Err(Hindrance::BeyondLimit)
                    } else {
                        Ok(target)
                    }
                });
                (order, decision)
            })
            .collect();
        Self { orders, unseen }
    }

    /// The orders that go, in the selection's order.
    pub fn going(&self) -> Vec<Going> {
        self.decided()
            .map(|(order, target)| Going {
                uuid: order.name.uuid.clone(),
                target: target.to_owned(),
                seen: order.as_seen(),
            })
            .collect()
    }

    fn decided(&self) -> impl Iterator<Item = (&'a OrderFacts, &str)> {
        self.orders
            .iter()
            .filter_map(|(order, decision)| Some((*order, decision.as_deref().ok()?)))
    }

    /// What a person sees of it: the greatest groups first.
    pub fn preview(&self) -> ShippingPreview {
        let mut groups: BTreeMap<(Option<String>, &str), u64> = BTreeMap::new();
        for (order, target) in self.decided() {
            let from = order.shipping_word.clone().or(order.shipping.clone());
            *groups.entry((from, target)).or_default() += 1;
        }
        let going = groups.values().sum();
        let mut groups: Vec<_> = groups
            .into_iter()
            .map(|((from, to), count)| ShippingGroup {
                from,
                to: to.to_owned(),
                count,
            })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.count));
        ShippingPreview {
            chosen: count(self.orders.len()).saturating_add(self.unseen),
            going,
            groups,
            hindered: self.hindered(),
            limit: count(LIMIT),
        }
    }

    fn hindered(&self) -> Vec<HinderedGroup> {
        let mut groups: BTreeMap<Hindrance, HinderedGroup> = BTreeMap::new();
        let mut add = |hindrance, more, name: Option<&OrderName>| {
            let group = groups.entry(hindrance).or_insert_with(|| HinderedGroup {
                hindrance,
                count: 0,
                some: Vec::new(),
            });
            group.count += more;
            group
                .some
                .extend(name.filter(|_| group.some.len() < NAMED).cloned());
        };
        for (order, decision) in &self.orders {
            if let Err(hindrance) = decision {
                add(*hindrance, 1, Some(&order.name));
            }
        }
        if self.unseen > 0 {
            add(Hindrance::BeyondLimit, self.unseen, None);
        }
        let mut groups: Vec<_> = groups.into_values().collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.count));
        groups
    }
}

fn count(orders: usize) -> u64 {
    u64::try_from(orders).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paid(shipping: &str) -> OrderFacts {
        OrderFacts {
            name: OrderName {
                uuid: "u".to_owned(),
                order_number: Some("1042".to_owned()),
            },
            presence: Presence::Known,
            open: None,
            order_type: Some("replacing".to_owned()),
            financial: Some("captured".to_owned()),
            shipping_word: Some(shipping.to_owned()),
            shipping: Some(shipping.to_owned()),
            total_halalas: Some(25_000),
        }
    }

    fn to(word: &str) -> ShippingStep {
        ShippingStep::To {
            word: word.to_owned(),
        }
    }

    fn goes(order: &OrderFacts, step: &ShippingStep) -> Result<String, Hindrance> {
        plan(order, step, false)
    }

    #[test]
    fn each_goes_to_its_own_next_status() {
        for (from, next) in [
            ("new", Ok("ready_shipping")),
            ("license_in_progress", Ok("ready_shipping")),
            ("ready_shipping", Ok("delivery_is_in_progress")),
            ("delivery_is_in_progress", Ok("delivered")),
            ("delivered", Err(Hindrance::PathEnded)),
            ("cancelled", Err(Hindrance::PathEnded)),
            ("held_at_customs", Err(Hindrance::StatusUnknown)),
        ] {
            let next = next.map(ToOwned::to_owned);
            assert_eq!(goes(&paid(from), &ShippingStep::Next), next, "{from}");
        }
        assert_eq!(
            plan(&paid("new"), &ShippingStep::Next, true).as_deref(),
            Ok("license_in_progress")
        );
    }

    #[test]
    fn a_code_that_nobody_learnt_has_no_next_but_may_go_to_a_word() {
        let coded = OrderFacts {
            shipping_word: None,
            shipping: Some("code:3".to_owned()),
            ..paid("new")
        };
        let unsaid = OrderFacts {
            shipping: None,
            ..coded.clone()
        };
        for order in [&coded, &unsaid] {
            let next = goes(order, &ShippingStep::Next);
            assert_eq!(next, Err(Hindrance::StatusUnknown));
            assert_eq!(goes(order, &to("delivered")).as_deref(), Ok("delivered"));
        }
        let preview = Plan::of(&[coded, unsaid], 0, &to("delivered"), false).preview();
        let from: Vec<_> = preview.groups.iter().map(|group| &group.from).collect();
        assert_eq!(from, [&None, &Some("code:3".to_owned())]);
    }

    #[test]
    fn what_stands_there_does_not_go_there() {
        let there = goes(&paid("delivered"), &to("delivered"));
        assert_eq!(there, Err(Hindrance::AlreadyThere));
        assert_eq!(goes(&paid("delivered"), &to("new")).as_deref(), Ok("new"));
    }

    #[test]
    fn parcels_move_where_the_money_is_there_or_reserved() {
        for (financial, moves) in [
            (Some("approved"), true),
            (Some("captured"), true),
            (Some("partially_refunded"), true),
            (Some("authorized"), true),
            (Some("on_hold"), true),
            (None, true),
            (Some("new"), false),
            (Some("cancelled"), false),
            (Some("fully_refunded"), false),
            (Some("auto_refunded"), false),
        ] {
            let order = OrderFacts {
                financial: financial.map(ToOwned::to_owned),
                ..paid("new")
            };
            for step in [ShippingStep::Next, to("ready_shipping"), to("delivered")] {
                let hindrance = goes(&order, &step).err();
                let expected = (!moves).then_some(Hindrance::NotPaid);
                assert_eq!(hindrance, expected, "{financial:?} {step:?}");
            }
            assert_eq!(
                goes(&order, &to("cancelled")).as_deref(),
                Ok("cancelled"),
                "{financial:?}: calling the shipping off moves no parcel"
            );
        }
    }

    #[test]
    fn what_cannot_ship_says_why() {
        let with = |change: fn(&mut OrderFacts)| {
            let mut order = paid("new");
            change(&mut order);
            [ShippingStep::Next, to("delivered"), to("cancelled")].map(|step| goes(&order, &step))
        };
        let stays = |why| [Err(why), Err(why), Err(why)];
        let gone = with(|order| order.presence = Presence::Gone);
        assert_eq!(gone, stays(Hindrance::Gone));
        let unread = with(|order| order.presence = Presence::Unread);
        assert_eq!(unread, stays(Hindrance::Unread));
        let earning = with(|order| order.order_type = Some("earning".to_owned()));
        assert_eq!(earning, stays(Hindrance::NothingToShip));
        let open = with(|order| order.open = Some(OpenChange::MayHaveLeft));
        assert_eq!(open, stays(Hindrance::ChangeOpen));
    }

    #[test]
    fn what_never_left_may_be_asked_for_anew_and_nothing_else() {
        let waiting = |target: Option<&str>| OrderFacts {
            open: Some(OpenChange::Unsent {
                target: target.map(ToOwned::to_owned),
            }),
            ..paid("new")
        };
        let again = waiting(Some("ready_shipping"));
        assert!(goes(&again, &ShippingStep::Next).is_ok());
        assert!(goes(&again, &to("ready_shipping")).is_ok());
        let other = goes(&again, &to("delivered"));
        assert_eq!(other, Err(Hindrance::ChangeOpen));
        let labelled = goes(&waiting(None), &ShippingStep::Next);
        assert_eq!(labelled, Err(Hindrance::ChangeOpen));
    }

    #[test]
    fn more_than_the_limit_wait_for_the_next_time() {
        let mut orders = vec![paid("delivered"); 30];
        orders.extend(vec![paid("new"); LIMIT + 2]);
        let preview = Plan::of(&orders, 1_000, &ShippingStep::Next, false).preview();
        assert_eq!(preview.going, count(LIMIT));
        let hindered: Vec<_> = preview
            .hindered
            .iter()
            .map(|group| (group.hindrance, group.count, group.some.len()))
            .collect();
        assert_eq!(
            hindered,
            [
                (Hindrance::BeyondLimit, 1_002, 2),
                (Hindrance::PathEnded, 30, NAMED)
            ]
        );
    }

    fn any_order() -> impl Strategy<Value = OrderFacts> {
        let word = |words: &'static [&'static str]| {
            proptest::option::of(proptest::sample::select(words).prop_map(ToOwned::to_owned))
        };
        let open = proptest::option::of(prop_oneof![
            Just(OpenChange::MayHaveLeft),
            word(&["ready_shipping", "delivered"]).prop_map(|target| OpenChange::Unsent { target }),
        ]);
        (
            prop_oneof![
                1 => Just(Presence::Gone),
                1 => Just(Presence::Unread),
                8 => Just(Presence::Known)
            ],
            open,
            word(&["earning", "replacing", "gift"]),
            word(&["new", "captured", "authorized", "fully_refunded", "odd"]),
            word(&["new", "ready_shipping", "delivered", "cancelled", "odd"]),
        )
            .prop_map(
                |(presence, open, order_type, financial, shipping)| OrderFacts {
                    presence,
                    open,
                    order_type,
                    financial,
                    shipping_word: shipping.clone(),
                    shipping,
                    ..paid("new")
                },
            )
    }

    proptest! {
        #[test]
        fn every_chosen_order_is_in_exactly_one_group(
            some in proptest::collection::vec(any_order(), 0..40),
            copies in 1_usize..40,
            unseen in 0_u64..3,
            step in prop_oneof![Just(ShippingStep::Next), Just(to("delivered")), Just(to("cancelled"))],
            licence_step in any::<bool>(),
        ) {
            let mut orders = vec![some; copies].concat();
            for (order, number) in orders.iter_mut().zip(0..) {
                order.name.uuid = format!("{number}");
            }
            let plan = Plan::of(&orders, unseen, &step, licence_step);
            let preview = plan.preview();
            let gone: u64 = preview.groups.iter().map(|group| group.count).sum();
            let stayed: u64 = preview.hindered.iter().map(|group| group.count).sum();
            prop_assert_eq!(preview.going, gone);
            prop_assert_eq!(gone, count(plan.going().len()));
            prop_assert!(gone <= preview.limit);
            prop_assert_eq!(preview.chosen, count(orders.len()) + unseen);
            prop_assert_eq!(preview.chosen, gone + stayed);
            let going: Vec<_> = plan.going().into_iter().map(|order| order.uuid).collect();
            for group in &preview.hindered {
                prop_assert!(group.count > 0);
                prop_assert!(group.some.len() <= NAMED);
                prop_assert!(group.some.iter().all(|name| !going.contains(&name.uuid)));
            }
        }
    }
}
