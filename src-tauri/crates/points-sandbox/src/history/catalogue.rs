//! What the shop of the demo sells, to whom, and what people write into their orders: a perfume,
//! dates and coffee shop in Saudi Arabia.

/// Name and price in halalas. The first ones sell best.
pub(super) const PRODUCTS: &[(&str, i64)] = &[
    ("تمر سكري فاخر 1 كجم", 4_500),
    ("قهوة سعودية بالهيل 500 جم", 5_275),
    ("Ethiopia Yirgacheffe 250 g", 6_200),
    ("عطر ليل العود 50 مل", 28_900),
    ("تمر عجوة المدينة 500 جم", 7_950),
    ("Oud Nakheel Eau de Parfum 100 ml", 34_500),
    ("معمول تمر – علبة 12 حبة", 3_850),
    ("بن كولومبي محمص Colombia Huila 250g", 5_900),
    ("بخور معطر ملكي 40 جم", 11_500),
    ("Musk Tahara Roll-on 6 ml", 3_499),
    ("تمر خلاص القصيم مفرغ 1 كجم", 3_795),
    ("دلة قهوة نحاسية 1.2 لتر", 18_950),
    ("V60 Dripper 02 (أبيض)", 8_900),
    ("عطر نسيم الطائف – ورد طائفي 75 مل", 41_500),
    ("Date Syrup دبس تمر 700 ml", 2_650),
    ("طقم فناجين قهوة – 12 قطعة", 13_925),
    ("مبخرة خشبية بنقش نجدي", 16_000),
    ("زعفران إيراني سوبر نقيل 5 جم", 9_990),
    ("Gift Box – Dates & Coffee / علبة هدية", 21_900),
    ("دهن عود هندي معتق ربع تولة", 62_500),
    ("Filter Papers 100 pcs", 1_575),
    ("تمر مجدول جامبو 1 كجم", 8_675),
    ("عطر Sahra Noir 100 مل", 37_800),
    ("هيل حب أخضر 250 جم", 6_825),
    ("كليجا القصيم 600 جم", 2_995),
    ("Cold Brew قهوة باردة (6 عبوات)", 7_200),
    ("عود كمبودي طبيعي أوقية", 98_000),
    ("معطر مفارش لافندر 500 مل", 4_325),
];

pub(super) const ARABIC_NAMES: &[&str] = &[
    "نورة القحطاني",
    "محمد العتيبي",
    "سارة الشمري",
    "عبدالله الغامدي",
    "فاطمة الزهراني",
    "خالد الدوسري",
    "ريم الحربي",
    "أحمد المطيري",
    "هند السبيعي",
    "سلطان العنزي",
    "لطيفة آل سعود",
    "يوسف البلوي",
    "منى الأحمدي",
    "تركي الرشيدي",
    "أمل بنت ناصر",
    "إبراهيم الشهري",
    "دانة العجمي",
    "مشعل القرني",
];

pub(super) const LATIN_NAMES: &[&str] = &[
    "Ahmed Al-Saud",
    "Maria Santos",
    "Omar Farouk",
    "Priya Nair",
    "Layla Haddad",
    "James O’Connor",
    "Bilal Qureshi",
    "Nora Alqahtani",
    "Yusuf Demir",
    "Rahaf Bint Saleh",
];

pub(super) const CITIES: &[&str] = &[
    "الرياض",
    "جدة",
    "الدمام",
    "مكة المكرمة",
    "Riyadh",
    "المدينة المنورة",
    "بريدة",
    "الخبر",
    "Jeddah",
    "الطائف",
    "تبوك",
    "أبها",
    "Al Khobar",
    "حائل",
    "جازان",
    "نجران",
];

pub(super) const CHANNELS: &[&str] = &[
    "متجر الويب",
    "تطبيق الجوال",
    "instagram",
    "whatsapp",
    "متجر سلة",
    "in-store",
    "snapchat",
];

pub(super) const NOTES: &[&str] = &[
    "الرجاء التغليف كهدية 🎁",
    "اتصل قبل التوصيل لو سمحت",
    "Please leave it with the guard",
    "بدون فاتورة داخل الكرتون، هدية",
    "التوصيل بعد صلاة العشاء",
    "شقة ١٢ الدور الثالث",
    "Gift for my mother – add a card: كل عام وأنت بخير",
    "طحن خشن للفرنش برس",
    "حي النرجس، شارع أنس بن مالك",
    "Grind for V60, thanks!",
    "العنوان الجديد وليس القديم (AB-204)",
    "لا تتصل، واتساب فقط",
    "أرجو التأكد من تاريخ الإنتاج",
];

/// Why orders were cancelled or money went back, as staff write it.
pub(super) const REASONS: &[&str] = &[
    "العميل ألغى الطلب",
    "Order cancelled via API",
    "المنتج غير متوفر",
    "Customer requested cancellation.",
    "تلف أثناء الشحن",
    "Item returned by customer.",
    "طلب مكرر",
];

/// Bilingual labels that staff gave instead of the standard ones.
pub(super) const CUSTOM_LABELS: &[(&str, &str)] = &[
    ("بانتظار المندوب", "Waiting for the courier"),
    ("في فرز الرياض", "At the Riyadh sorting centre"),
    ("تعذر الوصول للعميل", "Customer could not be reached"),
];
