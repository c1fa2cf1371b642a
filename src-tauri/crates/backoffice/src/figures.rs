//! From sums by status to the figures of a day: which orders count as paid, and which points.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use points_api::{FinancialStatus, OrderType};
use rust_decimal::Decimal;

use crate::riyadh::RiyadhDay;
use crate::view::{DayFigures, FiguresView, SettlementFigures, StaleFigures};

/// The orders of one day that have these words in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DaySum<'a> {
    pub(crate) day: RiyadhDay,
    pub(crate) order_type: &'a str,
    pub(crate) financial_status: &'a str,
    /// Empty where Points has not said.
    pub(crate) settlement_status: &'a str,
    pub(crate) orders: u64,
    pub(crate) halalas: i64,
    pub(crate) unsummed_totals: u64,
    pub(crate) micropoints: i64,
    pub(crate) unsummed_points: u64,
}

/// What an order counts as on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    Paid,
    Open,
    Ended,
    Other,
}

/// An order refunded in part was paid all the same; one refunded wholly came to nothing.
fn counted(financial_status: &str) -> Counted {
    match FinancialStatus::from(financial_status) {
        FinancialStatus::Approved
        | FinancialStatus::Captured
        | FinancialStatus::PartiallyRefunded => Counted::Paid,
        FinancialStatus::New | FinancialStatus::Authorized => Counted::Open,
        FinancialStatus::Cancelled | FinancialStatus::FullyRefunded => Counted::Ended,
        FinancialStatus::Other(_) => Counted::Other,
    }
}

#[derive(Default)]
struct DayTotals {
    paid_orders: u64,
    halalas: i128,
    unsummed_totals: u64,
    open: u64,
    ended: u64,
    other: u64,
    given: i128,
    redeemed: i128,
    unsummed_points: u64,
    stale: Option<StaleFigures>,
}

#[derive(Default)]
struct SettlementTotals {
    orders: u64,
    halalas: i128,
    unsummed_totals: u64,
}

/// Adds up the sums of a stretch of days.
pub(crate) struct Figures {
    first: RiyadhDay,
    days: Vec<DayTotals>,
    settlement: BTreeMap<String, SettlementTotals>,
}

impl Figures {
    /// Nothing yet, of `count` days that end with `last`.
    pub(crate) fn new(last: RiyadhDay, count: u32) -> Self {
        Self {
            first: last.before(count.saturating_sub(1)),
            days: (0..count).map(|_| DayTotals::default()).collect(),
            settlement: BTreeMap::new(),
        }
    }

    /// The first of the days.
    pub(crate) fn first(&self) -> RiyadhDay {
        self.first
    }

    /// Adds a sum. One of another day counts nowhere.
    pub(crate) fn add(&mut self, sum: &DaySum<'_>) {
        let Some(day) = day_of(self.first, &mut self.days, sum.day) else {
            return;
        };
        match counted(sum.financial_status) {
            Counted::Open => day.open += sum.orders,
            Counted::Ended => day.ended += sum.orders,
            Counted::Other => day.other += sum.orders,
            Counted::Paid => {
                day.paid_orders += sum.orders;
                day.halalas += i128::from(sum.halalas);
                day.unsummed_totals += sum.unsummed_totals;
                match OrderType::from(sum.order_type) {
                    OrderType::Earning => day.given += i128::from(sum.micropoints),
                    OrderType::Replacing => day.redeemed += i128::from(sum.micropoints),
                    OrderType::Other(_) => {}
                }
                day.unsummed_points += sum.unsummed_points;
                if !self.settlement.contains_key(sum.settlement_status) {
                    self.settlement.insert(
                        sum.settlement_status.to_owned(),
                        SettlementTotals::default(),
                    );
                }
                if let Some(settlement) = self.settlement.get_mut(sum.settlement_status) {
                    settlement.orders += sum.orders;
                    settlement.halalas += i128::from(sum.halalas);
                    settlement.unsummed_totals += sum.unsummed_totals;
                }
            }
        }
    }

    /// Notes how many checkouts were stale on a day.
    pub(crate) fn note_stale(&mut self, day: RiyadhDay, stale: StaleFigures) {
        if let Some(day) = day_of(self.first, &mut self.days, day) {
            day.stale = Some(stale);
        }
    }

    /// All of it, as a person sees it.
    pub(crate) fn view(self) -> FiguresView {
        let first = self.first.0;
        let days = (first..)
            .zip(self.days)
            .map(|(day, totals)| totals.view(RiyadhDay(day)))
            .collect();
        let mut settlement: Vec<_> = self
            .settlement
            .into_iter()
            .map(|(status, totals)| SettlementFigures {
                status: (!status.is_empty()).then_some(status),
                orders: totals.orders,
                halalas: within(totals.halalas),
                unsummed_totals: totals.unsummed_totals,
            })
            .collect();
        settlement.sort_by_key(|figures| Reverse((figures.halalas, figures.orders)));
        FiguresView { days, settlement }
    }
}

fn day_of(first: RiyadhDay, days: &mut [DayTotals], day: RiyadhDay) -> Option<&mut DayTotals> {
    let place = day.0.checked_sub(first.0)?;
    days.get_mut(usize::try_from(place).ok()?)
}

