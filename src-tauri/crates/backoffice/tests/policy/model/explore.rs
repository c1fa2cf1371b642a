//! Every schedule of a scene: whatever can happen next happens, in every sequence.
//!
//! What is left of a schedule depends on nothing but the state it has come to, so each state is
//! looked at once and its schedules are counted, not walked.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::ops::AddAssign;
use std::rc::Rc;

use backoffice::actions::policy::{
    Answer, Before, Event, History, Intent, Known, Settled, with_mark,
};
use backoffice::store::ShippingCodes;
use backoffice::view::{ActionKind, SeenOrder};
use points_api::{
    ApiError, Carried, Effect, Failure, ObservedOrder, ShippingState, ShippingStatus,
};
use serde_json::json;

use super::desks::{Desk, NOW, Row};
use super::world::{Act, Money, Scene, TARGET, Told, World};
use crate::cases::{MARK, failed, learnt, never_left, order, refused_by_rule, timed_out};

/// How far a schedule goes.
#[derive(Debug, Clone, Copy)]
pub struct Depth {
    /// Requests that leave.
    pub requests: u8,
    /// Tries that certainly change nothing: offline, throttled, a refused key.
    pub in_vain: u8,
    /// What a second operator does.
    pub acts: u8,
    /// Events that arrive, late ones and doubles included.
    pub events: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct State {
    world: World,
    row: Row,
    past: Past,
    left: u8,
    in_vain: u8,
    acts: u8,
    events: u8,
}

/// The history of the action without its times, which in these schedules say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Past {
    before: Option<(Money, u8)>,
    unclear: u32,
    reads: u32,
    in_vain: u32,
    heard_completed: bool,
    /// An event that came while the request was on its way shows what was asked for.
    heard_meanwhile: bool,
}

impl Past {
    fn history(self) -> History {
        History {
            sent_at: self.before.map(|_| 0),
            before: self.before.map(|(money, place)| seen(money, place)),
            unclear: self.unclear,
            unclear_since: (self.unclear > 0).then_some(0),
            reads: self.reads,
            in_vain: self.in_vain,
        }
    }

    fn with(self, history: &History) -> Self {
        Self {
            unclear: history.unclear,
            reads: history.reads,
            in_vain: history.in_vain,
            ..self
        }
    }
}

/// What the schedules came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub schedules: u128,
    pub confirmed: u128,
    pub refused: u128,
    pub for_a_person: u128,
    pub open: u128,
    /// Applied more than once, and nobody was asked.
    pub doubled: u128,
    /// Told as refused or failed, and applied.
    pub refused_but_applied: u128,
    /// Told as done, and not done.
    pub confirmed_but_not: u128,
    /// The program forgot it.
    pub forgotten: u128,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.schedules += other.schedules;
        self.confirmed += other.confirmed;
        self.refused += other.refused;
        self.for_a_person += other.for_a_person;
        self.open += other.open;
        self.doubled += other.doubled;
        self.refused_but_applied += other.refused_but_applied;
        self.confirmed_but_not += other.confirmed_but_not;
        self.forgotten += other.forgotten;
    }
}

impl Tally {
    pub fn is_sound(&self) -> bool {
        self.doubled + self.refused_but_applied + self.confirmed_but_not + self.forgotten == 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} schedules: {} confirmed, {} refused, {} for a person, {} still waiting; \
             {} doubled, {} refused but applied, {} confirmed but not done, {} forgotten",
            self.schedules,
            self.confirmed,
            self.refused,
            self.for_a_person,
            self.open,
            self.doubled,
            self.refused_but_applied,
            self.confirmed_but_not,
            self.forgotten,
        )
    }
}

/// Answers and events by what they show, and by whose event it is.
type Orders = HashMap<(Money, u8, Option<bool>), Rc<ObservedOrder>>;

/// Walks one scene.
pub struct Explorer<'a, D> {
    desk: &'a D,
    scene: Scene,
    depth: Depth,
    intent: Intent,
    codes: ShippingCodes,
    known: HashMap<State, Tally>,
    orders: RefCell<Orders>,
}

impl<'a, D: Desk> Explorer<'a, D> {
    pub fn new(desk: &'a D, scene: Scene, depth: Depth) -> Self {
        Self {
            desk,
            scene,
            depth,
            intent: intent(&scene),
            codes: if scene.learnt {
                learnt()
            } else {
                ShippingCodes::default()
            },
            known: HashMap::new(),
            orders: RefCell::default(),
        }
    }

    /// What all schedules come to.
    pub fn run(&mut self) -> Tally {
        let start = State {
            world: World::new(&self.scene),
            row: Row::Queued,
            past: Past::default(),
            left: 0,
            in_vain: 0,
            acts: 0,
            events: 0,
        };
        self.tally(start)
    }

    /// How many states that took.
    pub fn states(&self) -> usize {
        self.known.len()
    }

    fn tally(&mut self, state: State) -> Tally {
        if let Some(tally) = self.known.get(&state) {
            return *tally;
        }
        let mut tally = Tally::default();
        let next = self.next(&state);
        if next.is_empty() {
            tally += self.end(&state);
        }
        for next in next {
            tally += self.tally(next);
        }
        self.known.insert(state, tally);
        tally
    }

