//! What may be sent, what came of it, and what may be sent again. Pure: no clock, no network, no
//! store; times are passed in.
//!
//! Three questions, asked in this order of every action:
//!
//! 1. [`before_sending`]: is the order still as the person saw it?
//! 2. [`after_sending`]: what does the answer, or the want of one, say?
//! 3. [`after_reading`] and [`after_event`]: what does Points show of a request whose end nobody
//!    knows?
//!
//! *Whatever may have been applied is unclear*, and what is unclear is settled by what Points shows,
//! never by sending again blindly. How often something may be sent again depends on its [`Class`].

mod after_event;
mod after_reading;
mod after_sending;
mod before_sending;
mod class;
mod history;
mod intent;
mod mark;

pub use after_event::{Event, after_event};
pub use after_reading::{Settled, after_reading};
pub use after_sending::{After, Answer, LONGEST_WAIT, after_sending, is_offline};
pub use before_sending::before_sending;
pub use before_sending::{Before, read_is_fresh};
pub use class::{Class, class_of, state_after};
pub use history::History;
pub use intent::{Intent, Known, Reason};
pub use mark::{MARK_LETTERS, mark_in, refund_mark, with_mark};
