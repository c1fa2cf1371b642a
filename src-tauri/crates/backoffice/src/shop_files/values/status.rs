//! What shops call the states of their orders: WooCommerce, Shopify, Salla, Zid and those who speak
//! like them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::text::key_words;
use crate::view::ShopStatus;

/// What the desk knows a word to mean; none where nobody told it.
pub(in super::super) fn known_status(text: &str) -> Option<ShopStatus> {
    KNOWN.get(&status_key(text)).copied()
}

/// The spellings of one status are one: case, signs, the article, and the prefix that WooCommerce
/// keeps its own by.
pub(in super::super) fn status_key(text: &str) -> String {
    // No status is longer, and a cell may be.
    let text = text
        .char_indices()
        .nth(80)
        .map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    let words = key_words(text);
    let words = match words.as_slice() {
        [prefix, rest @ ..] if prefix == "wc" && !rest.is_empty() => rest,
        all => all,
    };
    words.join(" ")
}

static KNOWN: LazyLock<HashMap<String, ShopStatus>> = LazyLock::new(|| {
    [
        (ShopStatus::Pending, PENDING),
        (ShopStatus::Paid, PAID),
        (ShopStatus::Cancelled, CANCELLED),
        (ShopStatus::Refunded, REFUNDED),
        (ShopStatus::Other, OTHER),
    ]
    .into_iter()
    .flat_map(|(status, words)| words.iter().map(move |word| (status_key(word), status)))
    .collect()
});

/// The shop waits for the money. What is authorized is not collected yet, what failed may be tried
/// again, and of what is partly paid some is missing.
const PENDING: &[&str] = &[
    "pending",
    "pending payment",
    "payment pending",
    "awaiting payment",
    "waiting for payment",
    "waiting payment",
    "unpaid",
    "not paid",
    "on hold",
    "on-hold",
    "onhold",
    "checkout draft",
    "draft",
    "failed",
    "payment failed",
    "authorized",
    "authorised",
    "partially paid",
    "partially_paid",
    "abandoned",
    "due",
    "open",
    "بانتظار الدفع",
    "بإنتظار الدفع",
    "في انتظار الدفع",
    "انتظار الدفع",
    "قيد انتظار الدفع",
    "بانتظار السداد",
    "بانتظار التحويل",
    "بانتظار تأكيد الدفع",
    "غير مدفوع",
    "غير مدفوعة",
    "غير مسدد",
    "لم يدفع",
    "لم يتم الدفع",
    "لم يكتمل الدفع",
    "الدفع معلق",
    "معلق",
    "معلقة",
    "قيد الانتظار",
    "فشل الدفع",
    "فشل",
    "فشلت عملية الدفع",
    "مدفوع جزئيا",
    "مدفوع جزئيًا",
    "متروكة",
    "مسودة",
    "مفوض",
    "محجوز",
];

/// The shop counts it as paid: it is in work, on its way or delivered.
const PAID: &[&str] = &[
    "paid",
    "captured",
    "approved",
    "success",
    "successful",
    "payment received",
    "processing",
    "in progress",
    "in_progress",
    "preparing",
    "prepared",
    "ready",
    "ready for pickup",
    "ready to ship",
    "packed",
    "completed",
    "complete",
    "done",
    "fulfilled",
    "shipped",
    "in transit",
    "delivering",
    "indelivery",
    "in delivery",
    "out for delivery",
    "delivered",
    "مدفوع",
    "مدفوعة",
    "تم الدفع",
    "مسدد",
    "تم السداد",
    "تم التحصيل",
    "تم استلام المبلغ",
    "قيد التنفيذ",
    "جاري التنفيذ",
    "تم التنفيذ",
    "منفذ",
    "قيد المعالجة",
    "جاري المعالجة",
    "قيد التجهيز",
    "جاري التجهيز",
    "يجري التجهيز",
    "تم التجهيز",
    "جاهز",
    "جاهز للشحن",
    "جاهز للاستلام",
    "جاهز للتوصيل",
    "قيد الشحن",
    "جاري الشحن",
    "تم الشحن",
    "مشحون",
    "قيد التوصيل",
    "جاري التوصيل",
    "في الطريق",
    "خرج للتوصيل",
    "تم التوصيل",
    "تم التسليم",
    "تم الاستلام",
    "مكتمل",
    "مكتملة",
    "مكتمل الدفع",
    "اكتمل",
    "ناجح",
    "ناجحة",
];