    /// What can happen next; nothing at the end of a schedule.
    fn next(&self, state: &State) -> Vec<State> {
        let mut next = Vec::new();
        match state.row {
            Row::Queued => {
                next.extend(self.meanwhile(state));
                next.push(self.turn(state));
            }
            Row::Sending => {
                next.extend(self.meanwhile(state));
                next.extend(self.requests(state));
            }
            Row::Unknown => {
                next.extend(self.meanwhile(state));
                next.push(self.read(state));
            }
            // Evidence still counts, whoever comes first.
            Row::NeedsPerson => next.extend(self.meanwhile(state)),
            Row::Confirmed | Row::Refused | Row::Forgotten | Row::Waiting => {}
        }
        next
    }

    /// What others do: a held request comes through, a second operator acts, an event arrives.
    fn meanwhile(&self, state: &State) -> Vec<State> {
        let mut next = Vec::new();
        if state.world.held > 0 {
            let mut after = state.clone();
            after.world.release(&self.scene);
            next.push(after);
        }
        if state.acts < self.depth.acts {
            for act in self.scene.others() {
                let mut after = state.clone();
                after.acts += 1;
                if after.world.act(&self.scene, act, false) {
                    next.push(after);
                }
            }
        }
        if state.events < self.depth.events {
            for told in &state.world.untold {
                next.push(self.hear(state, told));
            }
        }
        next
    }

    fn hear(&self, state: &State, told: &Told) -> State {
        let mut after = state.clone();
        after.events += 1;
        after.past.heard_completed |= told.act == Act::Complete;
        let order = self.order(told.money, told.shipping, Some(told.is_ours));
        let event = Event {
            name: told.name(),
            order: &order,
            is_newest: state.world.is_newest(told),
            order_is_new: true,
        };
        // Before anything of it may be applied, an event is only news.
        if self.desk.heard(&self.intent, &event) {
            if state.row == Row::Sending {
                after.past.heard_meanwhile = true;
            } else if state.past.unclear > 0 {
                after.row = Row::Confirmed;
            }
        }
        after
    }

    /// Its turn has come: the order is read, and it is written down before it leaves.
    fn turn(&self, state: &State) -> State {
        let mut after = state.clone();
        if state.left == self.depth.requests || state.in_vain == self.depth.in_vain {
            after.row = Row::Waiting;
            return after;
        }
        let known = self.look(state);
        after.row = match self
            .desk
            .turn(&self.intent, &state.past.history(), known.as_ref())
        {
            Before::Send => Row::Sending,
            Before::AlreadyDone => Row::Confirmed,
            Before::Ask(_) => Row::NeedsPerson,
        };
        if after.row == Row::Sending {
            after.past.before = Some((state.world.money, state.world.shipping));
            after.past.heard_meanwhile = false;
        }
        after
    }

    /// Everything that can become of a request.
    fn requests(&self, state: &State) -> Vec<State> {
        let scene = &self.scene;
        let down = |effect| failed(Failure::Temporary { http_status: 502 }, effect);
        let unread = |error: &ApiError| {
            let mut tried = state.clone();
            tried.in_vain += 1;
            self.answer(tried, Err(error))
        };
        let throttled = failed(Failure::Throttled { retry_after: None }, Effect::NotApplied);
        let message = "Invalid or inactive API key".to_owned();
        let key = failed(Failure::KeyRefused { message }, Effect::NotApplied);
        let mut next = vec![unread(&never_left()), unread(&throttled), unread(&key)];

        // The end of the program, before anything left.
        next.push(self.restart(state.clone()));

        let mut gone = state.clone();
        gone.left += 1;
        // Lost on the way there.
        next.push(self.answer(gone.clone(), Err(&down(Effect::MayBeApplied))));
        // Held on the way there; the desk gives up, or ends.
        let mut held = gone.clone();
        held.world.held += 1;
        next.push(self.answer(held.clone(), Err(&timed_out())));
        next.push(self.restart(held.clone()));

        let mut arrived = gone.clone();
        let is_applied = arrived.world.act(scene, scene.wish(), true);
        let order = self.order(arrived.world.money, arrived.world.shipping, None);
        let yes = match self.scene.wish() {
            Act::Purchase => Answer::Made,
            _ => Answer::Order(&order),
        };
        let no = refused_by_rule();
        let answer = if is_applied { Ok(yes) } else { Err(&no) };
        next.push(self.answer(arrived.clone(), answer));
        // The answer is lost on the way back, or the desk ends before it is written down.
        next.push(self.answer(arrived.clone(), Err(&timed_out())));
        next.push(self.restart(arrived.clone()));
        if !is_applied {
            // The key cannot be proved, so nobody knows whether it was the key.
            let mut unproved = arrived;
            unproved.in_vain += 1;
            let check = Box::new(Failure::Temporary { http_status: 502 });
            let message = "لا يمكن".to_owned();
            let unknown = failed(Failure::Unproved { message, check }, Effect::NotApplied);
            next.push(self.answer(unproved, Err(&unknown)));
        }
        let is_unpaid = matches!(state.world.money, Money::New | Money::Authorized);
        let may_be_shown = match scene.wish() {
            Act::Authorize | Act::Capture | Act::Cancel | Act::RefundAll => true,
            // A paid order looks the same after a completion.
            Act::Complete => is_unpaid,
            Act::RefundPart | Act::Ship(_) | Act::Purchase => false,
        };
        if may_be_shown {
            // A yes that shows the order as it was, and is carried out later or never.
            let before = self.order(state.world.money, state.world.shipping, None);
            for said in [gone, held] {
                next.push(self.answer(said, Ok(Answer::Order(&before))));
            }
        }
        next
    }

