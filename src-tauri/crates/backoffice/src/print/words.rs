//! The words on a sheet, in both languages. What a status is called is what the page calls it.

use crate::view::{ActionState, Language, PrintKind};

/// A word or a sentence of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    en: &'static str,
    ar: &'static str,
}

const fn word(en: &'static str, ar: &'static str) -> Word {
    Word { en, ar }
}

impl Word {
    /// In a language.
    pub(super) fn of(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Ar => self.ar,
        }
    }

    /// In a language, with values in the places of `{}`.
    pub(super) fn with(self, language: Language, values: &[&str]) -> String {
        let mut values = values.iter();
        let mut sentence = String::new();
        for (place, part) in self.of(language).split("{}").enumerate() {
            if place > 0 {
                sentence.push_str(values.next().unwrap_or(&NOTHING));
            }
            sentence.push_str(part);
        }
        sentence
    }
}

pub(super) const SLIP: Word = word("Packing slip", "قسيمة تجهيز");
pub(super) const SUMMARY: Word = word("Order summary", "ملخص الطلب");
pub(super) const ORDER: Word = word("Order", "الطلب");
pub(super) const POINTS_ID: Word = word("Points ID", "معرّف Points");
pub(super) const REFERENCE: Word = word("Reference", "المرجع");
pub(super) const CREATED: Word = word("Created", "أُنشئ");
pub(super) const TYPE: Word = word("Type", "النوع");
pub(super) const SHIPPING: Word = word("Shipping", "الشحن");
pub(super) const OWN_LABEL: Word = word("Custom label", "التسمية الخاصة");
pub(super) const PIECES: Word = word("Pieces", "عدد القطع");
pub(super) const READ: Word = word("Read from Points", "قراءة من Points");
pub(super) const MONEY: Word = word("Money", "المال");
pub(super) const TOTAL: Word = word("Total", "الإجمالي");
pub(super) const POINTS: Word = word("Points", "النقاط");
pub(super) const SETTLEMENT: Word = word("Settlement", "التسوية");
pub(super) const PAYMENT: Word = word("Payment", "الدفع");
pub(super) const REASON: Word = word("Reason", "السبب");
pub(super) const REFUNDED: Word = word("Refunded", "المسترد");
pub(super) const POINTS_RETURNED: Word = word("Points returned", "النقاط المستردة");
pub(super) const LEFT_TO_REFUND: Word = word("Left to refund", "المتبقي");
pub(super) const POINTS_LEFT: Word = word("Points left", "النقاط المتبقية");
pub(super) const ITEM: Word = word("Item", "المنتج");
pub(super) const QUANTITY: Word = word("Qty", "الكمية");
pub(super) const PRICE: Word = word("Price, SAR", "السعر، ر.س");
pub(super) const TIMELINE: Word = word("Timeline", "السجل الزمني");
pub(super) const NOTES: Word = word("Notes", "ملاحظات");
pub(super) const RECIPIENT: Word = word("Recipient", "المستلم");
pub(super) const NO_RECIPIENT: Word = word(
    "No recipient: not a shipping label",
    "بلا مستلم: ليست ملصق شحن",
);
pub(super) const NOT_AN_INVOICE: Word = word("Not a tax invoice", "ليست فاتورة ضريبية");
pub(super) const NO_ITEMS: Word = word(
    "Points has no items for this order.",
    "لا توجد منتجات لهذا الطلب في Points.",
);
pub(super) const UNREAD: Word = word(
    "Not read from Points yet: only its ID is known.",
    "لم يُقرأ من Points بعد: المعروف هو المعرّف فقط.",
);
pub(super) const GONE: Word = word(
    "Points does not know this order any more. This is what was last read.",
    "لم يعد Points يعرف هذا الطلب. المطبوع هو آخر ما قُرئ.",
);
pub(super) const PRINTED: Word = word("Printed {}, Riyadh time", "طُبع {}، بتوقيت الرياض");
pub(super) const WAS: Word = word("{} (was {})", "{} (كان: {})");
pub(super) const ASKED: Word = word("Asked for “{}”: {}", "طُلب «{}»: {}");
pub(super) const ASKED_LABEL: Word = word("Asked for a custom label: {}", "طُلبت تسمية خاصة: {}");
pub(super) const EARLIER: Word = word("Earlier entries left out: {}", "أحداث أقدم لم تُطبع: {}");
pub(super) const COLON: Word = word("{}: {}", "{}: {}");
pub(super) const SCAN_COMMANDS: Word = word("Scan commands", "أوامر المسح");
pub(super) const SCAN_HINT: Word = word(
    "Scan one of these in scan mode, as you would a parcel.",
    "امسح أحد هذه الرموز في وضع المسح كما تمسح طردًا.",
);
pub(super) const COMMAND: Word = word("Command", "أمر");
pub(super) const FROM_NOW_ON: Word = word("Next parcels", "الطرود التالية");
pub(super) const UNDO_SCAN: Word = word("Undo the last scan", "التراجع عن آخر مسح");
pub(super) const FINISH_SCANNING: Word = word("Finish scanning", "إنهاء المسح");
pub(super) const AT_THE_TABLE: Word = word("Belongs on the packing table", "مكانها طاولة التجهيز");
pub(super) const RECONCILIATION: Word = word("Reconciliation report", "تقرير المطابقة");
pub(super) const OF_THE_SHOP: Word = word("For the shop’s own records", "لسجلات المتجر");
pub(super) const PAGE: Word = word("Page {} of {}", "صفحة {} من {}");
/// Where Points has said nothing.
pub(super) const NOTHING: &str = "–";

