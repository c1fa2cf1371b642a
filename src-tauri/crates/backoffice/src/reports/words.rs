//! The words of a report, in both languages.

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
        CaseClass::PaidNotInShop => ("Paid, not in the shop", "مدفوع وغير مسجّل في المتجر"),
        CaseClass::MovingInVain => ("Moving in vain", "شحنة بلا داعٍ"),
        CaseClass::PaidTwice => ("Paid twice", "مدفوع مرتين"),
        CaseClass::AmountDiffers => ("Amount differs", "المبلغ مختلف"),
        CaseClass::AmountChanged => ("Amount changed", "تغيّر المبلغ"),
        CaseClass::ReservedAgeing => ("Reserved for too long", "محجوز منذ مدة"),
        CaseClass::UnpaidAgeing => ("Unpaid for too long", "غير مدفوع منذ مدة"),
        CaseClass::PaidInShopOnly => ("Paid in the shop only", "مدفوع في المتجر فقط"),
        CaseClass::EventsAhead => ("Event not confirmed", "حدث غير مؤكد"),
        CaseClass::WebhookLost => ("Webhook lost", "ويب هوك مفقود"),
        CaseClass::ShippingNotBegun => ("Not shipped", "لم يُشحن"),
        CaseClass::NoLongerRead => ("No longer read", "لم يعد يُقرأ"),
        CaseClass::Gone => ("Gone from Points", "غير موجود في Points"),
        CaseClass::NumberShared => ("Number shared", "رقم مشترك"),
        CaseClass::ShippingCodeUnsure => ("Shipping code unsure", "رمز الشحن غير مؤكد"),
        CaseClass::StatusUnclear => ("Status unclear", "حالة غير واضحة"),
        CaseClass::NoPointsId => ("No Points ID", "بلا معرّف Points"),
        CaseClass::PointsOnly => ("Points only", "في Points فقط"),
        CaseClass::Unclassified => ("Unclassified", "غير مصنّف"),
    };
    say(language, en, ar)
}

/// Where a case stands.
pub(super) fn state(state: CaseState, language: Language) -> &'static str {
    let (en, ar) = match state {
        CaseState::Open => ("open", "مفتوحة"),
        CaseState::Snoozed => ("put off", "مؤجلة"),
        CaseState::Explained => ("explained", "مفسّرة"),
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
        CaseStep::Refund => ("refund", "استرداد"),
        CaseStep::Ship => ("ship", "شحن"),
        CaseStep::StopParcel => ("stop the parcel", "إيقاف الشحنة"),
        CaseStep::DoneInShop => ("done in the shop", "تم في المتجر"),
        CaseStep::PasteUuid => ("paste the ID", "لصق المعرّف"),
        CaseStep::ConfirmMatch => ("confirm the match", "تأكيد المطابقة"),
        CaseStep::CheckKey => ("check the key", "فحص المفتاح"),
        CaseStep::Snooze => ("put off", "تأجيل"),
        CaseStep::Explain => ("explained by hand", "تفسير يدوي"),
    };
    say(language, en, ar)
}

/// Why a run began.
pub(super) fn trigger(trigger: RunTrigger, language: Language) -> &'static str {
    let (en, ar) = match trigger {
        RunTrigger::ByHand => ("by hand", "يدويًا"),
        RunTrigger::Nightly => ("nightly", "ليليًا"),
        RunTrigger::Import => ("after an import", "بعد استيراد"),
    };
    say(language, en, ar)
}
