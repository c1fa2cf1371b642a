//! What shops call their columns, in Arabic and English.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::shop_files::values::key_words;
use crate::view::ShopField;

/// How well the name of a column says that it is a field: 100 is beyond doubt, 0 not at all.
pub(super) fn score(name: &[String], field: ShopField) -> i32 {
    if name.is_empty() {
        return 0;
    }
    let key = sorted(name);
    if let Some(score) = EXACT.get(&(field, key.join(" "))) {
        return *score;
    }
    if unwanted(field)
        .iter()
        .any(|word| name.iter().any(|other| other == word))
    {
        return 0;
    }
    PHRASES
        .iter()
        .filter(|phrase| phrase.field == field)
        .filter(|phrase| phrase.words.iter().all(|word| name.contains(word)))
        .map(|phrase| {
            let more = name.len() - phrase.words.len().min(name.len());
            phrase.score - EACH_WORD_MORE * i32::try_from(more).unwrap_or(i32::MAX / 100)
        })
        .max()
        .unwrap_or(0)
        .max(0)
}

/// Whether a cell is the name of a column, as far as these words go: wanted or not.
pub(super) fn is_name(name: &[String]) -> bool {
    is_unwanted(name) || FIELDS.iter().any(|field| score(name, *field) > 0)
}

/// Whether a name says that its column is none of the fields, whatever stands in it.
pub(super) fn is_unwanted(name: &[String]) -> bool {
    name.iter().any(|word| OTHER_COLUMNS.contains(word))
}

/// All fields, the most telling first.
pub(super) const FIELDS: [ShopField; 12] = [
    ShopField::Uuid,
    ShopField::OrderNumber,
    ShopField::Amount,
    ShopField::OpenedAt,
    ShopField::Status,
    ShopField::Phone,
    ShopField::Customer,
    ShopField::City,
    ShopField::Address,
    ShopField::Reference,
    ShopField::Cart,
    ShopField::Link,
];

/// A word more makes a name that much less clear.
const EACH_WORD_MORE: i32 = 8;

struct Phrase {
    field: ShopField,
    words: Vec<String>,
    score: i32,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    FIELDS
        .into_iter()
        .flat_map(|field| {
            names(field).iter().map(move |(score, name)| Phrase {
                field,
                words: key_words(name),
                score: *score,
            })
        })
        .collect()
});

static EXACT: LazyLock<HashMap<(ShopField, String), i32>> = LazyLock::new(|| {
    PHRASES
        .iter()
        .map(|phrase| {
            (
                (phrase.field, sorted(&phrase.words).join(" ")),
                phrase.score,
            )
        })
        .collect()
});

static OTHER_COLUMNS: LazyLock<Vec<String>> = LazyLock::new(|| {
    [
        "email",
        "sku",
        "quantity",
        "qty",
        "tax",
        "vat",
        "discount",
        "coupon",
        "subtotal",
        "weight",
        "currency",
        "country",
        "postcode",
        "zip",
        "vendor",
        "tags",
        "notes",
        "note",
        "fulfillment",
        "fulfilled",
        "lineitem",
        "payment",
        "shipping",
        "risk",
        "barcode",
        "بريد",
        "كمية",
        "ضريبة",
        "خصم",
        "كوبون",
        "وزن",
        "عملة",
        "دولة",
        "ملاحظات",
        "شحن",
        "بوليصة",
        "دفع",
    ]
    .iter()
    .flat_map(|word| key_words(word))
    .collect()
});

fn sorted(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words
}

