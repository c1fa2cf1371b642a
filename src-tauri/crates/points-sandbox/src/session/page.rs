//! The pages of the hosted checkout, in Arabic and English.

use std::fmt::Write as _;

use serde::Deserialize;

use crate::money;
use crate::order::Order;

const SHOWN_ITEMS: usize = 6;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Language {
    #[default]
    Ar,
    En,
}

/// How a checkout ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Paid,
    Failed,
    Left,
}

impl Outcome {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Paid => "success",
            Self::Failed => "failed",
            Self::Left => "cancelled",
        }
    }
}

/// Whether the customer can pay with points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByPoints {
    Possible,
    NoBalance,
    NoAccount,
}

struct Words {
    code: &'static str,
    direction: &'static str,
    other: &'static str,
    other_name: &'static str,
    shop: &'static str,
    sandbox: &'static str,
    order: &'static str,
    total: &'static str,
    currency: &'static str,
    points: &'static str,
    more: &'static str,
    by_card: &'static str,
    by_points: &'static str,
    no_balance: &'static str,
    no_account: &'static str,
    fail: &'static str,
    leave: &'static str,
    again: &'static str,
    close: &'static str,
    paid: (&'static str, &'static str),
    failed: (&'static str, &'static str),
    left: (&'static str, &'static str),
    expired: (&'static str, &'static str),
}

const ARABIC: Words = Words {
    code: "ar",
    direction: "rtl",
    other: "en",
    other_name: "English",
    shop: "متجر نخيل",
    sandbox: "بيئة تجريبية، لا يُسحب أي مبلغ",
    order: "الطلب",
    total: "الإجمالي",
    currency: "ر.س",
    points: "نقطة",
    more: "منتجات أخرى",
    by_card: "الدفع بالبطاقة",
    by_points: "الدفع بالنقاط",
    no_balance: "رصيد النقاط لا يكفي",
    no_account: "لا يوجد حساب نقاط بهذا الرقم",
    fail: "تجربة فشل الدفع",
    leave: "الخروج دون دفع",
    again: "الرجوع إلى الدفع",
    close: "إغلاق المتصفح بعد الدفع، دون الرجوع إلى المتجر",
    paid: ("تم الدفع", "يمكنك إغلاق هذه الصفحة."),
    failed: ("لم يتم الدفع", "رفض البنك العملية، ولم يُسحب أي مبلغ."),
    left: ("تم الخروج دون دفع", "لم يُسحب أي مبلغ."),
    expired: ("انتهت جلسة الدفع", "يمكنك بدء دفع جديد من المتجر."),
};

const ENGLISH: Words = Words {
    code: "en",
    direction: "ltr",
    other: "ar",
    other_name: "العربية",
    shop: "Nakheel",
    sandbox: "Sandbox: no money is taken",
    order: "Order",
    total: "Total",
    currency: "SAR",
    points: "points",
    more: "more products",
    by_card: "Pay by card",
    by_points: "Pay with points",
    no_balance: "Not enough points",
    no_account: "No Points account with this number",
    fail: "Let the payment fail",
    leave: "Leave without paying",
    again: "Back to the payment",
    close: "Close the browser after paying, without returning to the shop",
    paid: ("Paid", "You can close this page."),
    failed: (
        "Not paid",
        "The bank declined the payment; nothing was taken.",
    ),
    left: ("Left without paying", "Nothing was taken."),
    expired: ("This checkout has ended", "Start a new one from the shop."),
};

const STYLE: &str = "\
:root{color-scheme:light dark;--page:#f4f5f3;--card:#fff;--ink:#1c2321;--soft:#59636e;\
--line:#e1e4e0;--accent:#1b4d4a;--on:#fff;--stop:#b3261e}\
@media(prefers-color-scheme:dark){:root{--page:#14181c;--card:#1c2227;--ink:#eef1ee;--soft:#a3adb8;\
--line:#2c343a;--accent:#5fd0b3;--on:#0d1f1b;--stop:#ff8f85}}\
*{box-sizing:border-box;margin:0}\
body{background:var(--page);color:var(--ink);font:16px/1.6 'IBM Plex Sans Arabic','Noto Sans Arabic',\
system-ui,sans-serif;min-block-size:100vh;display:grid;place-items:center;padding:24px}\
main{background:var(--card);border:1px solid var(--line);border-radius:14px;inline-size:100%;\
max-inline-size:440px;overflow:hidden}\
header{display:flex;justify-content:space-between;align-items:baseline;padding:20px 24px 0}\
header strong{font-size:18px}a{color:var(--accent)}\
.note{color:var(--soft);font-size:13px;padding:2px 24px 16px;border-block-end:1px solid var(--line)}\
section{padding:16px 24px}ul{list-style:none;padding:0}\
li{display:flex;justify-content:space-between;gap:16px;padding:4px 0}\
.soft{color:var(--soft)}.amount{font-variant-numeric:tabular-nums;white-space:nowrap}\
.total{display:flex;justify-content:space-between;align-items:baseline;\
border-block-start:1px solid var(--line);margin-block-start:10px;padding-block-start:12px}\
.sum{text-align:end}.total b{font-size:26px;line-height:1.3;font-weight:600}\
form{display:grid;gap:10px;padding:4px 24px 24px}\
button{font:inherit;font-weight:600;min-block-size:46px;border-radius:10px;border:1px solid var(--line);\
background:transparent;color:var(--ink);cursor:pointer}\
button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}\
button.main{background:var(--accent);border-color:var(--accent);color:var(--on)}\
button:disabled{color:var(--soft);cursor:not-allowed}\
button.quiet{font-weight:400;min-block-size:40px;color:var(--soft)}\
label{display:flex;gap:8px;align-items:baseline;font-size:14px;color:var(--soft)}\
.end{text-align:center;padding:40px 24px}.end h1{font-size:24px;line-height:1.4;font-weight:600}\
.mark{font-size:40px;line-height:1.2;color:var(--accent)}.mark.stop{color:var(--stop)}";

