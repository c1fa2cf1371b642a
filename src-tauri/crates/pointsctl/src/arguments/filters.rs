//! Which orders: what `orders list`, `orders export` and `ship` have in common.

use std::time::Duration;

use backoffice::view::{OrderQuery, SortField};
use clap::Args;

use super::values::{age, moment, sar};
use crate::words::word;

/// Which orders, and in which order.
#[derive(Debug, Clone, Args)]
pub(crate) struct Filters {
    /// Only these financial statuses.
    #[arg(long, value_name = "S", value_delimiter = ',')]
    pub(crate) status: Vec<String>,
    /// Only these shipping statuses, as words or as code:3.
    #[arg(long, value_name = "S", value_delimiter = ',')]
    pub(crate) shipping: Vec<String>,
    /// Only these types: earning, replacing.
    #[arg(long = "type", value_name = "T", value_delimiter = ',')]
    pub(crate) types: Vec<String>,
    /// Only totals from here on, SAR.
    #[arg(long, value_name = "SAR", value_parser = sar)]
    pub(crate) total_from: Option<i64>,
    /// Only totals up to here, SAR, itself among them.
    #[arg(long, value_name = "SAR", value_parser = sar)]
    pub(crate) total_to: Option<i64>,
    /// Only those made from here on: a date (its midnight in Riyadh) or RFC 3339.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) created_from: Option<i64>,
    /// Only those made before this time.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) created_until: Option<i64>,
    /// Only those that changed at Points from here on.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) changed_from: Option<i64>,
    /// Only those that changed at Points before this time.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) changed_until: Option<i64>,
    /// Only those made at least so long ago: 45s, 30m, 24h or 7d.
    #[arg(long, value_name = "AGE", value_parser = age)]
    pub(crate) older_than: Option<Duration>,
    /// Only those with a note.
    #[arg(long)]
    pub(crate) noted: bool,
    /// Only orders with this fragment in number, reference, product or label.
    #[arg(long, value_name = "Q", default_value = "")]
    pub(crate) search: String,
    /// `created_at`, `order_number`, `reference_number`, type, `financial_status`, `shipping_status`,
    /// `total_price`, `total_points`, `checked_at` or `updated_at`; with :desc the greatest first.
    /// Short: created, number, reference, financial, shipping, total, points, checked, updated.
    #[arg(long, value_name = "FIELD[:desc]", default_value = "created:desc", value_parser = sort)]
    pub(crate) sort: Sort,
}

impl From<Filters> for OrderQuery {
    fn from(filters: Filters) -> Self {
        Self {
            search: filters.search,
            financial: filters.status,
            shipping: filters.shipping,
            types: filters.types,
            total_from: filters.total_from,
            total_to: filters.total_to,
            created_from: filters.created_from,
            created_until: filters.created_until,
            older_than: filters
                .older_than
                .map(|age| i64::try_from(age.as_millis()).unwrap_or(i64::MAX)),
            changed_from: filters.changed_from,
            changed_until: filters.changed_until,
            noted: filters.noted,
            sort: filters.sort.field,
            ascending: filters.sort.ascending,
            ..Self::default()
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sort {
    pub(crate) field: SortField,
    pub(crate) ascending: bool,
}

/// Each field under the name that the JSON prints.
const SORT_FIELDS: [(&str, SortField); 10] = [
    ("created_at", SortField::Created),
    ("order_number", SortField::Number),
    ("reference_number", SortField::Reference),
    ("type", SortField::Type),
    ("financial_status", SortField::Financial),
    ("shipping_status", SortField::Shipping),
    ("total_price", SortField::Total),
    ("total_points", SortField::Points),
    ("checked_at", SortField::Checked),
    ("updated_at", SortField::Updated),
];

fn sort(text: &str) -> Result<Sort, String> {
    let (name, ascending) = match text.split_once(':') {
        None => (text, true),
        Some((name, "asc")) => (name, true),
        Some((name, "desc")) => (name, false),
        Some(_) => return Err("after the field only :asc or :desc may follow".to_owned()),
    };
    SORT_FIELDS
        .into_iter()
        .find(|(printed, field)| *printed == name || word(field) == name)
        .map(|(_, field)| Sort { field, ascending })
        .ok_or_else(|| {
            let names: Vec<_> = SORT_FIELDS.iter().map(|(printed, _)| *printed).collect();
            format!("the fields are {}", names.join(", "))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_names_a_field_and_a_direction() {
        let total = |ascending| {
            Ok(Sort {
                field: SortField::Total,
                ascending,
            })
        };
        assert_eq!(sort("total"), total(true));
        assert_eq!(sort("total:asc"), total(true));
        assert_eq!(sort("total:desc"), total(false));
        assert!(sort("total:down").is_err());
        assert!(sort("colour").is_err_and(|error| error.contains("reference_number")));
    }

    #[test]
    fn a_field_may_be_called_as_the_json_calls_it() {
        for (printed, field) in SORT_FIELDS {
            for name in [printed, &word(&field)] {
                let ascending = false;
                assert_eq!(sort(&format!("{name}:desc")), Ok(Sort { field, ascending }));
            }
        }
    }
}