/// Words that make another column of a name that has a field's words. A name that is listed as it
/// is needs not to fear them.
fn unwanted(field: ShopField) -> &'static [&'static str] {
    match field {
        ShopField::Amount => &[
            "sub",
            "subtotal",
            "shipping",
            "delivery",
            "tax",
            "taxes",
            "vat",
            "discount",
            "discounts",
            "refund",
            "refunded",
            "fee",
            "fees",
            "cost",
            "item",
            "items",
            "lineitem",
            "line",
            "quantity",
            "qty",
            "outstanding",
            "balance",
            "tip",
            "duties",
            "weight",
            "points",
            "count",
            "paid",
            "unit",
            "number",
            "id",
            "currency",
            "code",
            "spent",
            "ضريبه",
            "شحن",
            "توصيل",
            "خصم",
            "خصومات",
            "مسترد",
            "مرتجع",
            "رسوم",
            "تكلفه",
            "منتجات",
            "منتج",
            "كميه",
            "سله",
            "عدد",
            "وزن",
            "قبل",
            "نقاط",
            "رقم",
            "عمله",
        ],
        ShopField::OpenedAt => &[
            "updated",
            "modified",
            "cancelled",
            "canceled",
            "fulfilled",
            "shipped",
            "shipping",
            "delivery",
            "delivered",
            "completed",
            "closed",
            "expiry",
            "expires",
            "birth",
            "birthday",
            "due",
            "refund",
            "refunded",
            "تعديل",
            "تحديث",
            "توصيل",
            "شحن",
            "الغاء",
            "غاء",
            "استلام",
            "ميلاد",
            "تسليم",
            "استرجاع",
        ],
        ShopField::Status => &[
            "fulfillment",
            "shipping",
            "shipment",
            "delivery",
            "tax",
            "url",
            "date",
            "شحن",
            "توصيل",
            "تسليم",
            "تاريخ",
        ],
        ShopField::Phone => &[
            "company",
            "code",
            "store",
            "driver",
            "كود",
            "رمز",
            "متجر",
            "فرع",
            "مندوب",
            "شركه",
        ],
        ShopField::Customer => &[
            "last",
            "item",
            "items",
            "product",
            "company",
            "method",
            "user",
            "store",
            "email",
            "phone",
            "mobile",
            "id",
            "note",
            "notes",
            "number",
            "code",
            "type",
            "group",
            "ip",
            "marketing",
            "city",
            "address",
            "country",
            "lineitem",
            "zone",
            "منتج",
            "شركه",
            "متجر",
            "كوبون",
            "بريد",
            "جوال",
            "هاتف",
            "ملاحظات",
            "ملاحظه",
            "رقم",
            "عائله",
            "مدينه",
            "عنوان",
            "نوع",
            "دوله",
        ],
        ShopField::City => &["code", "id", "رمز", "كود"],
        ShopField::Address => &[
            "email",
            "ip",
            "company",
            "2",
            "بريد",
            "شركه",
            "الكتروني",
            "id",
        ],
        ShopField::OrderNumber => &[
            "status",
            "state",
            "date",
            "time",
            "total",
            "amount",
            "customer",
            "phone",
            "tracking",
            "user",
            "item",
            "product",
            "sku",
            "url",
            "payment",
            "transaction",
            "price",
            "tax",
            "currency",
            "note",
            "notes",
            "count",
            "type",
            "key",
            "source",
            "device",
            "parent",
            "حاله",
            "تاريخ",
            "وقت",
            "اجمالي",
            "عميل",
            "جوال",
            "هاتف",
            "منتج",
            "بوليصه",
            "تتبع",
            "قيمه",
            "مبلغ",
            "عدد",
            "ضريبي",
            "ملاحظات",
            "نوع",
            "دفع",
            "سله",
            "مرجعي",
            "مرجع",
            "عمليه",
            "حساب",
            "هويه",
            "ضريبه",
            "شحن",
            "تكلفه",
            "رسوم",
            "خصم",
            "مجموع",
            "lineitem",
            "discount",
            "shipping",
            "device",
            "receipt",
        ],
        ShopField::Uuid => &["customer", "user", "product", "item", "عميل", "منتج"],
        ShopField::Reference => &[
            "payment",
            "transaction",
            "bank",
            "customer",
            "دفع",
            "بنك",
            "حواله",
            "عمليه",
        ],
        ShopField::Link => &["image", "product", "picture", "صوره", "منتج"],
        ShopField::Cart => &[
            "total",
            "amount",
            "discount",
            "tax",
            "subtotal",
            "items",
            "مجموع",
            "اجمالي",
            "خصم",
            "قيمه",
        ],
    }
}

