//! The words of a report, in both languages: those of the page, where it has them.

use crate::view::{CaseClass, CaseState, CaseStep, Language, RunTrigger};

/// One or the other.
pub(super) fn say<'a>(language: Language, en: &'a str, ar: &'a str) -> &'a str {
    match language {
        Language::En => en,
        Language::Ar => ar,
    }
}

/// What a class is called.
pub(super) fn class(class: CaseClass, language: Language) -> &'static str {
    let (en, ar) = match class {
        CaseClass::PaidNotInShop => ("Paid; shop not updated", "مدفوع، والمتجر لم يُحدَّث"),
        CaseClass::MovingInVain => ("Parcel moves in vain", "شحنة تسير بلا داع"),
        CaseClass::PaidTwice => ("Paid twice", "مدفوع مرتين"),
        CaseClass::AmountDiffers => ("Amounts differ", "المبلغان مختلفان"),
        CaseClass::AmountChanged => ("Amount changed while paying", "تغيّر المبلغ أثناء الدفع"),
        CaseClass::ReservedAgeing => ("Reserved for too long", "محجوز منذ مدة طويلة"),
        CaseClass::UnpaidAgeing => ("Unpaid for too long", "غير مدفوع منذ مدة طويلة"),
        CaseClass::PaidInShopOnly => ("Paid in the shop only", "مدفوع في المتجر فقط"),
        CaseClass::EventsAhead => ("Notice and Points disagree", "الإشعار يخالف Points"),
        CaseClass::WebhookLost => ("A notice was lost", "إشعار لم يصل"),
        CaseClass::ShippingNotBegun => ("Paid, never shipped", "مدفوع ولم يُشحن"),
        CaseClass::NoLongerRead => ("Open, no longer read", "مفتوح وتوقفت قراءته"),
        CaseClass::Gone => ("Gone at Points", "غير موجود في Points"),
        CaseClass::NumberShared => ("Order number used twice", "رقم طلب مكرر"),
        CaseClass::ShippingCodeUnsure => ("Shipping code unclear", "رمز شحن غير واضح"),
        CaseClass::StatusUnclear => ("Status unclear", "حالة غير واضحة"),
        CaseClass::NoPointsId => (
            "Can’t check: no Points ID",
            "تعذّر التحقق: معرّف Points غير موجود",
        ),
        CaseClass::PointsOnly => ("Known to Points only", "معروف في Points فقط"),
        CaseClass::Unclassified => ("Does not add up", "معلومات متعارضة"),
    };
    say(language, en, ar)
}

/// Where a case stands.
pub(super) fn state(state: CaseState, language: Language) -> &'static str {
    let (en, ar) = match state {
        CaseState::Open => ("open", "مفتوحة"),
        CaseState::Snoozed => ("put off", "مؤجلة"),
        CaseState::Explained => ("explained", "موضّحة"),
        CaseState::Closed => ("closed", "مغلقة"),
    };
    say(language, en, ar)
}

/// What was done, or is recommended.
pub(super) fn step(step: CaseStep, language: Language) -> &'static str {
    let (en, ar) = match step {
        CaseStep::ReadAgain => ("read again", "قراءة من جديد"),
        CaseStep::Cancel => ("cancel", "إلغاء"),
        CaseStep::Capture => ("capture", "تحصيل"),
        CaseStep::Refund => ("refund", "رد المبلغ"),
        CaseStep::Ship => ("ship", "شحن"),
        CaseStep::StopParcel => ("stop the parcel", "إيقاف الشحنة"),
        CaseStep::DoneInShop => ("done in the shop", "تم في المتجر"),
        CaseStep::PasteUuid => ("paste the ID", "لصق المعرّف"),
        CaseStep::ConfirmMatch => ("confirm the match", "تأكيد المطابقة"),
        CaseStep::CheckKey => ("look at the key", "مراجعة المفتاح"),
        CaseStep::Snooze => ("put off", "تأجيل"),
        CaseStep::Explain => ("explained by hand", "توضيح يدوي"),
    };
    say(language, en, ar)
}

/// Why a run began.
pub(super) fn trigger(trigger: RunTrigger, language: Language) -> &'static str {
    let (en, ar) = match trigger {
        RunTrigger::ByHand => ("by hand", "يدويًا"),
        RunTrigger::Nightly => ("by night", "ليلًا"),
        RunTrigger::Import => ("after a file", "بعد ملف"),
    };
    say(language, en, ar)
}
