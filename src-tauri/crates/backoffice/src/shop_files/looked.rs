//! What a person is shown of a file before it is taken over.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::head::Head;
use super::records::{Record, Source};
use super::row_reader::RowReader;
use super::rows::{Next, next};
use super::values::{clean, cut};
use super::{ReadRow, ShopFileFault, ShopRow};
use crate::view::{ColumnPreview, FileReading, PreviewRow, RowFault, ShopStatus, StatusWord};

const MOST_SHOWN_ROWS: usize = 20;
const MOST_SAMPLES: usize = 3;
const SAMPLE_LETTERS: usize = 80;
const MOST_WORDS: usize = 50;

/// The beginning of a file, as it would be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looked {
    /// Its columns.
    pub columns: Vec<ColumnPreview>,
    /// Its first rows, at most 20; one that would be left out has nothing but its fault.
    pub rows: Vec<PreviewRow>,
    /// The words of its statuses, the most frequent first, at most 50.
    pub statuses: Vec<StatusWord>,
    /// How many rows were looked at, at most 5,000.
    pub looked_at: u64,
    /// Of those, how many have a uuid.
    pub with_uuid: u64,
    /// Whether there are more rows.
    pub has_more: bool,
}

impl Looked {
    pub(super) fn of(
        head: &Head,
        reading: &FileReading,
        source: &mut dyn Source,
        reader: &mut RowReader,
    ) -> Result<Self, ShopFileFault> {
        let mut looked = Self {
            columns: columns(head, reading.has_header),
            has_more: head.has_more,
            ..Self::default()
        };
        let mut words: HashMap<String, (u64, Option<ShopStatus>)> = HashMap::new();
        let mut record = Record::default();
        loop {
            let row = match next(source, &mut record, reader)? {
                Next::End => break,
                Next::Nothing => continue,
                Next::Row(row) => row,
            };
            looked.looked_at += 1;
            if let ReadRow::Row(row) = &row {
                looked.with_uuid += u64::from(row.uuid.is_some());
                if let Some(word) = &row.status_text {
                    words.entry(word.clone()).or_insert((0, row.status)).0 += 1;
                }
            }
            if looked.rows.len() < MOST_SHOWN_ROWS {
                looked.rows.push(preview(row));
            }
        }
        looked.statuses = words
            .into_iter()
            .map(|(text, (rows, means))| StatusWord { text, rows, means })
            .collect();
        looked
            .statuses
            .sort_by(|a, b| (Reverse(a.rows), &a.text).cmp(&(Reverse(b.rows), &b.text)));
        looked.statuses.truncate(MOST_WORDS);
        Ok(looked)
    }
}

fn columns(head: &Head, has_header: bool) -> Vec<ColumnPreview> {
    let names = head.names(has_header);
    (0..head.width())
        .zip(names)
        .map(|(column, header)| ColumnPreview {
            header,
            samples: head
                .column(has_header, column)
                .map(clean)
                .filter(|cell| !cell.is_empty())
                .take(MOST_SAMPLES)
                .map(|cell| cut(cell, SAMPLE_LETTERS))
                .collect(),
        })
        .collect()
}

fn preview(row: ReadRow) -> PreviewRow {
    match row {
        ReadRow::Row(row) => of_row(*row),
        ReadRow::LeftOut(fault) => of_fault(fault),
    }
}

fn of_row(row: ShopRow) -> PreviewRow {
    PreviewRow {
        row: row.row,
        order_number: row.order_number,
        uuid: row.uuid.map(|uuid| uuid.to_string()),
        amount_halalas: row.amount_halalas,
        opened_at: row.opened_at,
        status: row.status,
        customer: row.customer,
        phone: row.phone,
        faults: row.faults,
    }
}

fn of_fault(fault: RowFault) -> PreviewRow {
    PreviewRow {
        row: fault.row,
        faults: vec![fault],
        ..PreviewRow::default()
    }
}
