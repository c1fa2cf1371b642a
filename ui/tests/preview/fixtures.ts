/** Builds believable orders of a Saudi shop. The same seed gives the same orders. */
import type {
  ItemView,
  MetadataEntry,
  OrderRow,
  PendingAction,
  StaleKind,
} from "../../src/bridge/types";

/** An order as the preview's desk keeps it. */
export interface Fixture {
  row: OrderRow;
  readonly items: ItemView[];
  readonly metadata: MetadataEntry[];
}

/** Numbers between 0 and 1 that look random and repeat with their seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const products: readonly (readonly [string, number])[] = [
  ["عسل سدر جبلي 500 غ", 24_000],
  ["تمر عجوة المدينة 1 كغ", 8_900],
  ["قهوة سعودية محوّجة", 6_450],
  ["دهن عود كمبودي ربع تولة", 57_500],
  ["Ajwa dates gift box", 12_900],
  ["Oud Al Layl eau de parfum 100 ml", 34_500],
  ["عباية كريب سوداء مقاس 56", 31_900],
  ["Saffron, Iranian super negin 5 g", 9_750],
  ["طقم فناجين قهوة 12 قطعة", 14_800],
  ["Linen thobe, white, 58", 26_000],
  ["بخور معمول دوسري", 11_500],
  ["Rose water from Taif 300 ml", 4_200],
  ["شماغ أحمر قطن", 18_900],
  ["Wireless barcode scanner stand", 7_999],
];

const notes = [
  "اتصل قبل التوصيل",
  "Leave with the guard",
  "هدية: التغليف مطلوب",
  "الفاتورة باسم المؤسسة",
  "Deliver after Maghrib",
];
const cities = ["الرياض", "جدة", "الدمام", "المدينة المنورة", "أبها", "Riyadh", "Jeddah", "Khobar"];

/** How often each status occurs among a hundred orders. */
const moneyShares: readonly (readonly [string, number])[] = [
  ["captured", 46],
  ["approved", 24],
  ["new", 9],
  ["authorized", 5],
  ["cancelled", 8],
  ["partially_refunded", 3],
  ["fully_refunded", 4],
  ["on_hold_review", 1],
];

const codes: Readonly<Record<string, number>> = {
  new: 1,
  license_in_progress: 2,
  ready_shipping: 3,
  delivery_is_in_progress: 4,
  delivered: 5,
  cancelled: 6,
};
const nextOf: Readonly<Record<string, string>> = {
  new: "ready_shipping",
  license_in_progress: "ready_shipping",
  ready_shipping: "delivery_is_in_progress",
  delivery_is_in_progress: "delivered",
};

const minute = 60_000;
const day = 24 * 60 * minute;

