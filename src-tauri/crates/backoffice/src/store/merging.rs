//! Several stretches of an index, each in its own order, read as one list.

use std::cmp::Ordering;

use rusqlite::types::Value;

use super::filter::{Column, Filter};
use super::ordering::Order;
use super::pages::Found;
use super::selection::Selection;
use crate::view::SortField;

/// So many stretches of an index are merged.
const MERGED: usize = 60;

/// A stretch of an index in which some statuses are the same.
pub(super) struct Arm<'a> {
    financial: Option<&'a str>,
    shipping: Option<&'a str>,
}

/// The stretches in which everything is that passes.
pub(super) struct Arms<'a> {
    index: &'static str,
    /// The column of whose range they are.
    ranged: Column,
    /// What each of their entries tells beside that.
    beside: &'static [Column],
    stretches: Vec<Arm<'a>>,
    /// How many entries they have in all.
    pub(super) entries: u64,
}

impl<'a> Arms<'a> {
    /// None where no index has the filter and the order together.
    pub(super) fn of(sort: SortField, filter: &'a Filter) -> Option<Self> {
        use Column::{Changed, Created, Financial, Shipping, Type};
        let (financial, shipping) = (filter.narrows(Financial), filter.narrows(Shipping));
        let only = |columns| filter.narrows_only(columns);
        let arms = match sort {
            SortField::Updated if financial && only(&[Financial, Shipping, Type, Changed]) => {
                Self {
                    index: "orders_by_financial_updated",
                    ranged: Changed,
                    beside: &[Shipping, Type],
                    stretches: of_each(&filter.financial, Arm::of_financial),
                    entries: filter.count_of(&[Financial]),
                }
            }
            SortField::Created | SortField::Financial | SortField::Shipping
                if (financial || shipping) && only(&[Financial, Shipping, Type, Created]) =>
            {
                let in_order_of_shipping = sort == SortField::Shipping;
                let in_order_of_financial = sort == SortField::Financial;
                if !shipping && !in_order_of_shipping {
                    Self {
                        index: "orders_by_financial",
                        ranged: Created,
                        beside: &[Type],
                        stretches: of_each(&filter.financial, Arm::of_financial),
                        entries: filter.count_of(&[Financial]),
                    }
                } else if !financial && !in_order_of_financial {
                    Self {
                        index: "orders_by_shipping",
                        ranged: Created,
                        beside: &[Type],
                        stretches: of_each(&filter.shipping, Arm::of_shipping),
                        entries: filter.count_of(&[Shipping]),
                    }
                } else {
                    Self::of_both(filter)
                }
            }
            _ => return None,
        };
        Some(arms).filter(|arms| arms.stretches.len() <= MERGED)
    }

    fn of_both(filter: &'a Filter) -> Self {
        let mut pairs: Vec<_> = filter
            .passing()
            .map(|tally| (tally.financial.as_str(), tally.shipping.as_str()))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self {
            index: "orders_by_both",
            ranged: Column::Created,
            beside: &[Column::Type],
            stretches: pairs
                .into_iter()
                .map(|(financial, shipping)| Arm {
                    financial: Some(financial),
                    shipping: Some(shipping),
                })
                .collect(),
            entries: filter.count_of(&[Column::Financial, Column::Shipping]),
        }
    }
}

fn of_each<'a>(words: &'a [String], arm: fn(&'a str) -> Arm<'a>) -> Vec<Arm<'a>> {
    words.iter().map(|word| arm(word)).collect()
}

impl<'a> Arm<'a> {
    fn of_financial(status: &'a str) -> Self {
        Self {
            financial: Some(status),
            shipping: None,
        }
    }

    fn of_shipping(key: &'a str) -> Self {
        Self {
            financial: None,
            shipping: Some(key),
        }
    }
}

impl Selection {
    /// Several stretches of an index as one.
    pub(super) fn merge(
        &mut self,
        order: &Order,
        filter: &Filter,
        arms: &Arms<'_>,
        behind: Option<&Found>,
    ) {
        let mut parts = Vec::new();
        for arm in &arms.stretches {
            let mut conditions = Vec::new();
            let constant = match order.sort {
                SortField::Financial => arm.financial,
                SortField::Shipping => arm.shipping,
                _ => None,
            };
            let mut is_behind = false;
            match (behind, constant) {
                (None, _) => {}
                (Some(row), None) => {
                    is_behind = true;
                    conditions.push(self.behind(order, row));
                }
                (Some(row), Some(constant)) => {
                    let last = match &row.key {
                        Value::Text(text) => text.as_str(),
                        _ => "",
                    };
                    // Which of the stretches lie behind the cursor is known without asking.
                    match constant.cmp(last) {
                        Ordering::Equal => {
                            is_behind = true;
                            let (tie, id) = (
                                self.bind(Value::Integer(row.tie)),
                                self.bind(Value::Integer(row.id)),
                            );
                            conditions.push(format!(
                                "(o.created_at, o.id) {} ({tie}, {id})",
                                order.comparison
                            ));
                        }
                        Ordering::Greater if order.ascending => {}
                        Ordering::Less if !order.ascending => {}
                        _ => continue,
                    }
                }
            }
            for (column, status) in [
                ("o.financial_status", arm.financial),
                ("o.shipping_key", arm.shipping),
            ] {
                if let Some(status) = status {
                    let place = self.bind(Value::Text(status.to_owned()));
                    conditions.push(format!("{column} = {place}"));
                }
            }
            conditions.extend(self.ends(order, filter, &[arms.ranged], is_behind));
            conditions.extend(filter.conditions(arms.beside, &mut self.parameters));
            parts.push(order.select(&order.gathered(arms.index), &conditions, ""));
        }
        self.sql = if parts.is_empty() {
            "SELECT 0, 0, 0 WHERE 0".to_owned()
        } else {
            parts.join(" UNION ALL ")
        };
    }
}
