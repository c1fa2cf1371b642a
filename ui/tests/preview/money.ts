/** How the preview's desk answers for money, purchases and the PIN of the packing screen. */
import type {
  ActionView,
  DeskView,
  FailureView,
  MoneyRequest,
  OrderDetail,
  OrderRow,
  PurchaseRequest,
} from "../../src/bridge/types";
import { foldDigits } from "../../src/search";
import { anyAction } from "./evidence";
import type { Fixture } from "./fixtures";

/** How money and purchases fare. */
export interface MoneyCourse {
  /** What becomes of a purchase; usually it succeeds after a moment. */
  readonly purchase: "made" | "waits" | "unclear" | "refused" | "pending activation";
  /** What went back before of the newest order, halalas. */
  readonly refundedBefore: number;
  /** Somebody gave back a part of the newest order, and nobody said how much. */
  readonly isLeftUnknown: boolean;
  /** How the newest order stands. */
  readonly newest: Partial<OrderRow>;
}

/** Until Points answers, milliseconds. */
const answerTime = 150;

const refusal = (code: FailureView["code"], details: Record<string, string> = {}): FailureView => ({
  code,
  details,
});

export function moneyAnswers({
  orders,
  course,
  view,
  changed,
}: {
  readonly orders: readonly Fixture[];
  readonly course: MoneyCourse;
  readonly view: DeskView;
  readonly changed: (...topics: ("orders" | "actions" | "desk")[]) => Promise<void>;
}) {
  const made = new Map<number, ActionView>();
  const byToken = new Map<string, ActionView>();
  const ofOrder = new Map<string, ActionView[]>();
  let pin: string | null = null;
  let lastId = 40_000;

  const base = (): ActionView => {
    lastId += 1;
    const now = Date.now();
    return {
      ...anyAction,
      id: lastId,
      kind: "refund",
      orderUuid: null,
      target: null,
      nameAr: null,
      nameEn: null,
      state: "queued",
      tries: 0,
      askedAt: now,
      askedBy: view.settings.atDesk,
      nextSettleAt: null,
      reason: null,
      message: null,
      changes: [{ state: "queued", at: now, reason: null, message: null }],
    };
  };
  /** The same token is the same action. */
  const once = (token: string, make: () => ActionView): ActionView => {
    const known = byToken.get(token) ?? make();
    byToken.set(token, known);
    made.set(known.id, known);
    return known;
  };
  const earlier = orders[0];
  if (earlier !== undefined) {
    earlier.row = { ...earlier.row, ...course.newest };
  }
  if (earlier !== undefined && course.refundedBefore > 0) {
    const askedAt = Date.now() - 3 * 86_400_000;
    ofOrder.set(earlier.row.uuid, [
      {
        ...base(),
        orderUuid: earlier.row.uuid,
        amountHalalas: course.refundedBefore,
        givenReason: "Arrived damaged",
        state: "confirmed",
        tries: 1,
        askedAt,
        changes: [{ state: "confirmed", at: askedAt + 900, reason: null, message: null }],
      },
    ]);
  }

  return {
    /** What was asked for here, as it stands. */
    all: (): readonly ActionView[] => [...made.values()],
    /** Whether an action was asked for here. */
    has: (id: unknown) => made.has(Number(id)),
    /** The order with what was asked for its money. */
    on: (detail: OrderDetail): OrderDetail => {
      const actions = ofOrder.get(detail.row.uuid) ?? [];
      const isOpen = actions.some(({ state }) => state !== "confirmed");
      const back = actions
        .filter(({ kind, state }) => kind === "refund" && state === "confirmed")
        .reduce((sum, { amountHalalas }) => sum + (amountHalalas ?? 0), 0);
      const { leftHalalas, mustNameAmount } = detail.money;
      const isLeftUnknown = course.isLeftUnknown && detail.row.uuid === earlier?.row.uuid;
      return {
        ...detail,
        money: {
          offers: detail.money.offers.map((offer) => ({
            ...offer,
            hindrance:
              isOpen && offer.kind !== "refund"
                ? (offer.hindrance ?? "action_open")
                : offer.hindrance,
          })),
          refundedHalalas: detail.money.refundedHalalas + back,
          leftHalalas: leftHalalas === null || isLeftUnknown ? null : leftHalalas - back,
          mustNameAmount: mustNameAmount || isLeftUnknown,
        },
        timeline: [
          ...actions.map((action) => ({
            at: action.askedAt,
            observation: null,
            note: null,
            action,
          })),
          ...detail.timeline.filter((entry) => !actions.some(({ id }) => id === entry.action?.id)),
        ].sort((one, other) => other.at - one.at),
      };
    },
    answers: {
      ask_money: async (args: Record<string, unknown>) => {
        const request = args["request"] as MoneyRequest;
        const fixture = orders.find(({ row }) => row.uuid === request.uuid);
        if (fixture === undefined) {
          throw refusal("order_unknown");
        }
        const asked = once(request.token, () => {
          const action: ActionView = {
            ...base(),
            kind: request.kind,
            orderUuid: request.uuid,
            orderNumber: fixture.row.orderNumber,
            amountHalalas: request.amountHalalas,
            paymentMethod: request.paymentMethod,
            givenReason: request.reason,
          };
          ofOrder.set(request.uuid, [action, ...(ofOrder.get(request.uuid) ?? [])]);
          fixture.row = {
            ...fixture.row,
            pending: {
              id: action.id,
              kind: action.kind,
              state: "queued",
              target: null,
              amountHalalas: action.amountHalalas,
              heldUntil: null,
              open: 1,
              reason: null,
              message: null,
            },
          };
          return action;
        });
        await changed("orders", "actions");
        return asked;
      },
      make_purchase: (args: Record<string, unknown>) => {
        const request = args["request"] as PurchaseRequest;
        const asked = once(request.token, () => ({
          ...base(),
          kind: request.kind,
          orderNumber: request.orderNumber,
          amountHalalas: request.totalHalalas,
        }));
        setTimeout(() => {
          made.set(asked.id, afterAnswer(asked, course.purchase, orders[1]?.row.uuid ?? ""));
          void changed("actions");
        }, answerTime);
        return asked;
      },
      action: (args: Record<string, unknown>) => {
        const found = made.get(Number(args["id"]));
        if (found === undefined) {
          throw refusal("action_settled");
        }
        return found;
      },
      read_phone: (args: Record<string, unknown>) => {
        const digits = foldDigits(String(args["text"])).replace(/[\s+()-]/g, "");
        return /^(?:00966|966|0)?(5\d{8})$/.exec(digits)?.[1] ?? null;
      },
      set_packing_pin: (args: Record<string, unknown>) => {
        const next = args["pin"] === null ? null : foldDigits(String(args["pin"]));
        if (
          (pin !== null && args["present"] !== pin) ||
          (next !== null && !/^\d{4,8}$/.test(next))
        ) {
          throw refusal("pin_wrong");
        }
        pin = next;
        view.packingPinSet = pin !== null;
        return structuredClone(view);
      },
      check_packing_pin: (args: Record<string, unknown>) => args["pin"] === pin,
    },
  };
}

/** A purchase as it is once Points has answered, or not. */
function afterAnswer(asked: ActionView, course: MoneyCourse["purchase"], uuid: string): ActionView {
  const at = Date.now();
  const change = (state: ActionView["state"], reason: string | null, message: string | null) => ({
    ...asked,
    state,
    reason,
    message,
    tries: 1,
    changes: [...asked.changes, { state, at, reason, message }],
  });
  switch (course) {
    case "waits":
      return { ...change("queued", "offline", null), tries: 0, nextTryAt: at + 40_000 };
    case "unclear":
      return change("unknown", "timed_out", null);
    case "refused":
      return change("refused", "rule_refused", "رقم الطلب مستخدم من قبل");
    case "pending activation":
      return {
        ...change("confirmed", null, null),
        made: { made: "pending_activation", totalPoints: "2340" },
      };
    case "made":
      return {
        ...change("confirmed", null, null),
        orderUuid: asked.kind === "earning" ? uuid : null,
        made:
          asked.kind === "earning"
            ? { made: "order", uuid }
            : { made: "checkout", url: "https://pay.papp.sa/session/7f3k29c1d0f2a4e84b21" },
      };
  }
}