const NO_STATUS: Word = word("No status", "بلا حالة");
const CODE: Word = word("Code {}", "الرمز {}");
const POINTS_ADDED: Word = word("Points added", "أُضيفت النقاط");

/// What a sheet is called.
pub(super) fn title(kind: PrintKind) -> Word {
    match kind {
        PrintKind::Slip => SLIP,
        PrintKind::Summary => SUMMARY,
    }
}

/// Where the money stands. A word of Points that we do not know stays as it came.
pub(super) fn financial<'a>(
    status: Option<&'a str>,
    order_type: Option<&str>,
    language: Language,
) -> &'a str {
    let word = match status {
        None => NO_STATUS,
        Some("new") => word("Unpaid", "غير مدفوع"),
        Some("authorized") => word("Reserved", "محجوز"),
        Some("approved") if order_type == Some("earning") => POINTS_ADDED,
        Some("approved" | "captured") => word("Paid", "مدفوع"),
        Some("cancelled") => word("Order cancelled", "الطلب ملغى"),
        Some("partially_refunded") => word("Partly refunded", "مسترد جزئيًا"),
        Some("fully_refunded") => word("Refunded", "مسترد"),
        Some(other) => return other,
    };
    word.of(language)
}

/// Where the parcel stands: a word of Points, or a number whose word is not known.
pub(super) fn shipping(status: Option<&str>, language: Language) -> String {
    let word = match status {
        None => NO_STATUS,
        Some("new") => word("Not started", "لم يبدأ"),
        Some("license_in_progress") => word("Licence", "الترخيص"),
        Some("ready_shipping") => word("Packed", "مجهّز"),
        Some("delivery_is_in_progress") => word("On the way", "في الطريق"),
        Some("delivered") => word("Delivered", "تم التسليم"),
        Some("cancelled") => word("Shipment cancelled", "الشحنة ملغاة"),
        Some(other) => {
            return match other.strip_prefix("code:") {
                Some(code) => CODE.with(language, &[code]),
                None => other.to_owned(),
            };
        }
    };
    word.of(language).to_owned()
}

/// What kind of order it is.
pub(super) fn order_type(order_type: Option<&str>, language: Language) -> &str {
    match order_type {
        None => NOTHING,
        Some("earning") => word("Earning", "كسب نقاط").of(language),
        Some("replacing") => word("Redeeming", "استبدال نقاط").of(language),
        Some(other) => other,
    }
}