function uuidFrom(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function byShare(random: () => number): string {
  let left = random() * 100;
  for (const [status, share] of moneyShares) {
    left -= share;
    if (left < 0) {
      return status;
    }
  }
  return "captured";
}

function shippingOf(random: () => number, money: string, age: number): string {
  if (money === "new" || money === "authorized" || money === "on_hold_review") {
    return "new";
  }
  if (money === "cancelled") {
    return random() < 0.7 ? "cancelled" : "new";
  }
  const days = age / day;
  if (days > 6) {
    return random() < 0.95 ? "delivered" : "delivery_is_in_progress";
  }
  const step = days * 0.6 + random() * 1.6;
  return step < 0.8
    ? "new"
    : step < 1.7
      ? "ready_shipping"
      : step < 3
        ? "delivery_is_in_progress"
        : "delivered";
}

/** Makes orders, newest first, the first one a few minutes before `now`. */
export function buildOrders(count: number, now: number, seed = 7): Fixture[] {
  const random = seeded(seed);
  let createdAt = now - 4 * minute;
  return Array.from({ length: count }, (_, place) => {
    const pick = <Item>(list: readonly Item[]): Item =>
      list[Math.floor(random() * list.length)] as Item;
    createdAt -= Math.floor((4 + random() * 50) * minute);
    const age = now - createdAt;
    const drawn = byShare(random);
    // Most checkouts that nobody finished are cancelled within two days.
    const isLeft = (drawn === "new" || drawn === "authorized") && age > 2 * day;
    const money = isLeft && place % 12 !== 0 ? "cancelled" : drawn;
    const shipping = shippingOf(random, money, age);
    const items = Array.from({ length: 1 + Math.floor(random() * random() * 5) }, () => {
      const [name, price] = pick(products);
      return {
        name,
        priceText: (price / 100).toFixed(2),
        priceHalalas: price,
        quantity: 1 + Math.floor(random() * random() * 4),
      };
    });
    const halalas = items.reduce((sum, item) => sum + item.priceHalalas * item.quantity, 2_500);
    const type = money === "approved" && random() < 0.6 ? "earning" : "replacing";
    const isStale = (money === "new" && age > 30 * minute) || (money === "authorized" && age > day);
    const stale: StaleKind | null = isStale ? (money === "new" ? "unpaid" : "reserved") : null;
    const isCodeUnknown = shipping === "delivery_is_in_progress" && random() < 0.12;
    const hasLabel = shipping === "ready_shipping" && random() < 0.18;
    const row: OrderRow = {
      uuid: uuidFrom(random),
      orderNumber: `${10_400 + count - place}`,
      referenceNumber: `REF-2026-${Math.floor(random() * 900_000 + 100_000)}`,
      orderType: type,
      financialStatus: money,
      shipping: {
        word: isCodeUnknown ? null : shipping,
        code: isCodeUnknown ? 9 : (codes[shipping] ?? null),
        label: null,
        customAr: hasLabel ? "بانتظار مندوب الشحن" : null,
        customEn: hasLabel ? "Waiting for the courier" : null,
        next: isCodeUnknown ? null : (nextOf[shipping] ?? null),
      },
      totalHalalas: halalas,
      totalText: (halalas / 100).toFixed(2),
      totalPoints: ((halalas / 100) * (type === "earning" ? 10 : 20)).toFixed(
        type === "earning" ? 0 : 1,
      ),
      createdAt,
      updatedAt: createdAt + Math.floor(random() * Math.min(age, 3 * day)),
      checkedAt: now - Math.floor((place < 40 ? 20_000 : 40 * minute) * (0.2 + random())),
      presence: "known",
      pending: null,
      stale,
      pinned: null,
      foundIn: [],
    };
    const metadata = [
      { path: "cart.id", value: `c_${Math.floor(random() * 1e9).toString(36)}` },
      { path: "shipping.city", value: pick(cities) },
      ...(random() < 0.3 ? [{ path: "note", value: pick(notes) }] : []),
    ];
    return { row, items, metadata };
  }).map(withPeculiarity);
}

/** Every shape that a row can have stands near the top. */
function withPeculiarity(fixture: Fixture, place: number): Fixture {
  const pending = (
    state: PendingAction["state"],
    reason: string | null,
    message: string | null = null,
  ): PendingAction => ({
    id: 9_000 + place,
    kind: "shipping",
    state,
    target: fixture.row.shipping.next ?? "delivered",
    amountHalalas: null,
    heldUntil: null,
    open: 1,
    reason,
    message,
  });
  const change = (row: Partial<OrderRow>): Fixture => ({
    ...fixture,
    row: { ...fixture.row, ...row },
  });
  const packed = {
    word: "ready_shipping",
    code: 3,
    label: null,
    customAr: null,
    customEn: null,
    next: "delivery_is_in_progress",
  };
  const paid = {
    financialStatus: "captured",
    orderType: "replacing",
    stale: null,
    shipping: packed,
  };
  switch (place) {
    case 2:
      return change({ ...paid, pending: { ...pending("sending", null), target: packed.next } });
    case 4:
      return change({
        ...paid,
        pending: { ...pending("unknown", "timed_out"), target: packed.next },
      });
    case 6:
      return change({
        ...paid,
        pending: {
          ...pending("refused", "rule_refused", "لا يمكن تعديل حالة هذا الطلب"),
          target: packed.next,
        },
      });
    case 9:
      return change({
        ...paid,
        pending: { ...pending("needs_person", "read_shows_old_status"), target: packed.next },
      });
    case 8:
      return change({
        ...paid,
        pending: { ...pending("needs_person", "offline"), target: packed.next },
      });
    case 11:
      return change({
        orderNumber: null,
        referenceNumber: null,
        orderType: null,
        financialStatus: null,
        shipping: {
          word: null,
          code: null,
          label: null,
          customAr: null,
          customEn: null,
          next: null,
        },
        totalHalalas: null,
        totalText: null,
        totalPoints: null,
        createdAt: null,
        updatedAt: null,
        checkedAt: null,
        presence: "unread",
        stale: null,
      });
    case 13:
      return change({ presence: "gone", stale: null });
    case 3:
      // A float as PHP prints it.
      return change({ totalPoints: "2384.9999999999995" });
    case 15:
      return change({ totalHalalas: null, totalText: "150.499" });
    default:
      // Paid, and forgotten by whoever packs.
      return place % 60 === 59
        ? change({ ...paid, shipping: { ...packed, word: "new", code: 1, next: "ready_shipping" } })
        : fixture;
  }
}