/// The shop has given it up.
const CANCELLED: &[&str] = &[
    "cancelled",
    "canceled",
    "cancel",
    "cancelled by customer",
    "voided",
    "void",
    "expired",
    "declined",
    "rejected",
    "trash",
    "deleted",
    "ملغي",
    "ملغى",
    "ملغية",
    "ملغاة",
    "ملغاه",
    "تم الإلغاء",
    "تم إلغاء الطلب",
    "الغاء",
    "ملغي من العميل",
    "محذوف",
    "محذوفة",
    "مرفوض",
    "مرفوضة",
    "منتهي",
    "منتهية",
    "منتهي الصلاحية",
];

/// The shop gave the money back, all or some of it.
const REFUNDED: &[&str] = &[
    "refunded",
    "partially refunded",
    "partially_refunded",
    "fully refunded",
    "returned",
    "restored",
    "restoring",
    "refund",
    "refund in progress",
    "مسترجع",
    "مسترجعة",
    "مسترد",
    "مستردة",
    "قيد الاسترجاع",
    "تم الاسترجاع",
    "تم الاسترداد",
    "تم استرجاع المبلغ",
    "تم رد المبلغ",
    "مرتجع",
    "مرتجعة",
    "مسترجع جزئيا",
    "مسترد جزئيا",
    "مسترد جزئيًا",
];

/// It says nothing about the money.
const OTHER: &[&str] = &[
    "new",
    "under review",
    "under_review",
    "in review",
    "received",
    "confirmed",
    "unfulfilled",
    "partially fulfilled",
    "request quote",
    "جديد",
    "جديدة",
    "بانتظار المراجعة",
    "بإنتظار المراجعة",
    "قيد المراجعة",
    "طلب عرض سعر",
    "تم استلام الطلب",
    "مؤكد",
    "تم التأكيد",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shops_words_are_known_in_every_spelling() {
        for (status, texts) in [
            (
                ShopStatus::Pending,
                [
                    "wc-pending",
                    "Pending payment",
                    "بإنتظار الدفع",
                    "ON-HOLD",
                    "partially_paid",
                ],
            ),
            (
                ShopStatus::Paid,
                [
                    "wc-processing",
                    "Paid",
                    "تم التنفيذ",
                    "جارِي التوصيل",
                    "inDelivery",
                ],
            ),
            (
                ShopStatus::Cancelled,
                ["Cancelled", "voided", "ملغى", "ملغي", "الملغية"],
            ),
            (
                ShopStatus::Refunded,
                [
                    "Partially Refunded",
                    "refunded",
                    "مسترجع",
                    "قيد الإسترجاع",
                    "مُسترد",
                ],
            ),
            (
                ShopStatus::Other,
                [
                    "بإنتظار المراجعة",
                    "new",
                    "جديد",
                    "under_review",
                    "Unfulfilled",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(known_status(text), Some(status), "{text}");
            }
        }
    }

    #[test]
    fn what_nobody_told_is_unknown() {
        for text in ["", "wc-", "بانتظار المدير", "paid maybe", "10482"] {
            assert_eq!(known_status(text), None, "{text}");
        }
    }

    #[test]
    fn no_word_means_two_things() {
        let words = [PENDING, PAID, CANCELLED, REFUNDED, OTHER];
        for (at, some) in words.iter().enumerate() {
            for others in words.iter().skip(at + 1) {
                for word in *some {
                    assert!(
                        !others
                            .iter()
                            .any(|other| status_key(other) == status_key(word)),
                        "{word}"
                    );
                }
            }
        }
    }
}
