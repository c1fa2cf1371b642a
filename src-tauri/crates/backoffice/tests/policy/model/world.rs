//! A Points of a few states: what it shows, what it refuses, what it tells, what it applies late.

use backoffice::view::ActionKind;

/// `order_status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Money {
    New,
    Approved,
    Authorized,
    Captured,
    Cancelled,
    PartiallyRefunded,
    FullyRefunded,
}

impl Money {
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Approved => "approved",
            Self::Authorized => "authorized",
            Self::Captured => "captured",
            Self::Cancelled => "cancelled",
            Self::PartiallyRefunded => "partially_refunded",
            Self::FullyRefunded => "fully_refunded",
        }
    }

    fn is_refunded(self) -> bool {
        matches!(self, Self::PartiallyRefunded | Self::FullyRefunded)
    }

    fn can_be_refunded(self) -> bool {
        matches!(
            self,
            Self::Approved | Self::Captured | Self::PartiallyRefunded
        )
    }
}

/// How many refunds in part a whole order is.
const PARTS: u8 = 4;
/// Events that wait to be delivered; of more, the oldest are lost.
const UNTOLD: usize = 2;

/// What stays the same throughout a schedule.
#[derive(Debug, Clone, Copy)]
pub struct Scene {
    pub kind: ActionKind,
    pub in_part: bool,
    pub from: Money,
    /// Whether the codes of the shipping statuses are known.
    pub learnt: bool,
    /// Whether a `refunded` event carries the reason of the refund.
    pub echoes: bool,
    /// Whether Points follows its more lenient pages where they disagree.
    pub lenient: bool,
}

/// The place on the path of what is asked for in the stories of shipping: `ready_shipping`.
pub const TARGET: u8 = 2;

/// Something done to the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    Authorize,
    Capture,
    Complete,
    Cancel,
    RefundPart,
    RefundAll,
    Ship(u8),
    Purchase,
}

impl Scene {
    /// What the person asked for.
    pub fn wish(&self) -> Act {
        match (self.kind, self.in_part) {
            (ActionKind::Authorize, _) => Act::Authorize,
            (ActionKind::Capture, _) => Act::Capture,
            (ActionKind::Complete, _) => Act::Complete,
            (ActionKind::Cancel, _) => Act::Cancel,
            (ActionKind::Refund, true) => Act::RefundPart,
            (ActionKind::Refund, false) => Act::RefundAll,
            (ActionKind::Shipping, _) => Act::Ship(TARGET),
            (ActionKind::Earning | ActionKind::Checkout, _) => Act::Purchase,
        }
    }

    /// What a second operator may do meanwhile: the same, and what gets in its way.
    pub fn others(&self) -> Vec<Act> {
        match self.wish() {
            Act::Ship(_) => vec![Act::Cancel, Act::Ship(0), Act::Ship(TARGET), Act::Ship(4)],
            Act::RefundPart | Act::RefundAll => vec![Act::RefundPart, Act::RefundAll],
            Act::Purchase => vec![Act::Purchase],
            _ => vec![
                Act::Capture,
                Act::Complete,
                Act::Cancel,
                Act::RefundPart,
                Act::Ship(3),
            ],
        }
    }

    /// Whether one more of it would be one too many.
    pub fn doubles(&self) -> bool {
        matches!(
            self.wish(),
            Act::RefundPart | Act::RefundAll | Act::Purchase
        )
    }
}

/// An event that Points sends, as the order was then.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Told {
    pub act: Act,
    pub money: Money,
    pub shipping: u8,
    pub is_ours: bool,
    /// The how-manieth setting of the shipping it was.
    serial: u8,
}

