//! From the cells of a row to what it says of an order.

use std::collections::HashMap;

use super::columns::says_utc;
use super::head::Head;
use super::records::Record;
use super::values::{
    AmountStyle, DateOrder, DateRule, OrderHint, Unclear, amount, clean, cut, known_status, link,
    moment, number, order_hint, phone, status_key, style_hint, uuid, words_of,
};
use super::{ReadRow, ShopRow};
use crate::view::{FileReading, RowFault, RowFaultKind, ShopField, ShopStatus};

/// Letters of a cell that is shown because it cannot be read.
const SHOWN: usize = 120;

/// Words of statuses that are kept at hand; a column with more is none of statuses.
const MOST_WORDS: usize = 10_000;

/// Reads rows by one reading.
pub(super) struct RowReader {
    places: Places,
    amounts: AmountStyle,
    dates: DateRule,
    /// What a person said, by the word and by its spelling.
    said: HashMap<String, ShopStatus>,
    words: HashMap<String, Option<ShopStatus>>,
    header: Option<Record>,
    /// The row of the order before.
    last: Record,
}

/// In which column each field stands.
#[derive(Debug, Clone, Copy, Default)]
struct Places {
    order_number: Option<usize>,
    uuid: Option<usize>,
    reference: Option<usize>,
    amount: Option<usize>,
    opened_at: Option<usize>,
    status: Option<usize>,
    phone: Option<usize>,
    customer: Option<usize>,
    city: Option<usize>,
    address: Option<usize>,
    link: Option<usize>,
    cart: Option<usize>,
}

impl Places {
    /// Of a field that is said of two columns, the first counts.
    fn of(fields: &[Option<ShopField>]) -> Self {
        let place = |field| fields.iter().position(|other| *other == Some(field));
        Self {
            order_number: place(ShopField::OrderNumber),
            uuid: place(ShopField::Uuid),
            reference: place(ShopField::Reference),
            amount: place(ShopField::Amount),
            opened_at: place(ShopField::OpenedAt),
            status: place(ShopField::Status),
            phone: place(ShopField::Phone),
            customer: place(ShopField::Customer),
            city: place(ShopField::City),
            address: place(ShopField::Address),
            link: place(ShopField::Link),
            cart: place(ShopField::Cart),
        }
    }
}

/// The order of a file's dates, as far as its beginning tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KnownOrder {
    /// It is this one, or nothing depends on it.
    Known(DateOrder),
    /// There are dates that could be read two ways, in this column, and no other tells how.
    Open(usize),
}

/// What the beginning tells of the order of dates. Where its dates contradict each other, they are
/// read as people here write, and those that cannot be are faults.
pub(super) fn known_order(head: &Head, reading: &FileReading) -> KnownOrder {
    let Some(place) = Places::of(&reading.fields).opened_at else {
        return KnownOrder::Known(DateOrder::DayFirst);
    };
    let mut is_open = false;
    let mut found = None;
    for cell in head.column(reading.has_header, place) {
        match order_hint(clean(cell)) {
            Some(OrderHint::Only(DateOrder::DayFirst)) => {
                return KnownOrder::Known(DateOrder::DayFirst);
            }
            Some(OrderHint::Only(DateOrder::MonthFirst)) => found = Some(DateOrder::MonthFirst),
            Some(OrderHint::Both) => is_open = true,
            None => {}
        }
    }
    match found {
        Some(order) => KnownOrder::Known(order),
        None if is_open && head.has_more => KnownOrder::Open(place),
        None => KnownOrder::Known(DateOrder::DayFirst),
    }
}

impl RowReader {
    pub(super) fn new(head: &Head, reading: &FileReading, order: DateOrder) -> Self {
        let places = Places::of(&reading.fields);
        let names = head.names(reading.has_header);
        let is_utc = places
            .opened_at
            .and_then(|place| names.get(place))
            .is_some_and(|name| says_utc(name));
        let mut said: HashMap<String, ShopStatus> = reading
            .statuses
            .iter()
            .map(|(word, status)| (status_key(word), *status))
            .collect();
        said.extend(
            reading
                .statuses
                .iter()
                .map(|(word, status)| (word.clone(), *status)),
        );
        Self {
            places,
            amounts: amount_style(head, reading, places.amount),
            dates: DateRule { order, is_utc },
            said,
            words: HashMap::new(),
            header: head.header_row(reading.has_header).cloned(),
            last: Record::default(),
        }
    }

    /// What a row says; none where it says nothing, or no more than the row before: shops write a
    /// line for each item of an order, with the order's own cells in the first alone.
    pub(super) fn read(&mut self, record: &Record) -> Option<ReadRow> {
        if record.is_blank() || self.is_passed(record) {
            return None;
        }
        let row = self.row(record);
        if row.order_number.is_none() && row.uuid.is_none() && row.reference.is_none() {
            let cells: Vec<&str> = record
                .cells()
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .take(10)
                .collect();
            return Some(ReadRow::LeftOut(RowFault {
                row: record.row,
                kind: RowFaultKind::Nameless,
                field: None,
                text: cut(&words_of(&cells.join(" · ")).unwrap_or_default(), SHOWN),
            }));
        }
        if self.is_item(&row, record) {
            return None;
        }
        self.last.copy_from(record);
        Some(ReadRow::Row(Box::new(row)))
    }

