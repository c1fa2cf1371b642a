//! What the columns of a file say, by their names and by what stands in them.

mod content;
mod words;

use content::Content;

use crate::shop_files::values::key_words;
use crate::view::ShopField;
use words::FIELDS;

/// So many cells of a column are looked at.
pub(super) const LOOKED_AT: usize = 300;

/// Whether a cell is the name of a column.
pub(super) fn is_column_name(cell: &str) -> bool {
    words::is_name(&key_words(cell))
}

/// Whether a name says that the moments of its column are UTC.
pub(super) fn says_utc(name: &str) -> bool {
    key_words(name)
        .iter()
        .any(|word| word == "gmt" || word == "utc")
}

/// Whether the cells of a column are all of one kind that no name is of: numbers, dates, uuids.
pub(super) fn is_typed<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let content = Content::of(cells);
    [content.digits, content.uuids, content.statuses]
        .into_iter()
        .any(|count| content.most(count, 80))
}

/// A column to be told: its name, empty where it has none, and its cells.
pub(super) struct Column<'a> {
    pub(super) name: &'a str,
    pub(super) cells: Vec<&'a str>,
}

/// What each column says: each field at most once, in the column that fits best.
pub(super) fn fields(columns: &[Column<'_>]) -> Vec<Option<ShopField>> {
    let are_named = columns.iter().any(|column| !column.name.is_empty());
    let mut fits: Vec<(i32, usize, ShopField)> = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        let name = key_words(column.name);
        let content = Content::of(column.cells.iter().copied());
        for field in FIELDS {
            let named = words::score(&name, field);
            let fit = if named > 0 {
                by_name(named, field, &content)
            } else {
                by_content(field, &content, are_named, words::is_unwanted(&name))
            };
            if fit > 0 {
                fits.push((fit, place, field));
            }
        }
    }
    // The best first; of equals, the column further to the front.
    fits.sort_by_key(|(fit, place, field)| (-fit, *place, *field));
    let mut fields = vec![None; columns.len()];
    for (_, place, field) in fits {
        let is_taken = fields.contains(&Some(field));
        if let Some(slot) = fields.get_mut(place)
            && slot.is_none()
            && !is_taken
        {
            *slot = Some(field);
        }
    }
    fields
}

/// How well a column fits a field that its name speaks of, after a look at its cells.
fn by_name(named: i32, field: ShopField, content: &Content) -> i32 {
    // An empty column says nothing against its name, and a full one beside it is better.
    const EMPTY: i32 = 45;
    const WRONG: i32 = 70;
    if content.filled == 0 {
        return named - EMPTY;
    }
    let sparse = if content.filled * 10 < content.rows {
        20
    } else {
        0
    };
    let wrong = |is_wrong: bool| if is_wrong { WRONG } else { 0 };
    let penalty = match field {
        ShopField::Uuid => wrong(content.uuids == 0) * 2,
        ShopField::Amount => {
            wrong(!content.most(content.amounts, 50))
                + wrong(content.most(content.written_dates, 50))
        }
        ShopField::OpenedAt => wrong(!content.most(content.dates, 50)),
        ShopField::Phone => wrong(!content.most(content.digits, 50)),
        ShopField::OrderNumber => {
            wrong(!content.most(content.digits, 50)) + wrong(content.most(content.uuids, 50)) / 2
                - if content.most(content.marked, 50) {
                    40
                } else {
                    0
                }
                - if content.most(content.numbers, 80) {
                    10
                } else {
                    0
                }
        }
        ShopField::Customer | ShopField::City => wrong(content.most(content.digits, 60)),
        ShopField::Status => {
            wrong(content.most(content.digits, 60))
                - if content.most(content.statuses, 80) {
                    5
                } else {
                    0
                }
        }
        ShopField::Link => wrong(!content.most(content.links, 50)),
        ShopField::Reference | ShopField::Cart => wrong(content.most(content.written_dates, 80)),
        ShopField::Address => 0,
    };
    named - sparse - penalty
}

