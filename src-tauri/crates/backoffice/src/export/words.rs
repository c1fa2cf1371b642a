//! The words in a file, in both languages: headings, and what people say for the words of the API.
//! They are those of the page; a test holds the two against each other.

use crate::view::{ActionState, ExportColumn, Language, OrderRow, Presence, StaleKind};

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) en: &'static str,
    pub(super) ar: &'static str,
}

impl Words {
    const fn new(en: &'static str, ar: &'static str) -> Self {
        Self { en, ar }
    }

    pub(super) fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Ar => self.ar,
        }
    }
}

/// The heading of a column.
pub(super) fn heading(column: ExportColumn) -> Words {
    use ExportColumn as Column;
    match column {
        Column::Number => Words::new("Number", "الرقم"),
        Column::Reference => Words::new("Reference", "المرجع"),
        Column::Type => Words::new("Type", "النوع"),
        Column::Financial => Words::new("Money", "المال"),
        Column::Shipping => Words::new("Shipping", "الشحن"),
        Column::Total => Words::new("Total, SAR", "الإجمالي، ر.س"),
        Column::Points => Words::new("Points", "النقاط"),
        Column::Created => Words::new("Created", "تاريخ الإنشاء"),
        Column::Updated => Words::new("Changed", "آخر تعديل"),
        Column::Checked => Words::new("Checked", "آخر تحقق"),
        Column::Items => Words::new("Items", "المنتجات"),
        Column::ItemCount => Words::new("Item lines", "عدد أسطر المنتجات"),
        Column::Uuid => Words::new("Points ID", "معرّف Points"),
        Column::SettlementStatus => Words::new("Settlement", "التسوية"),
        Column::FinancialStatus => Words::new("Money (Points)", "المال (Points)"),
        Column::ShippingStatus => Words::new("Shipping (Points)", "الشحن (Points)"),
        Column::ShippingCode => Words::new("Shipping code", "رمز الشحن"),
        Column::ShippingLabel => Words::new("Shipping label", "تسمية الشحن"),
        Column::ShippingNameAr => Words::new("Custom label, Arabic", "التسمية بالعربية"),
        Column::ShippingNameEn => Words::new("Custom label, English", "التسمية بالإنجليزية"),
        Column::Presence => Words::new("Known to Points", "معروف لدى Points"),
        Column::Stale => Words::new("Stale", "متأخر"),
        Column::Pending => Words::new("Not confirmed", "غير مؤكد"),
        Column::Metadata => Words::new("From the shop", "من المتجر"),
    }
}

/// What people say for `order_status`; of an order that was not read, or is gone, just that.
pub(super) fn financial(row: &OrderRow, language: Language) -> String {
    match row.presence {
        Presence::Known => {}
        other => return presence(other).in_language(language).to_owned(),
    }
    let Some(status) = row.financial_status.as_deref() else {
        return NO_STATUS.in_language(language).to_owned();
    };
    let words = match status {
        "approved" if row.order_type.as_deref() == Some("earning") => {
            Words::new("Points added", "أُضيفت النقاط")
        }
        "new" => Words::new("Unpaid", "غير مدفوع"),
        "authorized" => Words::new("Reserved", "محجوز"),
        "approved" | "captured" => Words::new("Paid", "مدفوع"),
        "cancelled" => Words::new("Order cancelled", "الطلب ملغى"),
        "partially_refunded" => Words::new("Partly refunded", "مسترد جزئيًا"),
        "fully_refunded" => Words::new("Refunded", "مسترد"),
        // A word we do not know stands as it came.
        unknown => return unknown.to_owned(),
    };
    words.in_language(language).to_owned()
}

const NO_STATUS: Words = Words::new("No status", "بلا حالة");

/// What people say for `type`.
pub(super) fn order_type(kind: &str, language: Language) -> String {
    match kind {
        "earning" => Words::new("Earning", "كسب نقاط"),
        "replacing" => Words::new("Redeeming", "استبدال نقاط"),
        unknown => return unknown.to_owned(),
    }
    .in_language(language)
    .to_owned()
}

/// What people say for the shipping status, with the merchant's own label for it first; nothing
/// where nothing is to be shipped, as in the list.
pub(super) fn shipping(row: &OrderRow, language: Language) -> Option<String> {
    let shipping = &row.shipping;
    let own = match language {
        Language::Ar => &shipping.custom_ar,
        Language::En => &shipping.custom_en,
    };
    if let Some(label) = own {
        return Some(label.clone());
    }
    match (&shipping.word, shipping.code) {
        (Some(word), _)
            if word == "new"
                && matches!(row.financial_status.as_deref(), Some("new" | "cancelled")) =>
        {
            None
        }
        (Some(word), _) => Some(shipping_word(word, language)),
        (None, Some(code)) => Some(match language {
            Language::En => format!("Code {code}"),
            Language::Ar => format!("الرمز {code}"),
        }),
        (None, None) => {
            (row.presence == Presence::Known).then(|| NO_STATUS.in_language(language).to_owned())
        }
    }
}

/// What people say for a shipping word of the API.
pub(super) fn shipping_word(word: &str, language: Language) -> String {
    match word {
        "new" => Words::new("Not started", "لم يبدأ"),
        "license_in_progress" => Words::new("Licence", "الترخيص"),
        "ready_shipping" => Words::new("Packed", "مجهّز"),
        "delivery_is_in_progress" => Words::new("On the way", "في الطريق"),
        "delivered" => Words::new("Delivered", "تم التسليم"),
        "cancelled" => Words::new("Shipment cancelled", "الشحنة ملغاة"),
        unknown => return unknown.to_owned(),
    }
    .in_language(language)
    .to_owned()
}

/// Whether Points has been heard.
pub(super) fn presence(presence: Presence) -> Words {
    match presence {
        Presence::Unread => Words::new("Not read yet", "لم يُقرأ بعد"),
        Presence::Known => Words::new("Known", "معروف"),
        Presence::Gone => Words::new("Gone at Points", "غير موجود في Points"),
    }
}

/// Why a checkout is stale.
pub(super) fn stale(kind: StaleKind) -> Words {
    match kind {
        StaleKind::Unpaid => Words::new("Unpaid too long", "غير مدفوع منذ مدة طويلة"),
        StaleKind::Reserved => Words::new("Reserved too long", "محجوز منذ مدة طويلة"),
    }
}

/// Where an action stands.
pub(super) fn action_state(state: ActionState) -> Words {
    match state {
        ActionState::Queued => Words::new("Written down", "سُجّل"),
        ActionState::Sending => Words::new("Sending begun", "بدأ الإرسال"),
        ActionState::Confirmed => Words::new("Points confirmed it", "أكده Points"),
        ActionState::Refused => Words::new("Points refused it", "رفضه Points"),
        ActionState::Unknown => Words::new("Unclear what came of it", "غير محسوم"),
        ActionState::NeedsPerson => Words::new("Left to you", "القرار لك"),
        ActionState::Withdrawn => Words::new("Given up", "تم التراجع عنه"),
        ActionState::Held => Words::new("Can still be undone", "يمكن التراجع عنه"),
        ActionState::Superseded => Words::new("Replaced by a later one", "حلّ محله تغيير لاحق"),
    }
}
