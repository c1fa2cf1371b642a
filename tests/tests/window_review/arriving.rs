//! From a first start to the queue: the store, two orders whose shipping moves, the watched folder,
//! the shop's file, and a run.

use std::time::Duration;

use acceptance::window::{DeskWindow, Kind};

use super::shop::Order;
use super::{CONTROL, ENTER, SHIFT, Story};

/// How the toolkit titles the dialog for a folder, in the language of the session.
const CHOOSE_FOLDER: &str = "Select Folder";
/// The heads of the classes count as rows too: seven of them, over eleven cases.
const LINES: usize = 7 + 11;

impl Story<'_> {
    /// Keys and a name, then the orders that no file of the shop will name.
    pub(crate) async fn connect(&self, desk: &mut DeskWindow<'_>) -> anyhow::Result<()> {
        let (words, points) = (self.words, self.points);
        desk.press_by_keys(Kind::Button, &words.text("environment.custom")?)
            .await?;
        desk.paste_by_keys(&words.text("welcome.address")?, points.base_url())
            .await?;
        desk.paste_by_keys(&words.text("welcome.name")?, self.place.shop)
            .await?;
        desk.paste_by_keys(&words.text("key.private")?, points.private_key())
            .await?;
        desk.keys(ENTER).await?;
        let name = [("name", self.place.shop)];
        desk.says(&words.filled("welcome.connected", &name)?)
            .await?;
        let shop = self.shop;
        let uuids: Vec<_> = shop
            .twice
            .iter()
            .chain(&shop.in_order)
            .map(|order| order.uuid.as_str())
            .collect();
        desk.paste_by_keys(&words.text("add.paste")?, &uuids.join("\n"))
            .await?;
        desk.press_by_keys(Kind::Button, &words.text("add.submit")?)
            .await?;
        desk.press_by_keys(Kind::Button, &words.text("report.done")?)
            .await?;
        points.are_read(&uuids).await?;
        desk.counts(uuids.len()).await
    }

    /// Points says shipping as a number. What two of them mean is known once two were asked for.
    pub(crate) async fn move_what_is_in_order(
        &self,
        desk: &mut DeskWindow<'_>,
    ) -> anyhow::Result<()> {
        let [started, packed] = &self.shop.in_order;
        self.set_shipping(desk, started, "new").await?;
        self.set_shipping(desk, packed, "ready_shipping").await
    }

    async fn set_shipping(
        &self,
        desk: &mut DeskWindow<'_>,
        order: &Order,
        status: &str,
    ) -> anyhow::Result<()> {
        let words = self.words;
        desk.command(&words.text("palette.name")?, &order.number)
            .await?;
        desk.says_in("aside", &order.number).await?;
        desk.chord(SHIFT, "]").await?;
        desk.choose_by_keys(&words.text(&format!("shipping.{status}"))?)
            .await?;
        desk.press_by_keys(Kind::Button, &words.text("shipping.send")?)
            .await?;
        desk.hides(Kind::Dialog, &words.text("shipping.menu")?)
            .await?;
        desk.escapes("aside").await
    }

    /// The folder is chosen, the file lands in it, its columns are known, and it is taken over.
    pub(crate) async fn take_first_file_over(
        &self,
        desk: &mut DeskWindow<'_>,
    ) -> anyhow::Result<()> {
        let words = self.words;
        desk.command(
            &words.text("palette.name")?,
            &words.text("command.chooseFolder")?,
        )
        .await?;
        self.session
            .name_folder(CHOOSE_FOLDER, &self.downloads)
            .await?;
        desk.says(&words.text("folder.chosen")?).await?;
        self.shop.export(&self.downloads.join("orders-1.csv"))?;
        desk.shows(Kind::Button, &words.text("offer.look")?).await?;
        desk.look("offered").await?;

        desk.keys("i").await?;
        let dialog = "[role='dialog']";
        desk.says_in(dialog, &words.text("statusWords.known")?)
            .await?;
        for field in [
            "order_number",
            "uuid",
            "amount",
            "opened_at",
            "status",
            "customer",
            "phone",
            "city",
        ] {
            let heading = words.text(&format!("shopField.{field}"))?;
            desk.says_in(dialog, &heading).await?;
        }
        for column in self.place.hand.columns {
            let taken_for = words.filled("fileColumns.says", &[("column", column)])?;
            desk.shows(Kind::Button, &taken_for).await?;
        }
        desk.look_in_both_themes("looked-at").await?;
        desk.chord(CONTROL, ENTER).await?;
        desk.shows(Kind::Dialog, &words.text("importReport.title")?)
            .await?;
        let taken = words.plural("importReport.whole", self.shop.rows(), &[])?;
        desk.says_in(dialog, &taken).await?;
        desk.look_in_both_themes("taken-over").await?;
        desk.keys(ENTER).await?;
        desk.hides(Kind::Dialog, &words.text("importReport.title")?)
            .await?;
        desk.shows(Kind::Heading, &words.text("frame.review")?)
            .await
    }

    /// What the file brought is read; then everything is looked through once more, by hand.
    pub(crate) async fn look_through(&self, desk: &mut DeskWindow<'_>) -> anyhow::Result<()> {
        let shop = self.shop;
        let listed: Vec<_> = [
            &shop.rescued,
            &shop.marked,
            &shop.dearer,
            &shop.reserved,
            &shop.unpaid,
            &shop.promised,
            &shop.unshipped,
        ]
        .map(|order| order.uuid.as_str())
        .into();
        self.points.are_read(&listed).await?;
        // The two that were asked for at first have left by now, or do so before the run ends.
        for order in &shop.in_order {
            while self.points.changes_asked(&order.uuid).await?.is_empty() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        desk.keys("t").await?;
        let by_hand = format!("{}:", self.words.text("run.trigger.by_hand")?);
        desk.says(&by_hand).await?;
        desk.has_rows(LINES).await?;
        desk.look_in_both_themes("queue").await
    }

    /// The shop was put right, and says so in its next file, which is read as the one before: what
    /// waited for that closes by itself.
    pub(crate) async fn take_second_file_over(
        &self,
        desk: &mut DeskWindow<'_>,
    ) -> anyhow::Result<()> {
        let words = self.words;
        self.shop
            .export_put_right(&self.downloads.join("orders-2.csv"))?;
        desk.shows(Kind::Button, &words.text("offer.take")?).await?;
        desk.keys("i").await?;
        desk.shows(Kind::Dialog, &words.text("importReport.title")?)
            .await?;
        let taken = words.plural("importReport.whole", self.shop.rows(), &[])?;
        desk.says_in("[role='dialog']", &taken).await?;
        desk.keys(ENTER).await?;
        desk.hides(Kind::Dialog, &words.text("importReport.title")?)
            .await
    }
}