/// How well a column fits a field of which its name does not speak.
fn by_content(field: ShopField, content: &Content, are_named: bool, is_unwanted: bool) -> i32 {
    if content.filled == 0 {
        return 0;
    }
    // A uuid of Points may stand in a column of notes, or of payments.
    if field == ShopField::Uuid {
        let own = content.uuids - content.foreign_links.min(content.uuids);
        return if content.most(own, 60) && content.distinct * 2 > own {
            60
        } else {
            0
        };
    }
    if is_unwanted {
        return 0;
    }
    let fit = |is: bool, fit: i32| if is { fit } else { 0 };
    match field {
        ShopField::Phone => fit(
            content.most(content.phones, 70) && !content.most(content.marked, 10),
            48,
        ),
        ShopField::OpenedAt => fit(content.most(content.written_dates, 90), 42),
        ShopField::Status => fit(content.most(content.statuses, 80), 40),
        ShopField::Link => fit(
            content.most(content.links, 90) && !content.most(content.uuids, 50),
            20,
        ),
        ShopField::Amount if !are_named => fit(
            content.most(content.prices, 60)
                && content.most(content.amounts, 95)
                && !content.most(content.written_dates, 50)
                && !content.most(content.phones, 50),
            38,
        ),
        ShopField::OrderNumber if !are_named => fit(
            content.most(content.numbers, 90)
                && !content.most(content.prices, 50)
                && !content.most(content.written_dates, 50)
                && !content.most(content.phones, 50)
                && content.distinct * 10 >= content.filled * 6,
            if content.most(content.marked, 50) {
                45
            } else {
                30
            },
        ),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], rows: &[&[&str]]) -> Vec<Option<ShopField>> {
        let width = rows
            .iter()
            .map(|row| row.len())
            .max()
            .unwrap_or(0)
            .max(names.len());
        let columns: Vec<Column<'_>> = (0..width)
            .map(|place| Column {
                name: names.get(place).copied().unwrap_or_default(),
                cells: rows
                    .iter()
                    .map(|row| row.get(place).copied().unwrap_or_default())
                    .collect(),
            })
            .collect();
        fields(&columns)
    }

    #[test]
    fn total_is_better_than_subtotal_and_created_better_than_paid() {
        use ShopField as Field;
        assert_eq!(
            found(
                &[
                    "Name",
                    "Financial Status",
                    "Paid at",
                    "Subtotal",
                    "Total",
                    "Created at",
                    "Billing Name",
                    "Id"
                ],
                &[&[
                    "#1001",
                    "paid",
                    "2026-11-25 14:03:22 +0300",
                    "300.00",
                    "348.00",
                    "2026-11-25 14:01:00 +0300",
                    "Noura",
                    "5012345678901"
                ]],
            ),
            [
                Some(Field::OrderNumber),
                Some(Field::Status),
                None,
                None,
                Some(Field::Amount),
                Some(Field::OpenedAt),
                Some(Field::Customer),
                None,
            ]
        );
    }

    #[test]
    fn a_name_alone_is_a_customer_where_it_is_no_number() {
        assert_eq!(
            found(
                &["Order", "Name", "Phone"],
                &[&["1001", "Noura", "0501234567"]]
            ),
            [
                Some(ShopField::OrderNumber),
                Some(ShopField::Customer),
                Some(ShopField::Phone)
            ]
        );
    }

    #[test]
    fn without_names_the_cells_tell() {
        let rows: Vec<Vec<String>> = (0..20)
            .map(|row| {
                vec![
                    format!("{}", 1001 + row),
                    format!("550e8400-e29b-41d4-a716-4466554400{row:02}"),
                    format!("{}.50 SAR", 100 + row),
                    "25/11/2026 14:03".to_owned(),
                    format!("05012345{row:02}"),
                    "مدفوع".to_owned(),
                ]
            })
            .collect();
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().map(String::as_str).collect())
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        assert_eq!(
            found(&[], &rows),
            [
                Some(ShopField::OrderNumber),
                Some(ShopField::Uuid),
                Some(ShopField::Amount),
                Some(ShopField::OpenedAt),
                Some(ShopField::Phone),
                Some(ShopField::Status),
            ]
        );
    }

    #[test]
    fn a_uuid_of_the_shops_own_pages_is_none_of_points() {
        let a = "https://shop.example/orders/550e8400-e29b-41d4-a716-446655440000";
        assert_eq!(
            found(&["رقم الطلب", "صفحة"], &[&["1", a]]),
            [Some(ShopField::OrderNumber), None]
        );
        let b = "https://shop.example/thanks?points=550e8400-e29b-41d4-a716-446655440000";
        assert_eq!(
            found(&["رقم الطلب", "صفحة"], &[&["1", b]]),
            [Some(ShopField::OrderNumber), Some(ShopField::Uuid)]
        );
    }

    #[test]
    fn an_empty_column_gives_way_to_a_full_one() {
        assert_eq!(
            found(
                &["Order ID", "Billing Phone", "Phone"],
                &[&["1", "", "0501234567"]]
            ),
            [Some(ShopField::OrderNumber), None, Some(ShopField::Phone)]
        );
    }
}
