//! The shop of the story: what Points has of it, and what its files say, first and a while later.

use std::path::Path;

use acceptance::window::LocalPoints;
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use serde_json::{Value, json};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// How the shop writes its files.
pub(crate) struct Hand {
    pub(crate) columns: [&'static str; 8],
    pub(crate) pending: &'static str,
    pub(crate) paid: &'static str,
    pub(crate) cancelled: &'static str,
    /// What stands behind an amount.
    pub(crate) currency: &'static str,
    pub(crate) customers: [&'static str; 4],
    pub(crate) city: &'static str,
}

/// A shop that exports in English.
pub(crate) const ENGLISH: Hand = Hand {
    columns: [
        "Order Number",
        "Points ID",
        "Order Total",
        "Order Date",
        "Status",
        "Customer Name",
        "Phone",
        "City",
    ],
    pending: "Pending payment",
    paid: "Processing",
    cancelled: "Cancelled",
    currency: "",
    customers: ["Sara Alharbi", "Omar Khan", "Huda Salem", "Faisal Noor"],
    city: "Jeddah",
};

/// A shop that exports in Arabic.
pub(crate) const ARABIC: Hand = Hand {
    columns: [
        "رقم الطلب",
        "معرّف Points",
        "المبلغ",
        "تاريخ الطلب",
        "حالة الطلب",
        "اسم العميل",
        "الجوال",
        "المدينة",
    ],
    pending: "بانتظار الدفع",
    paid: "قيد التنفيذ",
    cancelled: "ملغي",
    currency: " ر.س",
    customers: ["سارة الحربي", "عمر خان", "هدى سالم", "فيصل نور"],
    city: "جدة",
};

/// An order at Points.
pub(crate) struct Order {
    pub(crate) number: String,
    pub(crate) uuid: String,
}

/// Everything that is to be explained, and what is in order.
pub(crate) struct Shop {
    /// Paid at Points, pending in the shop: its second file mends it.
    pub(crate) rescued: Order,
    /// The same; somebody marks it paid in the shop at once.
    pub(crate) marked: Order,
    /// Paid twice: the shop means the first.
    pub(crate) twice: [Order; 2],
    /// The shop asks for more than the checkout that is still open.
    pub(crate) dearer: Order,
    /// Reserved since yesterday, and packed.
    pub(crate) reserved: Order,
    /// Not paid for hours.
    pub(crate) unpaid: Order,
    /// The same, and the customer says that they will pay.
    pub(crate) promised: Order,
    /// Paid for days, and nobody ships it.
    pub(crate) unshipped: Order,
    /// At Points, and the shop does not have its ID.
    pub(crate) without_id: Order,
    /// Numbers of the shop that Points never heard of.
    pub(crate) unheard_of: [String; 2],
    /// In order. What is done with these two shows what Points' numbers for shipping mean.
    pub(crate) in_order: [Order; 2],
    rows: Vec<Row>,
    hand: &'static Hand,
    begun_at: DateTime<Utc>,
}

/// A row of the shop's files.
struct Row {
    number: String,
    uuid: Option<String>,
    amount: &'static str,
    /// Minutes before the story began.
    age: i64,
    first: &'static str,
    later: &'static str,
}

/// Makes orders and their rows.
struct Mint<'a> {
    points: &'a LocalPoints,
    hand: &'static Hand,
    begun_at: DateTime<Utc>,
    next: usize,
    rows: Vec<Row>,
}

impl Mint<'_> {
    fn number(&mut self) -> String {
        self.next += 1;
        format!("NKH-{}", 52_000 + self.next)
    }

    /// An order of this age in minutes that changed last so many minutes ago.
    async fn order(
        &mut self,
        number: &str,
        (status, shipping): (&str, &str),
        amount: &str,
        (age, changed): (i64, i64),
    ) -> anyhow::Result<Order> {
        let ago = |minutes| (self.begun_at - TimeDelta::minutes(minutes)).to_rfc3339();
        let uuid = self
            .points
            .order(json!({
                "order_number": number,
                "order_status": status,
                "shipping": shipping,
                "type": "replacing",
                "total_price": amount,
                "created_at": ago(age),
                "updated_at": ago(changed),
                "items": [{ "product_name": "تمر سكري", "product_price": amount, "quantity": 1 }],
            }))
            .await?;
        Ok(Order {
            number: number.to_owned(),
            uuid,
        })
    }

