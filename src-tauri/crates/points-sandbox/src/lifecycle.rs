//! What may happen to an order (dossier, "Financial state" and "Shipping state"). Pure: an order,
//! a step, the rules and the time go in; the changed order and its events come out.

use chrono::{DateTime, Duration, Utc};

use crate::order::{FinancialStatus, Label, Order, OrderKind, ShippingStatus, points_for};
use crate::rules::{
    AuthorizeRule, CancelRule, CaptureRule, CompleteRule, PaidCheckout, RefundRule, Rules,
};

/// Something a merchant, a customer or Points does to an order.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Authorize,
    Capture,
    Complete {
        payment_method: Option<String>,
    },
    Cancel {
        reason: String,
    },
    Refund {
        halalas: Option<i64>,
        reason: Option<String>,
    },
    Ship {
        status: Option<ShippingStatus>,
        label: Option<Label>,
    },
    /// The customer paid on the hosted page.
    Pay,
    /// Points reverses a replacing order by itself.
    AutoRefund,
}

/// An event to be told to every webhook (dossier, "Webhooks").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Occurrence {
    pub(crate) event: &'static str,
    /// Halalas given back by this very step.
    pub(crate) refund_halalas: Option<i64>,
}

const fn occurrence(event: &'static str) -> Occurrence {
    Occurrence {
        event,
        refund_halalas: None,
    }
}

/// Applies the step, or says in Points' words why not. A refused step leaves the order alone.
pub(crate) fn apply(
    order: &mut Order,
    step: &Step,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Vec<Occurrence>, &'static str> {
    let occurrences = match step {
        Step::Authorize => authorize(order, rules)?,
        Step::Capture => capture(order, rules)?,
        Step::Complete { payment_method } => complete(order, rules, payment_method.as_ref())?,
        Step::Cancel { reason } => cancel(order, rules, reason)?,
        Step::Refund { halalas, reason } => refund(order, rules, now, *halalas, reason.as_ref())?,
        Step::Ship { status, label } => ship(order, *status, label.as_ref()),
        Step::Pay => pay(order, rules)?,
        Step::AutoRefund => auto_refund(order)?,
    };
    order.updated_at = now;
    Ok(occurrences)
}

/// Contradictions table, row "authorize".
fn authorize(order: &mut Order, rules: &Rules) -> Result<Vec<Occurrence>, &'static str> {
    let refused = order.financial.is_refunded()
        || (rules.authorize == AuthorizeRule::Lifecycle
            && order.financial == FinancialStatus::Cancelled);
    if refused {
        return Err("Order cannot be authorized");
    }
    order.financial = FinancialStatus::Authorized;
    Ok(vec![occurrence("authorized")])
}

/// Contradictions table, row "capture".
fn capture(order: &mut Order, rules: &Rules) -> Result<Vec<Occurrence>, &'static str> {
    let refused = match rules.capture {
        CaptureRule::Lifecycle => order.financial != FinancialStatus::Authorized,
        CaptureRule::OpenApi => order.financial.is_refunded(),
    };
    if refused {
        return Err("Order cannot be captured");
    }
    order.financial = FinancialStatus::Captured;
    Ok(vec![occurrence("captured")])
}

/// Contradictions table, row "complete"; the texts are those of the `OpenAPI` file.
fn complete(
    order: &mut Order,
    rules: &Rules,
    payment_method: Option<&String>,
) -> Result<Vec<Occurrence>, &'static str> {
    use FinancialStatus as F;
    if order.kind != OrderKind::Replacing {
        return Err("Only replacing orders can be completed");
    }
    if order.financial.is_refunded() || order.financial == F::Cancelled {
        return Err("Order cannot be completed");
    }
    if rules.complete == CompleteRule::Lifecycle
        && matches!(order.financial, F::Approved | F::Captured)
    {
        return Err("Order already fully paid");
    }
    if order.completed {
        return Err("Order is already completed");
    }
    order.completed = true;
    if payment_method.is_some() {
        order.payment_method = payment_method.cloned();
    }
    // "Marks a replacing order as fully paid": the paid state its road leads to.
    let mut occurrences = vec![occurrence("completed")];
    match order.financial {
        F::New => {
            order.financial = F::Approved;
            occurrences.insert(0, occurrence("approved"));
        }
        F::Authorized => {
            order.financial = F::Captured;
            occurrences.insert(0, occurrence("captured"));
        }
        _ => {}
    }
    Ok(occurrences)
}

