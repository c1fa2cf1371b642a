#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::*;
use crate::store::RunLine;
use crate::view::{CaseClass, CaseCount, CaseState, CaseStep, RunTrigger, RunView};

fn record(lines: usize) -> RunRecord {
    let run = RunView {
        id: 7,
        trigger: RunTrigger::ByHand,
        by: Some("نورة".to_owned()),
        started_at: 1_795_467_600_000,
        ended_at: Some(1_795_467_660_000),
        cancelled: false,
        reads: 12,
        failed_reads: 1,
        checkouts: 412,
        orders: 400,
        matched: 3,
        opened: 5,
        closed: 2,
        open: vec![CaseCount {
            class: CaseClass::UnpaidAgeing,
            open: 2,
            halalas: 30_100,
        }],
        total: 5,
        explained: 3,
        inputs: String::new(),
        result: String::new(),
    };
    let line = |number: usize| RunLine {
        class: CaseClass::UnpaidAgeing,
        state: if number < 2 {
            CaseState::Open
        } else {
            CaseState::Explained
        },
        order_number: number
            .is_multiple_of(2)
            .then(|| format!("{}", 1_040 + number)),
        uuid: Some("550e8400-e29b-41d4-a716-446655440000".to_owned()),
        since: 1_795_000_000_000,
        halalas: Some(15_050),
        difference_halalas: (number == 1).then_some(-1),
        recommended: CaseStep::Cancel,
        decided: (number >= 2).then_some(CaseStep::Explain),
        decided_at: None,
        decided_by: None,
        note: (number >= 2).then(|| "اتصل العميل".to_owned()),
    };
    RunRecord {
        run,
        lines: (0..lines).map(line).collect(),
    }
}

#[test]
fn the_same_run_gives_the_same_bytes_in_every_form() {
    let record = record(5);
    for format in [ReportFormat::Pdf, ReportFormat::Xlsx, ReportFormat::Json] {
        for language in [Language::En, Language::Ar] {
            let one = write(&record, "متجر القهوة", format, language).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(1_100));
            let other = write(&record, "متجر القهوة", format, language).unwrap();
            assert!(one == other, "{format:?} {language:?}");
            assert!(!one.is_empty());
        }
    }
}

#[test]
fn the_last_line_says_how_much_is_explained() {
    let record = record(5);
    let en = Report::of(&record, "Shop", Language::En);
    assert_eq!(en.last_line, "3 of 5 explained, 2 open");
    let ar = Report::of(&record, "Shop", Language::Ar);
    assert_eq!(ar.last_line, "وُضّحت 3 من 5، والمفتوح 2");
}

#[test]
fn the_totals_count_what_is_explained_too() {
    let mut record = record(5);
    record.lines[4].state = CaseState::Snoozed;
    record.lines[3].class = CaseClass::PointsOnly;
    record.lines.swap(3, 4);
    let report = Report::of(&record, "Shop", Language::En);
    let totals: Vec<_> = report
        .totals
        .iter()
        .map(|total| (total.class, total.counts(), total.halalas))
        .collect();
    assert_eq!(
        totals,
        [
            ("Unpaid for too long", [4, 1, 1, 2], 60_200),
            ("Known to Points only", [1, 1, 0, 0], 15_050),
            ("All", [5, 2, 1, 2], 75_250),
        ]
    );
}

#[test]
fn a_report_calls_things_as_the_page_does() {
    for (language, messages) in [
        (
            Language::En,
            include_str!("../../../../../ui/src/messages/en.json"),
        ),
        (
            Language::Ar,
            include_str!("../../../../../ui/src/messages/ar.json"),
        ),
    ] {
        let messages: serde_json::Value = serde_json::from_str(messages).unwrap();
        let says = |id: &str| messages[id].as_str().unwrap().to_owned();
        let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        let classes: Vec<CaseClass> = messages
            .as_object()
            .unwrap()
            .keys()
            .filter_map(|id| id.strip_prefix("case.")?.strip_suffix(".name"))
            .map(|name| serde_json::from_value(json!(name)).unwrap())
            .collect();
        assert_eq!(classes.len(), 19, "{classes:?}");
        for class in classes {
            let name = word(json!(class));
            let expected = says(&format!("case.{name}.name"));
            assert_eq!(words::class(class, language), expected);
        }
        for trigger in [RunTrigger::ByHand, RunTrigger::Nightly, RunTrigger::Import] {
            let name = word(json!(trigger));
            let expected = says(&format!("run.trigger.{name}"));
            assert_eq!(words::trigger(trigger, language), expected);
        }
        let last = says("run.explained");
        let expected = [("explained", "3"), ("total", "5"), ("open", "2")]
            .iter()
            .fold(last, |text, (name, value)| {
                text.replace(&format!("{{{name}, number}}"), value)
            });
        assert_eq!(Report::of(&record(5), "Shop", language).last_line, expected);
    }
}

#[test]
fn every_case_is_a_row_of_the_workbook() {
    let bytes = write(&record(5), "Shop", ReportFormat::Xlsx, Language::En).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let cases = workbook.worksheet_range("Cases").unwrap();
    let rows: Vec<_> = cases.rows().collect();
    assert_eq!(rows[1][0], Data::String("1040".to_owned()));
    assert_eq!(rows[1][5], Data::Float(150.5));
    assert_eq!(rows[2][6], Data::Float(-0.01));
    assert_eq!(rows[5][8], Data::String("اتصل العميل".to_owned()));
    assert_eq!(
        rows[7][0],
        Data::String("3 of 5 explained, 2 open".to_owned())
    );
}

#[test]
fn many_cases_go_on_over_many_pages() {
    let report = Report::of(&record(400), "Shop", Language::Ar);
    let pdf = listing(&Listing::from(&report)).unwrap();
    assert!(pdf.pages > 5, "{}", pdf.pages);
    let few = Report::of(&record(5), "Shop", Language::En);
    assert_eq!(listing(&Listing::from(&few)).unwrap().pages, 1);
}

#[test]
fn json_has_every_case_and_the_last_line() {
    let bytes = write(&record(5), "Shop", ReportFormat::Json, Language::En).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(json["cases"].as_array().unwrap().len(), 5);
    assert_eq!(json["cases"][1]["differenceHalalas"], -1);
    assert_eq!(json["lastLine"], "3 of 5 explained, 2 open");
}
