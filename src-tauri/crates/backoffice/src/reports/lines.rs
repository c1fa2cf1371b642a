//! What a report says, in one language.

use points_api::Halalas;

use super::words::{self, say};
use crate::print::{Listed, Listing, ListingTable, moment};
use crate::store::{RunLine, RunRecord};
use crate::view::{CaseState, Language};

/// A report before it is a file.
pub(crate) struct Report {
    pub(super) language: Language,
    pub(super) shop: String,
    pub(super) title: &'static str,
    /// When the run ended, UTC milliseconds: the report speaks of then.
    pub(super) at: i64,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) totals: Vec<Total>,
    pub(super) lines: Vec<Line>,
    pub(super) last_line: String,
}

/// How the cases of one class stand, or all of them, and how much they are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Total {
    pub(super) class: &'static str,
    pub(super) explained: u64,
    pub(super) snoozed: u64,
    pub(super) open: u64,
    pub(super) halalas: i64,
}

impl Total {
    fn of<'a>(class: &'static str, lines: impl Iterator<Item = &'a RunLine>) -> Self {
        let mut total = Self {
            class,
            explained: 0,
            snoozed: 0,
            open: 0,
            halalas: 0,
        };
        for line in lines {
            match line.state {
                CaseState::Explained => total.explained += 1,
                CaseState::Snoozed => total.snoozed += 1,
                CaseState::Open => total.open += 1,
                CaseState::Closed => continue,
            }
            let halalas = line.halalas.unwrap_or_default();
            total.halalas = total.halalas.saturating_add(halalas);
        }
        total
    }

    /// Its counts, in the sequence of [`total_headings`].
    pub(super) fn counts(&self) -> [u64; 4] {
        let all = self.explained + self.snoozed + self.open;
        [all, self.explained, self.snoozed, self.open]
    }
}

/// What stands over the totals.
pub(super) fn total_headings(language: Language) -> [&'static str; 6] {
    [
        say(language, "Class", "النوع"),
        say(language, "Cases", "الحالات"),
        say(language, "Explained", "موضّحة"),
        say(language, "Put off", "مؤجلة"),
        say(language, "Open", "مفتوحة"),
        say(language, "Amount, SAR", "المبلغ، ر.س"),
    ]
}

/// A total of each class that has cases, the most urgent first, and one of all.
fn totals_of(lines: &[RunLine], language: Language) -> Vec<Total> {
    // The lines of a class stand together.
    let classes = lines.chunk_by(|one, other| one.class == other.class);
    let mut totals: Vec<_> = classes
        .filter_map(|lines| Some((lines.first()?.class, lines)))
        .map(|(class, lines)| Total::of(words::class(class, language), lines.iter()))
        .collect();
    totals.push(Total::of(say(language, "All", "المجموع"), lines.iter()));
    totals
}

/// One case.
pub(super) struct Line {
    pub(super) class: &'static str,
    pub(super) state: &'static str,
    pub(super) number: String,
    pub(super) uuid: String,
    pub(super) since: i64,
    pub(super) halalas: Option<i64>,
    pub(super) difference: Option<i64>,
    /// What was decided, or else what is recommended.
    pub(super) step: String,
    pub(super) note: String,
}

impl Report {
    pub(super) fn of(record: &RunRecord, shop: &str, language: Language) -> Self {
        let run = &record.run;
        let at = run.ended_at.unwrap_or(run.started_at);
        let time = |at| moment(at, language).unwrap_or_default();
        let open: u64 = run.open.iter().map(|count| count.open).sum();
        let facts = vec![
            (say(language, "Began", "بدأت"), time(run.started_at)),
            (say(language, "Ended", "انتهت"), time(at)),
            (
                say(language, "Why", "السبب"),
                words::trigger(run.trigger, language).to_owned(),
            ),
            (
                say(language, "By", "بواسطة"),
                run.by.clone().unwrap_or_default(),
            ),
            (
                say(language, "Rows of the shop", "صفوف المتجر"),
                run.checkouts.to_string(),
            ),
            (
                say(language, "Orders at Points", "طلبات Points"),
                run.orders.to_string(),
            ),
            (say(language, "Matched", "طوبقت"), run.matched.to_string()),
            (
                say(language, "Read from Points", "قُرئت من Points"),
                run.reads.to_string(),
            ),
            (
                say(language, "Reads that failed", "قراءات فشلت"),
                run.failed_reads.to_string(),
            ),
            (say(language, "Opened", "فُتحت"), run.opened.to_string()),
            (say(language, "Closed", "أُغلقت"), run.closed.to_string()),
        ];
        Self {
            language,
            shop: shop.to_owned(),
            title: say(language, "Reconciliation report", "تقرير المطابقة"),
            at,
            facts,
            totals: totals_of(&record.lines, language),
            lines: record
                .lines
                .iter()
                .map(|line| Line::of(line, language))
                .collect(),
            last_line: last_line(run.explained, run.total, open, language),
        }
    }
}