/// Contradictions table, row "cancel".
fn cancel(order: &mut Order, rules: &Rules, reason: &str) -> Result<Vec<Occurrence>, &'static str> {
    use FinancialStatus as F;
    let refused = match rules.cancel {
        CancelRule::Lifecycle => !matches!(order.financial, F::New | F::Authorized),
        CancelRule::Any => order.financial == F::Cancelled,
        CancelRule::Refunds => order.financial == F::Cancelled || order.financial.is_refunded(),
    };
    if refused {
        return Err("Order cannot be cancelled");
    }
    order.financial = F::Cancelled;
    order.reason = Some(reason.to_owned());
    Ok(vec![occurrence("cancelled")])
}

/// Contradictions table, rows "refund" and "`refunded` event".
fn refund(
    order: &mut Order,
    rules: &Rules,
    now: DateTime<Utc>,
    halalas: Option<i64>,
    reason: Option<&String>,
) -> Result<Vec<Occurrence>, &'static str> {
    use FinancialStatus as F;
    let allowed = match rules.refund {
        RefundRule::Lifecycle => order.financial.is_paid(),
        RefundRule::OpenApi => matches!(order.financial, F::Captured | F::PartiallyRefunded),
    };
    if !allowed {
        return Err("Order cannot be refunded");
    }
    if rules.refund == RefundRule::OpenApi && order.settlement_status.as_deref() == Some("settled")
    {
        return Err("Order is already settled");
    }
    if let Some(days) = rules.refund_window_days
        && now - order.created_at > Duration::days(days)
    {
        return Err("Refund window has expired");
    }
    let left = order.total_halalas - order.refunded_halalas;
    let amount = halalas.unwrap_or(left);
    if amount > left {
        return Err("Refund amount exceeds the remaining amount");
    }
    if amount == 0 && left > 0 {
        return Err("Refund amount must be greater than zero");
    }
    order.refunded_halalas += amount;
    order.financial = if order.refunded_halalas == order.total_halalas {
        F::FullyRefunded
    } else {
        F::PartiallyRefunded
    };
    order.reason = reason.cloned();
    let fired = Occurrence {
        event: "refunded",
        refund_halalas: Some(amount),
    };
    Ok(if rules.refunded_event {
        vec![fired]
    } else {
        Vec::new()
    })
}

/// "The API documents no forbidden transition. Each update fires `shipping_status_updated`."
fn ship(
    order: &mut Order,
    status: Option<ShippingStatus>,
    label: Option<&Label>,
) -> Vec<Occurrence> {
    if status.is_some() {
        order.shipping = status;
    }
    order.custom_label = label.cloned();
    vec![occurrence("shipping_status_updated")]
}

/// "Financial state": `new` → `approved` (paid checkout), or `new` → `authorized`.
fn pay(order: &mut Order, rules: &Rules) -> Result<Vec<Occurrence>, &'static str> {
    if order.financial != FinancialStatus::New {
        return Err("Order already fully paid");
    }
    let (financial, event) = match rules.paid_checkout {
        PaidCheckout::Approved => (FinancialStatus::Approved, "approved"),
        PaidCheckout::Authorized => (FinancialStatus::Authorized, "authorized"),
    };
    order.financial = financial;
    Ok(vec![occurrence(event)])
}

/// "Webhooks": Points reverses a replacing order by itself, reason
/// `auto_refund_missing_transaction`; an event, not a state.
fn auto_refund(order: &mut Order) -> Result<Vec<Occurrence>, &'static str> {
    if order.kind != OrderKind::Replacing || !order.financial.is_paid() {
        return Err("Order cannot be refunded");
    }
    let left = order.total_halalas - order.refunded_halalas;
    order.refunded_halalas = order.total_halalas;
    order.financial = FinancialStatus::FullyRefunded;
    order.reason = Some("auto_refund_missing_transaction".to_owned());
    Ok(vec![Occurrence {
        event: "auto_refunded",
        refund_halalas: Some(left),
    }])
}

/// Points returned with an amount, in hundredths.
pub(crate) fn points_share(order: &Order, halalas: i64) -> i64 {
    if order.total_halalas == 0 {
        return points_for(halalas);
    }
    let share =
        i128::from(order.points_hundredths) * i128::from(halalas) / i128::from(order.total_halalas);
    i64::try_from(share).unwrap_or(order.points_hundredths)
}
