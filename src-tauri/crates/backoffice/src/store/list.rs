//! The list: a page of rows, and the numbers beside the filters.

use std::collections::BTreeMap;

use points_api::OrderUuid;
use rusqlite::{Row, Transaction};

use super::actions::{read_kind, read_state};
use super::filter::Filter;
use super::finding::Jumps;
use super::pages::Cursor;
use super::samples::Samples;
use super::{ShippingCodes, StoreError, finding, found, layout, shipping_codes, stale, tallies};
use crate::shipping::next_on_path;
use crate::sought::Sought;
use crate::view::{
    OrderPage, OrderQuery, OrderRow, OrderTotal, PageRequest, PendingAction, Presence, Settings,
    ShippingView, StatusCount, StatusCounts,
};

/// The most rows of one page.
const PAGE_LIMIT: u32 = 500;

/// The columns of a row, in the order of [`read_row`].
pub(super) const ROW_COLUMNS: &str = "o.id, o.uuid, o.order_number, o.reference_number,
    o.order_type, o.financial_status, o.shipping_key, o.shipping_label, o.custom_label_ar,
    o.custom_label_en, o.total_text, o.total_halalas, o.total_points, o.created_at, o.updated_at,
    w.checked_at, w.gone_since, w.tracked_at AS tracked_at,
    EXISTS (SELECT 1 FROM actions a WHERE a.order_id = o.id)";

/// Joins a row to its watch.
pub(super) const ROW_JOINS: &str = "JOIN watches w ON w.id = o.id";

/// The most urgent action of an order with the last change of it: what waits for a person, what is
/// unclear, or else what was asked last of those that are open, or of all. Most orders have none,
/// and are not asked for it.
const PENDING: &str = "
    SELECT a.id, a.kind, a.state, a.target, a.amount_halalas,
        iif(a.state = 'held', a.held_until, NULL),
        (SELECT count(*) FROM actions p INDEXED BY actions_open_of_order WHERE p.order_id = ?1
            AND p.state IN ('held', 'queued', 'sending', 'unknown', 'needs_person')),
        c.reason, c.message
    FROM actions a
    LEFT JOIN action_changes c ON c.id = (SELECT max(id) FROM action_changes WHERE action_id = a.id)
    WHERE a.id = coalesce(
        (SELECT max(id) FROM actions INDEXED BY actions_open_of_order WHERE order_id = ?1
            AND state IN ('held', 'queued', 'sending', 'unknown', 'needs_person')
            AND state = 'needs_person'),
        (SELECT max(id) FROM actions INDEXED BY actions_open_of_order WHERE order_id = ?1
            AND state IN ('held', 'queued', 'sending', 'unknown', 'needs_person')
            AND state = 'unknown'),
        (SELECT max(id) FROM actions INDEXED BY actions_open_of_order WHERE order_id = ?1
            AND state IN ('held', 'queued', 'sending', 'unknown', 'needs_person')),
        (SELECT max(id) FROM actions WHERE order_id = ?1))";

/// What rows are read with.
pub(super) struct RowContext<'a> {
    transaction: &'a Transaction<'a>,
    codes: ShippingCodes,
    settings: &'a Settings,
    now: i64,
}

impl<'a> RowContext<'a> {
    /// With what is known of shipping codes at this moment.
    pub(super) fn load(
        transaction: &'a Transaction<'a>,
        settings: &'a Settings,
        now: i64,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            transaction,
            codes: shipping_codes::load(transaction)?,
            settings,
            now,
        })
    }
}

/// A page of the list.
pub(crate) fn page(
    transaction: &Transaction<'_>,
    query: &OrderQuery,
    request: &PageRequest,
    settings: &Settings,
    now: i64,
    samples: &Samples,
) -> Result<OrderPage, StoreError> {
    let context = RowContext::load(transaction, settings, now)?;
    let limit = request.limit.clamp(1, PAGE_LIMIT);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let filter = Filter::of(transaction, query, &context.codes, now)?;
    let jumps = Jumps { samples, now };
    let finding = finding::find(transaction, query, filter, request, limit, Some(jumps))?;
    let mut rows = rows(transaction, &finding.ids, &context)?;
    if let Some(path) = &request.pinned {
        for (row, id) in rows.iter_mut().zip(&finding.ids) {
            row.pinned = layout::pinned(transaction, *id, path)?;
        }
    }
    let sought = Sought::of(&query.search);
    if !sought.is_blank() {
        for (row, id) in rows.iter_mut().zip(&finding.ids) {
            row.found_in = found::of_order(transaction, *id, &sought)?;
        }
    }
    Ok(OrderPage {
        rows,
        next: finding.next.as_ref().map(Cursor::to_text),
        total: finding.total,
        unknown: finding.unknown,
    })
}

/// How many orders each query finds, at one moment.
pub(crate) fn totals(
    transaction: &Transaction<'_>,
    queries: &[OrderQuery],
    now: i64,
) -> Result<Vec<OrderTotal>, StoreError> {
    let codes = shipping_codes::load(transaction)?;
    queries
        .iter()
        .map(|query| finding::count(transaction, query, &codes, now))
        .collect()
}

