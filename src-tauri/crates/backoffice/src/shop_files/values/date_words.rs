//! Words that stand in dates, in English and Arabic, folded as `text::fold_text` folds.

/// The month of a word, counted from 1.
pub(super) fn month(word: &str) -> Option<u32> {
    let month = match word {
        "january" | "jan" | "يناير" | "كانون الثاني" => 1,
        "february" | "feb" | "فبراير" | "شباط" => 2,
        "march" | "mar" | "مارس" | "اذار" => 3,
        "april" | "apr" | "ابريل" | "نيسان" => 4,
        "may" | "مايو" | "ايار" => 5,
        "june" | "jun" | "يونيو" | "يونيه" | "حزيران" => 6,
        "july" | "jul" | "يوليو" | "يوليه" | "تموز" => 7,
        "august" | "aug" | "اغسطس" | "اب" => 8,
        "september" | "sept" | "sep" | "سبتمبر" | "ايلول" => 9,
        "october" | "oct" | "اكتوبر" | "تشرين الاول" => 10,
        "november" | "nov" | "نوفمبر" | "تشرين الثاني" => 11,
        "december" | "dec" | "ديسمبر" | "كانون الاول" => 12,
        _ => return None,
    };
    Some(month)
}

/// Months of two words begin with these.
pub(super) fn begins_month(word: &str) -> bool {
    matches!(word, "كانون" | "تشرين")
}

/// Whether a word says that the hour is one after noon; none where it says neither.
pub(super) fn after_noon(word: &str) -> Option<bool> {
    match word {
        "am" | "ص" | "صباحا" | "صباح" | "الصباح" => Some(false),
        "pm" | "م" | "مساء" | "المساء" | "ظهرا" => Some(true),
        _ => None,
    }
}

/// Whether a word of a date says nothing that its numbers do not say. A year of the Hijri calendar
/// says so by a word, and none of those is here.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "at" | "on"
            | "of"
            | "the"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "في"
            | "الساعه"
            | "يوم"
            | "بتاريخ"
            | "sunday"
            | "sun"
            | "monday"
            | "mon"
            | "tuesday"
            | "tue"
            | "tues"
            | "wednesday"
            | "wed"
            | "thursday"
            | "thu"
            | "thurs"
            | "friday"
            | "fri"
            | "saturday"
            | "sat"
            | "الاحد"
            | "الاثنين"
            | "الثلاثاء"
            | "الاربعاء"
            | "الخميس"
            | "الجمعه"
            | "السبت"
    )
}