impl Told {
    pub fn name(&self) -> &'static str {
        match self.act {
            Act::Authorize => "authorized",
            Act::Capture => "captured",
            Act::Complete => "completed",
            Act::Cancel => "cancelled",
            Act::RefundPart | Act::RefundAll => "refunded",
            Act::Ship(_) => "shipping_status_updated",
            Act::Purchase => "approved",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct World {
    pub money: Money,
    pub shipping: u8,
    refunded: u8,
    is_completed: bool,
    orders: u8,
    serial: u8,
    /// How often the desk's request was applied.
    pub ours: u8,
    /// Whether what was asked for was ever so since it was asked.
    pub was_reached: bool,
    /// Requests of the desk that something on the way holds, and may let through at any time.
    pub held: u8,
    pub untold: Vec<Told>,
}

impl World {
    pub fn new(scene: &Scene) -> Self {
        Self {
            money: scene.from,
            shipping: 0,
            refunded: u8::from(scene.from == Money::PartiallyRefunded),
            is_completed: false,
            orders: 0,
            serial: 0,
            ours: 0,
            was_reached: false,
            held: 0,
            untold: Vec::new(),
        }
    }

    /// Does it, or refuses and changes nothing.
    pub fn act(&mut self, scene: &Scene, act: Act, is_ours: bool) -> bool {
        if self.refuses(scene, act) {
            return false;
        }
        match act {
            Act::Authorize => self.money = Money::Authorized,
            Act::Capture => self.money = Money::Captured,
            Act::Complete => {
                self.is_completed = true;
                self.money = match self.money {
                    Money::New => Money::Approved,
                    Money::Authorized => Money::Captured,
                    paid => paid,
                };
            }
            Act::Cancel => self.money = Money::Cancelled,
            Act::RefundPart | Act::RefundAll => {
                self.refunded = if act == Act::RefundAll {
                    PARTS
                } else {
                    self.refunded + 1
                };
                self.money = if self.refunded == PARTS {
                    Money::FullyRefunded
                } else {
                    Money::PartiallyRefunded
                };
            }
            Act::Ship(place) => {
                self.shipping = place;
                self.serial += 1;
            }
            Act::Purchase => self.orders += 1,
        }
        self.ours += u8::from(is_ours);
        self.was_reached |= self.is_reached(scene);
        self.tell(act, is_ours);
        true
    }

    /// As the documentation's pages say; where they disagree, `lenient` decides.
    fn refuses(&self, scene: &Scene, act: Act) -> bool {
        match act {
            Act::Authorize => {
                self.money != Money::New && !(scene.lenient && self.money == Money::Authorized)
            }
            Act::Capture if scene.lenient => {
                self.money.is_refunded() || self.money == Money::Cancelled
            }
            Act::Capture => self.money != Money::Authorized,
            Act::Complete => {
                self.is_completed
                    || self.money.is_refunded()
                    || self.money == Money::Cancelled
                    || (!scene.lenient && matches!(self.money, Money::Approved | Money::Captured))
            }
            Act::Cancel if scene.lenient => self.money == Money::Cancelled,
            Act::Cancel => !matches!(self.money, Money::New | Money::Authorized),
            Act::RefundPart | Act::RefundAll => !self.money.can_be_refunded(),
            Act::Ship(_) | Act::Purchase => false,
        }
    }

    fn is_reached(&self, scene: &Scene) -> bool {
        match scene.wish() {
            Act::Authorize => self.money == Money::Authorized,
            Act::Capture => self.money == Money::Captured,
            Act::Complete => self.is_completed,
            Act::Cancel => self.money == Money::Cancelled,
            Act::RefundAll => self.money == Money::FullyRefunded,
            Act::RefundPart => self.ours > 0,
            Act::Ship(place) => self.shipping == place,
            // Whoever made it: the customer's purchase is there.
            Act::Purchase => self.orders > 0,
        }
    }

    fn tell(&mut self, act: Act, is_ours: bool) {
        self.untold.push(Told {
            act,
            money: self.money,
            shipping: self.shipping,
            is_ours,
            serial: self.serial,
        });
        if self.untold.len() > UNTOLD {
            self.untold.remove(0);
        }
    }

    pub fn is_newest(&self, told: &Told) -> bool {
        told.serial == self.serial
    }

    /// Lets a held request through.
    pub fn release(&mut self, scene: &Scene) {
        self.held -= 1;
        self.act(scene, scene.wish(), true);
    }
}