/// Names of a field's columns, and how sure each is.
fn names(field: ShopField) -> &'static [(i32, &'static str)] {
    match field {
        ShopField::OrderNumber => &[
            (100, "order number"),
            (100, "order no"),
            (98, "merchant order number"),
            (98, "shop order number"),
            (92, "order id"),
            (85, "order name"),
            (85, "increment id"),
            (80, "order"),
            (80, "order reference"),
            (72, "reference id"),
            (70, "number"),
            (55, "invoice number"),
            (55, "name"),
            (50, "id"),
            (100, "رقم الطلب"),
            (98, "رقم طلب المتجر"),
            (95, "رقم الطلبية"),
            (88, "معرف الطلب"),
            (78, "الطلب"),
            (62, "رقم"),
            (55, "رقم الفاتورة"),
        ],
        ShopField::Uuid => &[
            (112, "points order uuid"),
            (112, "points uuid"),
            (110, "papp uuid"),
            (108, "points order id"),
            (106, "points id"),
            (104, "order uuid"),
            (100, "uuid"),
            (95, "points order"),
            (90, "papp id"),
            (90, "points"),
            (106, "معرف points"),
            (106, "معرف بوينتس"),
            (100, "رقم points"),
            (100, "طلب points"),
        ],
        ShopField::Reference => &[
            (105, "points reference"),
            (105, "points reference number"),
            (90, "reference number"),
            (80, "reference"),
            (75, "reference no"),
            (60, "ref"),
            (105, "مرجع points"),
            (105, "رقم مرجع points"),
            (90, "رقم المرجع"),
            (90, "الرقم المرجعي"),
            (75, "المرجع"),
        ],
        ShopField::Amount => &[
            (100, "order total"),
            (100, "order total amount"),
            (100, "grand total"),
            (99, "total including tax"),
            (99, "total including vat"),
            (99, "total incl vat"),
            (98, "total amount"),
            (97, "total price"),
            (95, "total"),
            (95, "order amount"),
            (90, "order value"),
            (80, "amount"),
            (50, "price"),
            (100, "إجمالي الطلب"),
            (100, "الإجمالي النهائي"),
            (100, "المجموع النهائي"),
            (100, "الإجمالي شامل الضريبة"),
            (100, "إجمالي الطلب شامل الضريبة"),
            (98, "المجموع الكلي"),
            (98, "إجمالي قيمة الطلب"),
            (97, "المبلغ الإجمالي"),
            (96, "قيمة الطلب"),
            (96, "مبلغ الطلب"),
            (95, "الإجمالي"),
            (90, "مجموع الطلب"),
            (85, "المجموع"),
            (80, "المبلغ"),
            (70, "القيمة"),
            (50, "السعر"),
        ],
        ShopField::OpenedAt => &[
            (101, "date created gmt"),
            (100, "created at"),
            (99, "date created"),
            (98, "order date"),
            (98, "order created at"),
            (95, "created on"),
            (95, "creation date"),
            (95, "created date"),
            (92, "placed at"),
            (90, "created"),
            (90, "order date time"),
            (88, "purchase date"),
            (80, "date"),
            (60, "order time"),
            (60, "processed at"),
            (30, "paid at"),
            (30, "paid date"),
            (30, "date paid"),
            (100, "تاريخ الطلب"),
            (100, "تاريخ إنشاء الطلب"),
            (100, "تاريخ ووقت الطلب"),
            (97, "تاريخ الإنشاء"),
            (80, "التاريخ"),
            (60, "وقت الطلب"),
            (30, "تاريخ الدفع"),
        ],
        ShopField::Status => &[
            (100, "financial status"),
            (98, "payment status"),
            (90, "order status"),
            (88, "order state"),
            (85, "status"),
            (80, "state of order"),
            (98, "حالة الدفع"),
            (90, "حالة الطلب"),
            (85, "الحالة"),
        ],
        ShopField::Phone => &[
            (100, "billing phone"),
            (98, "customer phone"),
            (98, "customer mobile"),
            (95, "phone"),
            (95, "phone number"),
            (95, "mobile"),
            (95, "mobile number"),
            (90, "telephone"),
            (85, "shipping phone"),
            (80, "contact number"),
            (75, "tel"),
            (60, "whatsapp"),
            (100, "رقم الجوال"),
            (100, "جوال العميل"),
            (100, "رقم جوال العميل"),
            (98, "الجوال"),
            (95, "رقم الهاتف"),
            (95, "هاتف العميل"),
            (92, "الهاتف"),
            (85, "جوال المستلم"),
            (70, "رقم التواصل"),
        ],
        ShopField::Customer => &[
            (100, "customer name"),
            (98, "billing name"),
            (95, "client name"),
            (95, "buyer name"),
            (92, "full name"),
            (88, "customer full name"),
            (85, "customer"),
            (82, "recipient name"),
            (80, "shipping name"),
            (60, "name"),
            (50, "first name"),
            (100, "اسم العميل"),
            (98, "اسم المشتري"),
            (90, "العميل"),
            (90, "الاسم الكامل"),
            (82, "اسم المستلم"),
            (80, "الاسم"),
            (50, "الاسم الأول"),
        ],
        ShopField::City => &[
            (100, "shipping city"),
            (98, "customer city"),
            (95, "city"),
            (80, "billing city"),
            (100, "مدينة الشحن"),
            (98, "مدينة العميل"),
            (95, "المدينة"),
        ],
        ShopField::Address => &[
            (100, "shipping address"),
            (98, "shipping street"),
            (96, "shipping address1"),
            (96, "shipping address 1"),
            (92, "address"),
            (90, "customer address"),
            (85, "street"),
            (78, "billing street"),
            (75, "billing address"),
            (75, "billing address1"),
            (75, "billing address 1"),
            (100, "عنوان الشحن"),
            (98, "عنوان العميل"),
            (95, "العنوان"),
            (85, "الشارع"),
        ],
        ShopField::Link => &[
            (100, "checkout url"),
            (100, "checkout link"),
            (100, "payment link"),
            (100, "payment url"),
            (98, "abandoned checkout url"),
            (60, "link"),
            (55, "url"),
            (100, "رابط الدفع"),
            (90, "رابط إتمام الطلب"),
            (65, "رابط"),
        ],
        ShopField::Cart => &[
            (100, "cart id"),
            (98, "cart number"),
            (95, "cart token"),
            (90, "checkout id"),
            (88, "checkout token"),
            (70, "cart"),
            (100, "رقم السلة"),
            (100, "معرف السلة"),
            (70, "السلة"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(name: &str) -> Option<ShopField> {
        let words = key_words(name);
        FIELDS
            .into_iter()
            .map(|field| (score(&words, field), field))
            .filter(|(score, _)| *score > 0)
            .max_by_key(|(score, _)| *score)
            .map(|(_, field)| field)
    }

    #[test]
    fn the_names_that_shops_use_are_known() {
        use ShopField as Field;
        for (name, field) in [
            ("Order ID", Field::OrderNumber),
            ("order_number", Field::OrderNumber),
            ("رقم الطلب", Field::OrderNumber),
            ("Financial Status", Field::Status),
            ("حالة الطلب", Field::Status),
            ("Total", Field::Amount),
            ("Order Total Amount (SAR)", Field::Amount),
            ("إجمالي الطلب", Field::Amount),
            ("اجمالى الطلب (ر.س)", Field::Amount),
            ("Created at", Field::OpenedAt),
            ("date_created_gmt", Field::OpenedAt),
            ("تاريخ الطلب", Field::OpenedAt),
            ("Billing Phone", Field::Phone),
            ("Phone (Billing)", Field::Phone),
            ("رقم الجوال", Field::Phone),
            ("اسم العميل", Field::Customer),
            ("City (Shipping)", Field::City),
            ("المدينة", Field::City),
            ("Address 1&2 (Shipping)", Field::Address),
            ("shipping_address_1", Field::Address),
            ("meta_data.points_uuid", Field::Uuid),
            ("رابط الدفع", Field::Link),
            ("cart_token", Field::Cart),
            ("الرقم المرجعي", Field::Reference),
        ] {
            assert_eq!(best(name), Some(field), "{name}");
        }
    }

    #[test]
    fn names_of_other_columns_are_none_of_the_fields() {
        for name in [
            "Subtotal",
            "Order Subtotal Amount",
            "Order Shipping Amount",
            "Order Refund Amount",
            "Taxes",
            "Cancelled at",
            "Fulfillment Status",
            "Lineitem quantity",
            "Email",
            "ضريبة الطلب",
            "تكلفة الشحن",
            "مجموع السلة",
            "",
            "Lineitem name",
        ] {
            assert_eq!(best(name), None, "{name}");
        }
    }
}
