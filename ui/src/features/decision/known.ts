import type { ActionEvidence } from "../../bridge/types";
import type { MessageId } from "../../messages";
import { wasNotSent } from "../../points";

/** What can be said about an action that waits for a person, and where more can be found. */
export interface Known {
  readonly says: MessageId;
  /** The status of the order that it names, and of which kind that is. */
  readonly status: { readonly of: "money" | "shipping"; readonly word: string | null } | null;
  /** Where a person finds what no read tells. */
  readonly look: MessageId | null;
}

/** What is known and not known, in one sentence; none for an action that needs nobody. */
export function knownOf(evidence: ActionEvidence): Known | null {
  const { action } = evidence;
  if (action.state !== "needs_person") {
    return null;
  }
  const only = (says: MessageId, look: MessageId | null = null): Known => ({
    says,
    status: null,
    look,
  });
  if (wasNotSent(action)) {
    return only(
      action.reason === "order_changed" ? "decision.known.unsent" : "decision.known.unsentOther",
    );
  }
  switch (action.kind) {
    case "earning":
    case "checkout":
      return only("decision.known.create", "decision.look.made");
    case "complete":
      return only("decision.known.complete", "decision.look.order");
    case "refund":
      return action.amountHalalas === null
        ? shownOf(evidence)
        : only(
            "decision.known.refundPart",
            action.mark === null ? "decision.look.refund" : "decision.look.mark",
          );
    default:
      return shownOf(evidence);
  }
}

/** The same where no amount may be read. */
export function withoutAmount(look: MessageId): MessageId {
  switch (look) {
    case "decision.look.refund":
      return "decision.look.refundHidden";
    case "decision.look.made":
      return "decision.look.madeHidden";
    default:
      return look;
  }
}

/** What Points shows since, held against what the person saw. */
function shownOf({ action, now, checkedAt }: ActionEvidence): Known {
  const look: MessageId = "decision.look.order";
  if (now === null || checkedAt === null || checkedAt < sentAt(action)) {
    return { says: "decision.known.unread", status: null, look };
  }
  const of = action.kind === "shipping" ? "shipping" : "money";
  const field = of === "shipping" ? "shipping" : "financial";
  const isAsBefore = now[field] === (action.seen?.[field] ?? null);
  return {
    says: isAsBefore ? "decision.known.asBefore" : "decision.known.moved",
    status: { of, word: now[field] },
    look,
  };
}

/** When it left last. */
function sentAt({ changes, askedAt }: ActionEvidence["action"]): number {
  return changes.findLast(({ state }) => state === "sending")?.at ?? askedAt;
}