/// One row.
pub(super) fn row(
    transaction: &Transaction<'_>,
    id: i64,
    context: &RowContext<'_>,
) -> Result<OrderRow, StoreError> {
    rows(transaction, &[id], context)?
        .pop()
        .ok_or(StoreError::OrderUnknown)
}

/// Several rows, in this order.
fn rows(
    transaction: &Transaction<'_>,
    ids: &[i64],
    context: &RowContext<'_>,
) -> Result<Vec<OrderRow>, StoreError> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT {ROW_COLUMNS} FROM orders o {ROW_JOINS} WHERE o.id = ?1"
    ))?;
    let mut read = Vec::with_capacity(ids.len());
    for id in ids {
        let mut rows = statement.query([id])?;
        read.push(read_row(
            rows.next()?.ok_or(StoreError::OrderUnknown)?,
            context,
        )?);
    }
    Ok(read)
}

/// Reads a row of [`ROW_COLUMNS`].
pub(super) fn read_row(row: &Row<'_>, context: &RowContext<'_>) -> Result<OrderRow, StoreError> {
    let text = |index: usize| -> rusqlite::Result<Option<String>> {
        Ok(row
            .get::<_, Option<String>>(index)?
            .filter(|text| !text.is_empty()))
    };
    let time = |index: usize| -> rusqlite::Result<Option<i64>> {
        Ok(row.get::<_, Option<i64>>(index)?.filter(|time| *time > 0))
    };
    let financial_status = text(5)?;
    let checked_at = time(15)?;
    let gone: Option<i64> = row.get(16)?;
    let pending = if row.get(18)? {
        pending(context.transaction, row.get(0)?)?
    } else {
        None
    };
    let created_at = time(13)?;
    Ok(OrderRow {
        uuid: OrderUuid::from_bytes(row.get(1)?).to_string(),
        order_number: text(2)?,
        reference_number: text(3)?,
        order_type: text(4)?,
        shipping: shipping(row, context)?,
        stale: stale::kind(
            financial_status.as_deref(),
            created_at.or(Some(row.get(17)?)),
            context.settings,
            context.now,
        )
        .filter(|_| gone.is_none()),
        financial_status,
        total_text: row.get(10)?,
        total_halalas: row.get(11)?,
        total_points: row.get(12)?,
        created_at,
        updated_at: time(14)?,
        checked_at,
        pinned: None,
        found_in: Vec::new(),
        presence: match (gone, checked_at) {
            (Some(_), _) => Presence::Gone,
            (None, None) => Presence::Unread,
            (None, Some(_)) => Presence::Known,
        },
        pending,
    })
}

/// The action that is drawn over the row of an order.
fn pending(transaction: &Transaction<'_>, id: i64) -> Result<Option<PendingAction>, StoreError> {
    let mut statement = transaction.prepare_cached(PENDING)?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let state = read_state(&row.get::<_, String>(2)?)?;
    if !state.is_drawn() {
        return Ok(None);
    }
    Ok(Some(PendingAction {
        id: row.get(0)?,
        kind: read_kind(&row.get::<_, String>(1)?)?,
        state,
        target: row.get(3)?,
        amount_halalas: row.get(4)?,
        held_until: row.get(5)?,
        open: row.get(6)?,
        reason: row.get(7)?,
        message: row.get(8)?,
    }))
}

fn shipping(row: &Row<'_>, context: &RowContext<'_>) -> Result<ShippingView, StoreError> {
    let key: String = row.get(6)?;
    let code = key.strip_prefix("code:").and_then(|code| code.parse().ok());
    let word = match code {
        Some(code) => context.codes.word(code).map(ToString::to_string),
        None => Some(key).filter(|word| !word.is_empty()),
    };
    Ok(ShippingView {
        next: word
            .as_deref()
            .and_then(|word| next_on_path(word, context.settings.licence_step)),
        word,
        code,
        label: row.get(7)?,
        custom_ar: row.get(8)?,
        custom_en: row.get(9)?,
    })
}

/// The numbers beside the filters.
pub(crate) fn counts(
    transaction: &Transaction<'_>,
    settings: &Settings,
    now: i64,
) -> Result<StatusCounts, StoreError> {
    let codes = shipping_codes::load(transaction)?;
    let mut counts = StatusCounts::default();
    let (mut financial, mut shipping) = (BTreeMap::new(), BTreeMap::new());
    for tally in tallies::load(transaction)? {
        counts.total += tally.count;
        *financial.entry(tally.financial).or_default() += tally.count;
        *shipping.entry(codes.shown(&tally.shipping)).or_default() += tally.count;
    }
    counts.financial = status_counts(financial);
    counts.shipping = status_counts(shipping);
    let number = |sql: &str| -> Result<u64, StoreError> {
        let count: i64 = transaction
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or_default())
    };
    counts.gone = number("SELECT count(*) FROM watches WHERE gone_since IS NOT NULL")?;
    counts.unread = number("SELECT count FROM unread_tally")?;
    counts.stale = stale::count(transaction, settings, now)?;
    (counts.unsettled, counts.unclear) = super::action_views::unsettled(transaction)?;
    Ok(counts)
}

pub(super) fn status_counts(counts: BTreeMap<String, u64>) -> Vec<StatusCount> {
    counts
        .into_iter()
        .map(|(status, count)| StatusCount { status, count })
        .collect()
}