impl DayTotals {
    fn view(self, day: RiyadhDay) -> DayFigures {
        DayFigures {
            date: day.date(),
            starts_at: day.starts_at(),
            paid_orders: self.paid_orders,
            paid_halalas: within(self.halalas),
            unsummed_totals: self.unsummed_totals,
            open_orders: self.open,
            ended_orders: self.ended,
            other_orders: self.other,
            points_given: points(self.given),
            points_redeemed: points(self.redeemed),
            unsummed_points: self.unsummed_points,
            stale: self.stale,
        }
    }
}

/// A sum that no shop reaches is shown as the greatest there is.
fn within(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}

fn points(micropoints: i128) -> String {
    Decimal::try_from_i128_with_scale(micropoints, 6)
        .unwrap_or(Decimal::MAX)
        .normalize()
        .to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]
mod tests {
    use super::*;

    const TODAY: RiyadhDay = RiyadhDay(20_782);

    fn sum(financial_status: &'static str) -> DaySum<'static> {
        DaySum {
            day: TODAY,
            order_type: "replacing",
            financial_status,
            settlement_status: "",
            orders: 2,
            halalas: 30_050,
            unsummed_totals: 1,
            micropoints: 12_500_000,
            unsummed_points: 0,
        }
    }

    fn today(sums: &[DaySum<'_>]) -> DayFigures {
        let mut figures = Figures::new(TODAY, 1);
        for sum in sums {
            figures.add(sum);
        }
        figures.view().days.pop().unwrap()
    }

    #[test]
    fn only_what_was_paid_is_money() {
        for (status, [paid, open, ended, other]) in [
            ("approved", [2, 0, 0, 0]),
            ("captured", [2, 0, 0, 0]),
            ("partially_refunded", [2, 0, 0, 0]),
            ("new", [0, 2, 0, 0]),
            ("authorized", [0, 2, 0, 0]),
            ("cancelled", [0, 0, 2, 0]),
            ("fully_refunded", [0, 0, 2, 0]),
            ("under_dispute", [0, 0, 0, 2]),
            ("", [0, 0, 0, 2]),
        ] {
            let day = today(&[sum(status)]);
            let counted = [
                day.paid_orders,
                day.open_orders,
                day.ended_orders,
                day.other_orders,
            ];
            assert_eq!(counted, [paid, open, ended, other], "{status}");
            let money = if paid > 0 { 30_050 } else { 0 };
            assert_eq!(day.paid_halalas, money, "{status}");
            assert_eq!(day.unsummed_totals, u64::from(paid > 0), "{status}");
        }
    }

    #[test]
    fn earning_gives_points_and_replacing_takes_them() {
        let day = today(&[
            DaySum {
                order_type: "earning",
                micropoints: 1,
                ..sum("approved")
            },
            sum("captured"),
            DaySum {
                order_type: "gift",
                ..sum("approved")
            },
            sum("cancelled"),
        ]);
        assert_eq!(day.points_given, "0.000001");
        assert_eq!(day.points_redeemed, "12.5");
    }

    #[test]
    fn every_day_is_there_and_other_days_are_not() {
        let mut figures = Figures::new(TODAY, 30);
        for day in [TODAY.before(29), TODAY.before(30), RiyadhDay(TODAY.0 + 1)] {
            figures.add(&DaySum {
                day,
                ..sum("captured")
            });
        }
        let stale = StaleFigures {
            unpaid: 3,
            reserved: 1,
            counted_at: 7,
        };
        figures.note_stale(TODAY, stale);
        let days = figures.view().days;
        assert_eq!(days.len(), 30);
        assert_eq!(days[0].date, "2026-10-27");
        assert_eq!(days[29].date, "2026-11-25");
        let paid: u64 = days.iter().map(|day| day.paid_orders).sum();
        assert_eq!((paid, days[0].paid_orders), (2, 2));
        assert_eq!(days[29].stale, Some(stale));
        assert_eq!(days[28].stale, None);
    }

    #[test]
    fn settlement_counts_paid_orders_and_puts_the_greatest_sum_first() {
        let mut figures = Figures::new(TODAY, 2);
        let settled = |day, halalas| DaySum {
            day,
            settlement_status: "settled",
            halalas,
            ..sum("captured")
        };
        figures.add(&sum("captured"));
        figures.add(&settled(TODAY, 20_000));
        figures.add(&settled(TODAY.before(1), 20_000));
        figures.add(&DaySum {
            settlement_status: "pending",
            ..sum("cancelled")
        });
        let settlement = figures.view().settlement;
        let told: Vec<_> = settlement
            .iter()
            .map(|figures| (figures.status.as_deref(), figures.halalas, figures.orders))
            .collect();
        assert_eq!(told, [(Some("settled"), 40_000, 4), (None, 30_050, 2)]);
    }

    #[test]
    fn a_sum_beyond_every_shop_is_shown_as_the_greatest() {
        let greatest = DaySum {
            halalas: i64::MAX,
            micropoints: i64::MAX,
            ..sum("captured")
        };
        let day = today(&[greatest.clone(), greatest]);
        assert_eq!(day.paid_halalas, i64::MAX);
        assert_eq!(day.points_redeemed, "18446744073709.551614");
    }
}