    fn row(
        &mut self,
        number: &str,
        uuid: Option<&Order>,
        (amount, age): (&'static str, i64),
        (first, later): (&'static str, &'static str),
    ) {
        self.rows.push(Row {
            number: number.to_owned(),
            uuid: uuid.map(|order| order.uuid.clone()),
            amount,
            age,
            first,
            later,
        });
    }

    /// An order of which shop and Points have the same amount.
    async fn listed(
        &mut self,
        at_points: (&str, &str),
        (amount, age, changed): (&'static str, i64, i64),
        in_shop: (&'static str, &'static str),
    ) -> anyhow::Result<Order> {
        let number = self.number();
        let order = self
            .order(&number, at_points, amount, (age, changed))
            .await?;
        self.row(&number, Some(&order), (amount, age), in_shop);
        Ok(order)
    }

    async fn paid_twice(&mut self) -> anyhow::Result<[Order; 2]> {
        let paid = self.hand.paid;
        let amount = "184.50";
        let first = self
            .listed(
                ("captured", "ready_shipping"),
                (amount, 6 * HOUR, 6 * HOUR),
                (paid, paid),
            )
            .await?;
        let second = self
            .order(
                &first.number,
                ("captured", "new"),
                amount,
                (6 * HOUR - 7, 6 * HOUR - 8),
            )
            .await?;
        Ok([first, second])
    }

    async fn dearer(&mut self) -> anyhow::Result<Order> {
        let (pending, cancelled) = (self.hand.pending, self.hand.cancelled);
        let number = self.number();
        let times = (3 * HOUR, 3 * HOUR);
        let order = self.order(&number, ("new", "new"), "348.00", times).await?;
        let asked_for = ("398.00", 3 * HOUR);
        self.row(&number, Some(&order), asked_for, (pending, cancelled));
        Ok(order)
    }

    async fn without_id(&mut self) -> anyhow::Result<Order> {
        let paid = self.hand.paid;
        let number = self.number();
        let amount = "89.50";
        let age = DAY + HOUR;
        let order = self
            .order(&number, ("captured", "ready_shipping"), amount, (age, age))
            .await?;
        self.row(&number, None, (amount, age), (paid, paid));
        Ok(order)
    }
}

impl Shop {
    /// Makes its orders at Points.
    pub(crate) async fn open(points: &LocalPoints, hand: &'static Hand) -> anyhow::Result<Self> {
        let (pending, paid, cancelled) = (hand.pending, hand.paid, hand.cancelled);
        let mut mint = Mint {
            points,
            hand,
            begun_at: Utc::now(),
            next: 0,
            rows: Vec::new(),
        };
        let rescued = mint
            .listed(
                ("captured", "new"),
                ("512.00", 5 * HOUR, 4 * HOUR),
                (pending, paid),
            )
            .await?;
        let marked = mint
            .listed(
                ("captured", "new"),
                ("76.25", 4 * HOUR, 3 * HOUR),
                (pending, paid),
            )
            .await?;
        let twice = mint.paid_twice().await?;
        let dearer = mint.dearer().await?;
        let reserved = mint
            .listed(
                ("authorized", "ready_shipping"),
                ("620.00", 40 * HOUR, 40 * HOUR),
                (pending, paid),
            )
            .await?;
        let unpaid = mint
            .listed(
                ("new", "new"),
                ("233.00", 5 * HOUR, 5 * HOUR),
                (pending, cancelled),
            )
            .await?;
        let promised = mint
            .listed(
                ("new", "new"),
                ("145.00", 2 * HOUR, 2 * HOUR),
                (pending, pending),
            )
            .await?;
        let unshipped = mint
            .listed(
                ("captured", "new"),
                ("540.00", 5 * DAY, 4 * DAY),
                (paid, paid),
            )
            .await?;
        let without_id = mint.without_id().await?;
        let unheard_of = [mint.number(), mint.number()];
        for (number, amount, age) in [
            (&unheard_of[0], "61.00", 9 * HOUR),
            (&unheard_of[1], "92.75", 8 * HOUR),
        ] {
            mint.row(number, None, (amount, age), (pending, pending));
        }
        let mut in_order = Vec::new();
        for amount in ["118.00", "264.00"] {
            in_order.push(
                mint.listed(("captured", "new"), (amount, HOUR, HOUR), (paid, paid))
                    .await?,
            );
        }
        let in_order = in_order.try_into().ok().expect("two were made");
        Ok(Self {
            rescued,
            marked,
            twice,
            dearer,
            reserved,
            unpaid,
            promised,
            unshipped,
            without_id,
            unheard_of,
            in_order,
            rows: mint.rows,
            hand,
            begun_at: mint.begun_at,
        })
    }

    /// How many rows each of its files has.
    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Writes the first file, as the shop has it before anybody looks.
    pub(crate) fn export(&self, path: &Path) -> anyhow::Result<()> {
        self.write(path, |row| row.first)
    }

    /// Writes the file after somebody has put the shop right.
    pub(crate) fn export_put_right(&self, path: &Path) -> anyhow::Result<()> {
        self.write(path, |row| row.later)
    }

    fn write(&self, path: &Path, status: fn(&Row) -> &'static str) -> anyhow::Result<()> {
        let mut file = csv::Writer::from_path(path)?;
        file.write_record(self.hand.columns)?;
        for (place, row) in self.rows.iter().enumerate() {
            let customer = self.hand.customers[place % self.hand.customers.len()];
            file.write_record([
                row.number.as_str(),
                row.uuid.as_deref().unwrap_or_default(),
                &format!("{}{}", row.amount, self.hand.currency),
                &in_riyadh(self.begun_at - TimeDelta::minutes(row.age)),
                status(row),
                customer,
                &format!("05012345{:02}", place + 10),
                self.hand.city,
            ])?;
        }
        Ok(file.flush()?)
    }

    /// What must have been asked of Points, each exactly once: the path, and what was said with it.
    pub(crate) fn expected_changes(&self) -> Vec<(String, Value)> {
        let of = |order: &Order, act: &str| format!("/orders/{}/{act}", order.uuid);
        let [started, packed] = &self.in_order;
        let mut expected = vec![
            (of(started, "status"), json!("new")),
            (of(packed, "status"), json!("ready_shipping")),
            (of(&self.twice[1], "refund"), Value::Null),
            (of(&self.dearer, "cancel"), Value::Null),
            (of(&self.reserved, "capture"), Value::Null),
            (of(&self.unpaid, "cancel"), Value::Null),
            (of(&self.unshipped, "status"), json!("ready_shipping")),
        ];
        expected.sort_by(|one, other| one.0.cmp(&other.0));
        expected
    }
}

fn in_riyadh(at: DateTime<Utc>) -> String {
    let riyadh = FixedOffset::east_opt(3 * 3_600).expect("an offset");
    at.with_timezone(&riyadh)
        .format("%Y-%m-%d %H:%M")
        .to_string()
}