/// What came of something we asked for.
pub(super) fn action_state(state: ActionState, language: Language) -> &'static str {
    match state {
        ActionState::Queued => word("Written down", "سُجّل"),
        ActionState::Sending => word("Sending begun", "بدأ الإرسال"),
        ActionState::Confirmed => word("Points confirmed it", "أكده Points"),
        ActionState::Refused => word("Points refused it", "رفضه Points"),
        ActionState::Unknown => word("Unclear what came of it", "غير محسوم"),
        ActionState::NeedsPerson => word("Left to you", "القرار لك"),
        ActionState::Withdrawn => word("Given up", "تم التراجع عنه"),
        ActionState::Held => word("Can still be undone", "يمكن التراجع عنه"),
        ActionState::Superseded => word("Replaced by a later one", "حلّ محله تغيير لاحق"),
    }
    .of(language)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn page(language: Language) -> Value {
        serde_json::from_str(match language {
            Language::En => include_str!("../../../../../ui/src/messages/en.json"),
            Language::Ar => include_str!("../../../../../ui/src/messages/ar.json"),
        })
        .unwrap()
    }

    #[test]
    fn paper_says_what_the_page_says() {
        for language in [Language::En, Language::Ar] {
            let page = page(language);
            let says = |key: &str, printed: &str| assert_eq!(page[key], printed, "{key}");
            says("money.unknown", financial(None, None, language));
            for status in [
                "new",
                "authorized",
                "approved",
                "captured",
                "cancelled",
                "partially_refunded",
                "fully_refunded",
            ] {
                let key = format!("money.{status}");
                says(&key, financial(Some(status), None, language));
            }
            says(
                "money.approvedEarning",
                financial(Some("approved"), Some("earning"), language),
            );
            says("shipping.unknown", &shipping(None, language));
            for status in [
                "new",
                "license_in_progress",
                "ready_shipping",
                "delivery_is_in_progress",
                "delivered",
                "cancelled",
            ] {
                says(
                    &format!("shipping.{status}"),
                    &shipping(Some(status), language),
                );
            }
            says("shipping.code", &shipping(Some("code:{code}"), language));
            for kind in ["earning", "replacing"] {
                says(&format!("type.{kind}"), order_type(Some(kind), language));
            }
            for (state, name) in [
                (ActionState::Queued, "queued"),
                (ActionState::Sending, "sending"),
                (ActionState::Confirmed, "confirmed"),
                (ActionState::Refused, "refused"),
                (ActionState::Unknown, "unknown"),
                (ActionState::NeedsPerson, "needs_person"),
                (ActionState::Withdrawn, "withdrawn"),
            ] {
                says(
                    &format!("action.state.{name}"),
                    action_state(state, language),
                );
            }
            for (key, word) in [
                ("field.reference_number", REFERENCE),
                ("field.created_at", CREATED),
                ("field.uuid", POINTS_ID),
                ("field.settlement_status", SETTLEMENT),
                ("field.refund_amount", REFUNDED),
                ("field.left_amount", LEFT_TO_REFUND),
                ("source.read", READ),
                ("detail.timeline", TIMELINE),
                ("detail.noItems", NO_ITEMS),
            ] {
                says(key, word.of(language));
            }
        }
    }

    #[test]
    fn a_value_is_never_taken_for_a_place() {
        assert_eq!(WAS.with(Language::En, &["{}", "new"]), "{} (was new)");
    }

    #[test]
    fn a_word_of_points_that_is_new_to_us_stays() {
        assert_eq!(financial(Some("on_hold"), None, Language::Ar), "on_hold");
        assert_eq!(shipping(Some("at_customs"), Language::En), "at_customs");
        assert_eq!(shipping(Some("code:7"), Language::En), "Code 7");
        assert_eq!(order_type(Some("3"), Language::En), "3");
    }
}