/// The page on which the customer decides.
pub(super) fn checkout(order: &Order, token: &str, points: ByPoints, language: Language) -> String {
    let words = words(language);
    let mut lines = String::new();
    for item in order.items.iter().take(SHOWN_ITEMS) {
        let quantity = i64::try_from(item.quantity).unwrap_or(i64::MAX);
        append(
            &mut lines,
            format_args!(
                "<li><span><bdi>{}</bdi> <bdi class=\"soft\">×{quantity}</bdi></span>\
                 <bdi class=\"amount\">{}</bdi></li>",
                escape(&item.product_name),
                money::decimal(item.price_halalas.saturating_mul(quantity)),
            ),
        );
    }
    if let Some(rest) = order
        .items
        .len()
        .checked_sub(SHOWN_ITEMS)
        .filter(|rest| *rest > 0)
    {
        append(
            &mut lines,
            format_args!("<li class=\"soft\">+{rest} {}</li>", words.more),
        );
    }
    let (by_points, disabled) = match points {
        ByPoints::Possible => (words.by_points, ""),
        ByPoints::NoBalance => (words.no_balance, " disabled"),
        ByPoints::NoAccount => (words.no_account, " disabled"),
    };
    let body = format!(
        "<section><p class=\"soft\">{order_word} <bdi>{number}</bdi></p><ul>{lines}</ul>\
         <div class=\"total\"><span>{total_word}</span><span class=\"sum\"><b class=\"amount\"><bdi>{total}</bdi></b> \
         {currency}<br><span class=\"soft\"><bdi>{points}</bdi> {points_word}</span></span></div></section>\
         <form method=\"post\"><input type=\"hidden\" name=\"lang\" value=\"{lang}\">\
         <button class=\"main\" formaction=\"/session/{token}/card\">{by_card}</button>\
         <button formaction=\"/session/{token}/points\"{disabled}>{by_points}</button>\
         <label><input type=\"checkbox\" name=\"close\" value=\"1\">{close}</label>\
         <button class=\"quiet\" formaction=\"/session/{token}/fail\">{fail}</button>\
         <button class=\"quiet\" formaction=\"/session/{token}/leave\">{leave}</button></form>",
        order_word = words.order,
        number = escape(&order.order_number),
        total_word = words.total,
        total = money::decimal(order.total_halalas),
        currency = words.currency,
        points = money::shortest(order.points_hundredths),
        points_word = words.points,
        lang = words.code,
        token = escape(token),
        by_card = words.by_card,
        close = words.close,
        fail = words.fail,
        leave = words.leave,
    );
    frame(words, &body)
}

/// The page after the decision, when there is no callback to return to.
///
/// `again` is the token of a session that is still open: the customer may try once more.
pub(super) fn result(
    order: &Order,
    outcome: Outcome,
    again: Option<&str>,
    language: Language,
) -> String {
    let words = words(language);
    let ((title, text), mark, class) = match outcome {
        Outcome::Paid => (words.paid, "✓", ""),
        Outcome::Failed => (words.failed, "!", " stop"),
        Outcome::Left => (words.left, "–", " stop"),
    };
    let link = again.map_or_else(String::new, |token| {
        let (token, lang) = (escape(token), words.code);
        format!(
            "<p><a href=\"/session/{token}?lang={lang}\">{}</a></p>",
            words.again
        )
    });
    let body = format!(
        "<div class=\"end\"><p class=\"mark{class}\" aria-hidden=\"true\">{mark}</p><h1>{title}</h1>\
         <p class=\"soft\">{text}</p><p class=\"soft\">{} <bdi>{}</bdi></p>{link}</div>",
        words.order,
        escape(&order.order_number),
    );
    frame(words, &body)
}

/// The page of a session that is over or never was.
pub(super) fn expired(language: Language) -> String {
    let words = words(language);
    let (title, text) = words.expired;
    let body = format!("<div class=\"end\"><h1>{title}</h1><p class=\"soft\">{text}</p></div>");
    frame(words, &body)
}

const fn words(language: Language) -> &'static Words {
    match language {
        Language::Ar => &ARABIC,
        Language::En => &ENGLISH,
    }
}

fn frame(words: &Words, body: &str) -> String {
    let Words {
        code,
        direction,
        other,
        other_name,
        shop,
        sandbox,
        ..
    } = words;
    format!(
        "<!doctype html><html lang=\"{code}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{shop}</title>\
         <style>{STYLE}</style></head><body><main><header><strong>{shop}</strong>\
         <a href=\"?lang={other}\" lang=\"{other}\">{other_name}</a></header>\
         <p class=\"note\">{sandbox}</p>{body}</main></body></html>\n"
    )
}

fn append(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    text.write_fmt(arguments).unwrap_or_default();
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
