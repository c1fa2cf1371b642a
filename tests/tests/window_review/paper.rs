//! The report, as a person would read it.

use std::fs;
use std::path::Path;
use std::process::Command;

use acceptance::window::{DeskWindow, Viewer, left_behind};
use anyhow::{Context as _, ensure};

use super::Story;
use super::clearing::ALL;

impl Story<'_> {
    /// One key makes it, in the language of the page.
    pub(crate) async fn print(
        &self,
        desk: &mut DeskWindow<'_>,
        viewer: &Viewer,
    ) -> anyhow::Result<()> {
        let (words, shop) = (self.words, self.shop);
        desk.keys("p").await?;
        let report = viewer.opened().await?;
        desk.says(&words.text("run.reportOpened")?).await?;
        desk.look("printed").await?;
        let kept = format!("review-{}.pdf", self.place.language);
        fs::copy(&report, left_behind().join(kept))?;
        let text = text_of(&report)?;
        let all = ALL.to_string();
        let last_line = words.text_with_numbers(
            "run.explained",
            &[("explained", &all), ("total", &all), ("open", "0")],
        )?;
        for expected in [last_line.as_str(), self.place.shop, self.place.person] {
            assert!(has(&text, expected), "no {expected:?} in\n{text}");
        }
        for class in [
            "paid_twice",
            "amount_changed",
            "reserved_ageing",
            "unpaid_ageing",
            "shipping_not_begun",
            "no_points_id",
        ] {
            let name = words.text(&format!("case.{class}.name"))?;
            assert!(has(&text, &name), "no {name:?} in\n{text}");
        }
        for order in [
            &shop.twice[1].number,
            &shop.dearer.number,
            &shop.reserved.number,
            &shop.unpaid.number,
            &shop.promised.number,
            &shop.unshipped.number,
            &shop.unheard_of[0],
            &shop.unheard_of[1],
        ] {
            assert!(has(&text, order), "no {order} in\n{text}");
        }
        for order in [&shop.rescued, &shop.marked, &shop.without_id] {
            assert!(!has(&text, &order.number), "{} has closed", order.number);
        }
        // 184.50, 348.00, 620.00, 233.00, 145.00, 540.00, 61.00 and 92.75.
        assert!(has(&text, "2224.25"), "no sum in\n{text}");
        Ok(())
    }
}

/// A reader of PDF adds marks of direction, and takes the letters of an Arabic ligature out in the
/// sequence in which they are drawn: the same letters close together are the same words.
fn has(text: &str, expected: &str) -> bool {
    let is_mark = |sign: char| ('\u{064B}'..='\u{0652}').contains(&sign);
    let plain = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|sign| (sign.is_alphanumeric() && !is_mark(*sign)) || *sign == '.')
            .collect()
    };
    let sorted = |letters: &[char]| {
        let mut letters = letters.to_vec();
        letters.sort_unstable();
        letters
    };
    let (text, wanted) = (plain(text), plain(expected));
    let mut places = text.windows(wanted.len());
    if wanted.iter().all(char::is_ascii) {
        return places.any(|letters| letters == wanted);
    }
    let wanted = sorted(&wanted);
    places.any(|letters| sorted(letters) == wanted)
}

fn text_of(pdf: &Path) -> anyhow::Result<String> {
    let read = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(pdf)
        .arg("-")
        .output()
        .context("cannot start pdftotext, of poppler-utils")?;
    ensure!(
        read.status.success(),
        "pdftotext: {}",
        String::from_utf8_lossy(&read.stderr)
    );
    Ok(String::from_utf8(read.stdout)?)
}
