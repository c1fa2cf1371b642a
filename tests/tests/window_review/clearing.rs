//! The queue, from its first case to its last.

use acceptance::window::{DeskWindow, Kind};

use super::shop::Order;
use super::{ENTER, SHIFT, Story};

/// What stands over the case that is looked at.
const TITLE: &str = "article h2";
/// What is explained of all at the end. The two that the shop put right have closed by themselves,
/// and so has the one whose ID was pasted.
pub(crate) const ALL: usize = 8;

impl Story<'_> {
    /// Every case but the first, which waits for the shop.
    pub(crate) async fn clear(&self, desk: &mut DeskWindow<'_>) -> anyhow::Result<()> {
        let (words, shop) = (self.words, self.shop);
        // Paid, and the shop does not know: nothing that ends it is offered.
        self.is_at(desk, &shop.rescued.number).await?;
        for step in ["cancel", "refund"] {
            let name = words.text(&format!("case.step.{step}"))?;
            assert!(!desk.has(Kind::Button, &name).await?, "{name} is offered");
        }
        desk.look_in_both_themes("rescue").await?;
        desk.keys("r").await?;
        let number = [("number", shop.rescued.number.as_str())];
        desk.says(&words.filled("case.readSame", &number)?).await?;
        desk.keys("j").await?;
        self.is_at(desk, &shop.marked.number).await?;
        desk.keys(ENTER).await?;
        self.did(desk, &shop.marked.number, "done_in_shop").await?;

        self.refund(desk, &shop.twice[1]).await?;
        self.cancel(desk, &shop.dearer, ("amountChanged", "amount-changed"))
            .await?;
        self.capture(desk, &shop.reserved).await?;
        self.cancel(desk, &shop.unpaid, ("notPaid", "unpaid"))
            .await?;
        self.put_off(desk, &shop.promised).await?;
        self.ship_on_second_thoughts(desk, &shop.unshipped).await?;
        self.paste_id(desk, &shop.without_id).await?;
        self.explain_two(desk).await?;
        self.is_at(desk, &shop.rescued.number).await?;
        desk.look("one-is-left").await
    }

    /// The customer paid twice: one of the two goes back, after the question and its reason.
    async fn refund(&self, desk: &mut DeskWindow<'_>, order: &Order) -> anyhow::Result<()> {
        self.is_at(desk, &order.number).await?;
        desk.look("paid-twice").await?;
        desk.keys(ENTER).await?;
        let title = self.words.text("moving.title.refund")?;
        desk.shows(Kind::Dialog, &title).await?;
        desk.choose_by_keys(&self.words.text("moving.reason.paidTwice")?)
            .await?;
        desk.look("refund").await?;
        desk.press_by_keys(Kind::Button, &self.words.text("moving.confirm.refund")?)
            .await?;
        desk.hides(Kind::Dialog, &title).await?;
        self.did(desk, &order.number, "refund").await
    }

    async fn cancel(
        &self,
        desk: &mut DeskWindow<'_>,
        order: &Order,
        (reason, picture): (&str, &str),
    ) -> anyhow::Result<()> {
        self.is_at(desk, &order.number).await?;
        desk.look(picture).await?;
        desk.keys(ENTER).await?;
        let title = self.words.text("moving.title.cancel")?;
        desk.shows(Kind::Dialog, &title).await?;
        desk.choose_by_keys(&self.words.text(&format!("moving.reason.{reason}"))?)
            .await?;
        desk.press_by_keys(Kind::Button, &self.words.text("moving.confirm.cancel")?)
            .await?;
        desk.hides(Kind::Dialog, &title).await?;
        self.did(desk, &order.number, "cancel").await
    }

    async fn capture(&self, desk: &mut DeskWindow<'_>, order: &Order) -> anyhow::Result<()> {
        self.is_at(desk, &order.number).await?;
        desk.look("reserved").await?;
        desk.keys(ENTER).await?;
        let title = self.words.text("moving.title.capture")?;
        desk.shows(Kind::Dialog, &title).await?;
        desk.look("take-the-money").await?;
        desk.keys(ENTER).await?;
        desk.hides(Kind::Dialog, &title).await?;
        self.did(desk, &order.number, "capture").await
    }

    /// Until tomorrow.
    async fn put_off(&self, desk: &mut DeskWindow<'_>, order: &Order) -> anyhow::Result<()> {
        self.is_at(desk, &order.number).await?;
        desk.keys("h").await?;
        let tomorrow = self.words.text("case.snooze.tomorrow")?;
        desk.shows(Kind::Item, &tomorrow).await?;
        desk.look_in_both_themes("put-off-until").await?;
        desk.choose_item_by_keys(&tomorrow).await?;
        self.did(desk, &order.number, "snooze").await
    }

    /// Asked for, taken back while nothing has left, and asked for again.
    async fn ship_on_second_thoughts(
        &self,
        desk: &mut DeskWindow<'_>,
        order: &Order,
    ) -> anyhow::Result<()> {
        let words = self.words;
        self.is_at(desk, &order.number).await?;
        desk.look("not-shipped").await?;
        desk.keys(ENTER).await?;
        self.did(desk, &order.number, "ship").await?;
        desk.keys("z").await?;
        let packed = words.text("shipping.ready_shipping")?;
        let what = words.filled("asked.shipping", &[("status", &packed)])?;
        let taken = [("what", what.as_str()), ("number", &order.number)];
        desk.says(&words.filled("undo.taken", &taken)?).await?;
        assert_eq!(self.points.changes_asked(&order.uuid).await?.len(), 0);
        desk.look("taken-back").await?;
        desk.keys("k").await?;
        self.is_at(desk, &order.number).await?;
        desk.shows(
            Kind::Button,
            &words.filled("case.step.shipTo", &[("status", &packed)])?,
        )
        .await?;
        desk.keys(ENTER).await?;
        self.did(desk, &order.number, "ship").await
    }

    /// The shop does not have its ID, and the dashboard does. Read by it, there is nothing to explain.
    async fn paste_id(&self, desk: &mut DeskWindow<'_>, order: &Order) -> anyhow::Result<()> {
        self.is_at(desk, &order.number).await?;
        desk.look_in_both_themes("no-points-id").await?;
        desk.keys(ENTER).await?;
        let has_focus = "document.activeElement.closest('[data-case-paste]') !== null
            && document.activeElement.matches('input')";
        desk.becomes_true("the field has the focus", has_focus)
            .await?;
        desk.paste_here(&format!("https://business.papp.sa/orders/{}", order.uuid))
            .await?;
        desk.look("pasted").await?;
        desk.keys(ENTER).await?;
        self.did(desk, &order.number, "paste_uuid").await
    }

    /// Points never heard of them: both in one go, after a word about how many and how much.
    async fn explain_two(&self, desk: &mut DeskWindow<'_>) -> anyhow::Result<()> {
        let words = self.words;
        let [first, _] = &self.shop.unheard_of;
        self.is_at(desk, first).await?;
        desk.keys("x").await?;
        desk.chord(SHIFT, "j").await?;
        desk.says(&words.plural("case.batch.count", 2, &[])?)
            .await?;
        desk.look_in_both_themes("two-are-chosen").await?;
        desk.keys("e").await?;
        desk.shows(Kind::Dialog, &words.text("case.batch.title.explain")?)
            .await?;
        desk.says_in("[role='dialog']", "153.75").await?;
        desk.paste_by_keys(&words.text("case.explain.label")?, self.place.notes[0])
            .await?;
        desk.look_in_both_themes("explain-two").await?;
        desk.press_by_keys(
            Kind::Button,
            &words.plural("case.batch.confirm.explain", 2, &[])?,
        )
        .await?;
        desk.says(&words.plural("case.batch.did.explain", 2, &[])?)
            .await
    }

    /// What was left until tomorrow is done today: with it the last case is explained.
    pub(crate) async fn bring_back_what_was_put_off(
        &self,
        desk: &mut DeskWindow<'_>,
    ) -> anyhow::Result<()> {
        let words = self.words;
        let count = |number: usize| number.to_string();
        let put_off = words.text_with_numbers(
            "case.empty.explainedAndPutOff",
            &[
                ("explained", &count(ALL - 1)),
                ("total", &count(ALL)),
                ("snoozed", "1"),
            ],
        )?;
        desk.says(&put_off).await?;
        desk.look("all-but-one-put-off").await?;
        desk.choose_by_keys(&words.text("case.list.snoozed")?)
            .await?;
        self.is_at(desk, &self.shop.promised.number).await?;
        desk.look("put-off").await?;
        desk.press_by_keys(Kind::Button, &words.text("case.reopen")?)
            .await?;
        desk.hides(Kind::Button, &words.text("case.reopen")?)
            .await?;
        self.is_at(desk, &self.shop.promised.number).await?;
        desk.keys("e").await?;
        desk.paste_by_keys(&words.text("case.explain.label")?, self.place.notes[1])
            .await?;
        desk.look("explain").await?;
        desk.press_by_keys(Kind::Button, &words.text("case.explain.confirm")?)
            .await?;
        let all = words.text_with_numbers(
            "case.empty.explained",
            &[("explained", &count(ALL)), ("total", &count(ALL))],
        )?;
        desk.says(&all).await?;
        desk.look_in_both_themes("all-explained").await
    }

    /// Waits until the case of this order or checkout is the one that is looked at.
    async fn is_at(&self, desk: &DeskWindow<'_>, number: &str) -> anyhow::Result<()> {
        desk.says_in(TITLE, &format!("#{number}")).await
    }

    /// Waits until the page says what was decided.
    async fn did(&self, desk: &DeskWindow<'_>, number: &str, step: &str) -> anyhow::Result<()> {
        let what = self.words.text(&format!("case.did.{step}"))?;
        let did = [("number", number), ("what", what.as_str())];
        desk.says(&self.words.filled("case.did", &did)?).await
    }
}