/// "N of N explained, 0 open".
fn last_line(explained: u64, total: u64, open: u64, language: Language) -> String {
    match language {
        Language::En => format!("{explained} of {total} explained, {open} open"),
        Language::Ar => format!("وُضّحت {explained} من {total}، والمفتوح {open}"),
    }
}

impl Line {
    fn of(line: &RunLine, language: Language) -> Self {
        Self {
            class: words::class(line.class, language),
            state: words::state(line.state, language),
            number: line.order_number.clone().unwrap_or_default(),
            uuid: line.uuid.clone().unwrap_or_default(),
            since: line.since,
            halalas: line.halalas,
            difference: line.difference_halalas,
            step: words::step(line.decided.unwrap_or(line.recommended), language).to_owned(),
            note: line.note.clone().unwrap_or_default(),
        }
    }

    /// Its cells, in the sequence of [`headings`].
    pub(super) fn name(&self) -> &str {
        if self.number.is_empty() {
            &self.uuid
        } else {
            &self.number
        }
    }
}

/// An amount without its currency, as the heading has that.
pub(super) fn sar(halalas: Option<i64>) -> String {
    halalas.map_or_else(String::new, |halalas| Halalas(halalas).to_sar())
}

impl From<&Report> for Listing {
    fn from(report: &Report) -> Self {
        let language = report.language;
        let widths = [0.36, 0.11, 0.13, 0.11, 0.11, 0.18];
        let totals = ListingTable {
            columns: total_headings(language)
                .map(ToOwned::to_owned)
                .into_iter()
                .zip(widths)
                .collect(),
            rows: report
                .totals
                .iter()
                .map(|total| {
                    let counts = total
                        .counts()
                        .map(|count| Listed::Number(count.to_string()));
                    let amount = Listed::Number(sar(Some(total.halalas)));
                    std::iter::once(Listed::Words(total.class.to_owned()))
                        .chain(counts)
                        .chain([amount])
                        .collect()
                })
                .collect(),
        };
        let cases = ListingTable {
            columns: vec![
                (say(language, "Order", "الطلب").to_owned(), 0.2),
                (say(language, "Class", "النوع").to_owned(), 0.2),
                (say(language, "Amount, SAR", "المبلغ، ر.س").to_owned(), 0.13),
                (say(language, "Difference", "الفرق").to_owned(), 0.12),
                (say(language, "Stands", "الحالة").to_owned(), 0.13),
                (
                    say(language, "Step and note", "الإجراء والملاحظة").to_owned(),
                    0.22,
                ),
            ],
            rows: report
                .lines
                .iter()
                .map(|line| {
                    let step = if line.note.is_empty() {
                        line.step.clone()
                    } else {
                        format!("{}: {}", line.step, line.note)
                    };
                    vec![
                        Listed::Code(line.name().to_owned()),
                        Listed::Words(line.class.to_owned()),
                        Listed::Number(sar(line.halalas)),
                        Listed::Number(sar(line.difference)),
                        Listed::Words(line.state.to_owned()),
                        Listed::Words(step),
                    ]
                })
                .collect(),
        };
        Self {
            language,
            shop: report.shop.clone(),
            at: report.at,
            facts: report
                .facts
                .iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(label, value)| ((*label).to_owned(), value.clone()))
                .collect(),
            tables: vec![totals, cases],
            last_line: report.last_line.clone(),
        }
    }
}