    /// Whether a row is another item of the order before it. That one is read again only where its
    /// number is the same.
    fn is_item(&mut self, row: &ShopRow, record: &Record) -> bool {
        let Some(place) = self.places.order_number else {
            return false;
        };
        if row.amount_halalas.is_some()
            || self.last.len() == 0
            || self.last.cell(place) != record.cell(place)
        {
            return false;
        }
        let last = std::mem::take(&mut self.last);
        let order = self.row(&last);
        self.last = last;
        is_item_of(row, &order)
    }

    /// The header and what is above it; a header again, where lists were put together.
    fn is_passed(&self, record: &Record) -> bool {
        self.header.as_ref().is_some_and(|header| {
            record.row <= header.row
                || (record.len() == header.len() && record.cells().eq(header.cells()))
        })
    }

    fn row(&mut self, record: &Record) -> ShopRow {
        let places = self.places;
        let cell = |place: Option<usize>| place.map_or("", |place| clean(record.cell(place)));
        let mut faults = Vec::new();
        let row = record.row;
        let mut keep = |kind, field, text: &str| {
            let text = cut(text, SHOWN);
            faults.push(RowFault {
                row,
                kind,
                field: Some(field),
                text,
            });
        };
        let text = cell(places.uuid);
        let uuid = uuid(text).unwrap_or_else(|Unclear| {
            keep(RowFaultKind::Uuid, ShopField::Uuid, text);
            None
        });
        let text = cell(places.amount);
        let amount_halalas = amount(text, self.amounts).unwrap_or_else(|Unclear| {
            keep(RowFaultKind::Amount, ShopField::Amount, text);
            None
        });
        let text = cell(places.opened_at);
        let opened_at = moment(text, self.dates).unwrap_or_else(|Unclear| {
            keep(RowFaultKind::Date, ShopField::OpenedAt, text);
            None
        });
        let status_text = words_of(cell(places.status));
        let status = status_text.as_deref().and_then(|word| self.status(word));
        ShopRow {
            row,
            order_number: number(cell(places.order_number)),
            uuid,
            reference: number(cell(places.reference)),
            cart: number(cell(places.cart)),
            amount_halalas,
            opened_at,
            status_text,
            status,
            customer: words_of(cell(places.customer)),
            phone: phone(cell(places.phone)),
            city: words_of(cell(places.city)),
            address: words_of(cell(places.address)),
            link: link(cell(places.link)),
            faults,
        }
    }

    /// What a word means: what a person said goes before what the desk knows.
    fn status(&mut self, word: &str) -> Option<ShopStatus> {
        if let Some(known) = self.words.get(word) {
            return *known;
        }
        let found = self
            .said
            .get(word)
            .or_else(|| self.said.get(&status_key(word)))
            .copied()
            .or_else(|| known_status(word));
        if self.words.len() < MOST_WORDS {
            self.words.insert(word.to_owned(), found);
        }
        found
    }
}

/// Decimals behind a comma only where the file's beginning has such and no others.
fn amount_style(head: &Head, reading: &FileReading, place: Option<usize>) -> AmountStyle {
    let Some(place) = place else {
        return AmountStyle::Dot;
    };
    let mut style = AmountStyle::Dot;
    for cell in head.column(reading.has_header, place) {
        match style_hint(clean(cell)) {
            Some(AmountStyle::Dot) => return AmountStyle::Dot,
            Some(AmountStyle::Comma) => style = AmountStyle::Comma,
            None => {}
        }
    }
    style
}

/// Whether a row is another item of the order that the row before it is about: it has the same
/// number, and less beside it that the other does not say as well.
fn is_item_of(row: &ShopRow, order: &ShopRow) -> bool {
    fn same<T: PartialEq>(value: &Option<T>, of_order: &Option<T>) -> bool {
        value.is_none() || value == of_order
    }
    row.order_number.is_some()
        && row.order_number == order.order_number
        && row.faults.is_empty()
        && row.amount_halalas.is_none()
        && (order.amount_halalas.is_some() || order.status_text.is_some())
        && same(&row.uuid, &order.uuid)
        && same(&row.reference, &order.reference)
        && same(&row.cart, &order.cart)
        && same(&row.opened_at, &order.opened_at)
        && same(&row.status_text, &order.status_text)
        && same(&row.customer, &order.customer)
        && same(&row.phone, &order.phone)
        && same(&row.city, &order.city)
        && same(&row.address, &order.address)
        && same(&row.link, &order.link)
        && (row.uuid != order.uuid
            || row.amount_halalas != order.amount_halalas
            || row.status_text != order.status_text)
}