    fn answer(&self, mut state: State, outcome: Result<Answer<'_>, &ApiError>) -> State {
        let history = state.past.history();
        let (row, history) = self.desk.answered(&self.intent, history, outcome);
        state.row = row;
        state.past = state.past.with(&history);
        looked_back(state)
    }

    fn restart(&self, mut state: State) -> State {
        let (row, history) = self.desk.restarted(state.past.history());
        state.row = row;
        state.past = state.past.with(&history);
        looked_back(state)
    }

    /// A planned read.
    fn read(&self, state: &State) -> State {
        let mut after = state.clone();
        after.past.reads += 1;
        let known = self.look(state);
        let history = after.past.history();
        after.row = match self.desk.read(&self.intent, &history, known.as_ref()) {
            Settled::Confirmed => Row::Confirmed,
            Settled::SendAgain => Row::Queued,
            Settled::ReadAgain { at } => {
                assert!(at > NOW, "a read that is always due");
                Row::Unknown
            }
            Settled::Person(_) => Row::NeedsPerson,
        };
        after
    }

    fn look(&self, state: &State) -> Option<Known<'_>> {
        (self.scene.wish() != Act::Purchase).then(|| Known {
            financial: Some(state.world.money.word().into()),
            shipping: Some(ShippingState::Code(i64::from(state.world.shipping))),
            labels: [Carried::Null, Carried::Null],
            total_halalas: Some(10_000),
            is_completed: state.past.heard_completed,
            codes: &self.codes,
            asked_at: NOW,
        })
    }

    /// An answer, or an event of somebody's.
    fn order(&self, money: Money, shipping: u8, event_of_ours: Option<bool>) -> Rc<ObservedOrder> {
        let mut orders = self.orders.borrow_mut();
        let found = orders
            .entry((money, shipping, event_of_ours))
            .or_insert_with(|| {
                let mut fields = json!({
                    "order_status": money.word(),
                    "order_number": "10482",
                    "total_price": 100,
                    "status": shipping,
                });
                if let Some(is_ours) = event_of_ours {
                    let mark = if is_ours { MARK } else { "9AC3D" };
                    fields["status"] = json!(ShippingStatus::KNOWN[usize::from(shipping)].as_str());
                    fields["reason"] = if self.scene.echoes {
                        json!(with_mark("damaged", mark))
                    } else {
                        json!(null)
                    };
                }
                Rc::new(order(fields))
            });
        Rc::clone(found)
    }

    /// What the end of a schedule comes to, also once everything that is held came through.
    fn end(&self, state: &State) -> Tally {
        let is_reached = state.world.was_reached;
        let mut world = state.world.clone();
        while world.held > 0 {
            world.release(&self.scene);
        }
        let is = |row| u128::from(state.row == row);
        Tally {
            schedules: 1,
            confirmed: is(Row::Confirmed),
            refused: is(Row::Refused),
            for_a_person: is(Row::NeedsPerson),
            open: is(Row::Waiting),
            doubled: u128::from(self.scene.doubles() && world.ours > 1),
            refused_but_applied: is(Row::Refused) * u128::from(world.ours > 0),
            confirmed_but_not: is(Row::Confirmed) * u128::from(!is_reached),
            forgotten: is(Row::Forgotten),
        }
    }
}

/// What has just become unclear is held against what was heard while it was on its way.
fn looked_back(mut state: State) -> State {
    if state.row == Row::Unknown && state.past.heard_meanwhile {
        state.row = Row::Confirmed;
    }
    state
}

fn seen(money: Money, shipping: u8) -> SeenOrder {
    SeenOrder {
        financial: Some(money.word().to_owned()),
        shipping: Some(format!("code:{shipping}")),
        total_halalas: Some(10_000),
    }
}

fn intent(scene: &Scene) -> Intent {
    let is_purchase = scene.wish() == Act::Purchase;
    Intent {
        kind: scene.kind,
        target: (scene.kind == ActionKind::Shipping)
            .then(|| ShippingStatus::KNOWN[usize::from(TARGET)].to_string()),
        labels: [None, None],
        amount_halalas: if is_purchase {
            Some(10_000)
        } else {
            scene.in_part.then_some(2_500)
        },
        mark: (scene.kind == ActionKind::Refund).then(|| MARK.to_owned()),
        order_number: Some("10482".to_owned()),
        seen: (!is_purchase).then(|| seen(scene.from, 0)),
        led_to: None,
    }
}
