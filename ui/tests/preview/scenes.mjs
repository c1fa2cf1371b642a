/**
 * What is pictured: a desk to begin with, a size, and what a person does there, who knows the page's
 * words by their names and so does the same in every language.
 */
import { reviewScenes } from "./review-scenes.mjs";

import { shopScenes } from "./shop-scenes.mjs";
import { webhookScenes } from "./webhook-scenes.mjs";

/** As in `odd.ts`, by their places in the list. */
const oddities = [
  "reversed",
  "long product",
  "long words",
  "many items",
  "nothing",
  "fortune",
  "past",
  "future",
];

const listening = {
  address: "https://inbox.dar-al-oud.sa",
  failure: null,
  readAt: Date.now(),
  lastHeardAt: Date.now() - 190_000,
  taken: 1_204,
  behind: 0,
  leftovers: 3,
  isSilent: false,
  here: null,
};
const arabic = { settings: { language: "ar" } };
const dark = { settings: { theme: "dark" } };
const arabicDark = { settings: { language: "ar", theme: "dark", digits: "arabic" } };
const open = (place) => async (page) => {
  await page.locator(`[role=row][aria-rowindex="${place + 2}"]`).click();
  await page.waitForTimeout(200);
};
const exporting = (format, isSaved) => async (page, words) => {
  await page.getByRole("button", { name: words("export.name") }).click();
  await page.getByRole("menuitem", { name: words(`export.${format}`) }).click();
  if (isSaved) {
    await page.getByRole("button", { name: words("export.saveAs") }).click();
  }
  await page.waitForTimeout(200);
};
/** Begins a note. Who types on at once is a scanner. */
const note = async (page) => {
  await page.keyboard.press("KeyN");
  await page.waitForTimeout(200);
};
const withCity = ["number", "metadata:shipping.city", "financial", "shipping", "total", "updated"];
const openView = (place) => async (page) => {
  await page.locator("nav li a").nth(place).click();
  await page.waitForTimeout(200);
};
/** Opens the palette, types and presses. */
const choosing =
  (typed = "", ...keys) =>
  async (page) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.insertText(typed);
    await page.waitForTimeout(150);
    for (const key of keys) {
      await page.keyboard.press(key);
    }
  };
/** As fast as a scanner, whatever else the machine does. */
const scanning = (code) => async (page) => {
  await page.evaluate((text) => {
    for (const character of text) {
      const digit = /\d/.test(character);
      const letter = /[a-z]/i.test(character);
      document.body.dispatchEvent(
        new KeyboardEvent("keydown", {
          code: digit ? `Digit${character}` : letter ? `Key${character.toUpperCase()}` : "Minus",
          key: character,
          shiftKey: /[A-Z_]/.test(character),
          bubbles: true,
          cancelable: true,
        }),
      );
    }
  }, code);
  await page.waitForTimeout(200);
};
/** Chooses a stretch of rows by key, and goes on from there. */
const selecting = (rows, act) => async (page) => {
  await page.locator('[role=row][aria-rowindex="2"]').focus();
  await page.keyboard.press("KeyX");
  for (let row = 1; row < rows; row += 1) {
    await page.keyboard.press("Shift+ArrowDown");
  }
  await act?.(page);
  await page.waitForTimeout(300);
};
const chosenAll = (act) => async (page) => {
  await page.locator('[role=row][aria-rowindex="2"]').focus();
  await page.keyboard.press("Control+KeyA");
  await act?.(page);
  await page.waitForTimeout(400);
};
const ship = (page) => page.keyboard.press("BracketRight");
/** Every order can be cancelled, which are more than go at once. */
const shipNowhere = async (page) => {
  await ship(page);
  await page.keyboard.press("ArrowUp");
};
const shipNow = async (page) => {
  await ship(page);
  await page.locator("form button[type=submit]:not([disabled])").click();
  await page.waitForTimeout(1500);
};
const looks = [
  ["en", {}],
  ["ar", arabic],
  ["en-dark", dark],
  ["ar-dark", arabicDark],
];
const running = { phase: "running", done: 1240, total: 3000 };

const away = {
  phase: "waiting",
  due: 44,
  problem: { code: "offline", details: {} },
  resumesAt: Date.now() + 50_000,
};
/** The oldest order first, of which the third has a long story. */
const oldest = "#/orders?ascending=yes";
const paidWithPoints = {
  financialStatus: "captured",
  orderType: "replacing",
  totalHalalas: 34_800,
  totalText: "348.00",
  stale: null,
};
const moneyQuestions = ["capture", "complete", "cancel", "refund"];
/** Opens the newest order, where it stands what can be done with its money. */
const openMoney = async (page) => {
  await page.locator('[role=row][aria-rowindex="2"]').click();
  const group = page.getByRole("group", { name: /What can be done|ما يمكن عمله/ });
  await group.waitFor();
  return group.getByRole("button");
};
/** Asks one of its questions. */
const asking = (question, act) => async (page) => {
  const buttons = await openMoney(page);
  await buttons.nth(moneyQuestions.indexOf(question)).click();
  await page.waitForTimeout(200);
  await act?.(page);
  await page.waitForTimeout(200);
};
const choose = (place) => (page) => page.locator("[role=dialog] label").nth(place).click();
/** Fills in a purchase by its fields in their order, and sends it. */
const buying =
  (key, send, ...values) =>
  async (page) => {
    await page.keyboard.press(key);
    await page.locator("[role=dialog]").waitFor();
    const fields = page.locator("[role=dialog] input:not([type=checkbox])");
    for (const [place, value] of values.entries()) {
      if (value !== null) {
        await fields.nth(place).fill(value);
      }
    }
    if (send) {
      await page.locator("[role=dialog] button[type=submit]").click();
      await page.waitForTimeout(500);
    }
    await page.waitForTimeout(200);
  };
const named = { atDesk: "Noura" };
const honey = [
  "20077",
  "0512345678",
  "نورة العتيبي",
  "عسل سدر جبلي 500 غ",
  "2",
  "240",
  "25",
  "15.50",
];
const labels = [
  { status: "ready_shipping", nameAr: "بانتظار مندوب الشحن", nameEn: "Waiting for the courier" },
  { status: "delivered", nameAr: "استلمه الحارس", nameEn: "Left with the guard" },
];
/** Brings a heading of the settings to the top. */
const toSection = (place, act) => async (page) => {
  await page
    .locator("main h2")
    .nth(place)
    .evaluate((heading) => {
      heading.closest(".overflow-y-auto").scrollTop += heading.getBoundingClientRect().top - 60;
    });
  await act?.(page);
  await page.waitForTimeout(200);
};
/** Everything is seen to. */
const calm = { isCalm: true };

/** Money, purchases, and the settings of both. */
const moneyScenes = looks.flatMap(([look, desk]) => {
  const settings = { ...desk.settings, ...named };
  const having = (some = {}) => ({
    ...some,
    settings: { ...settings, ...some.settings },
    money: { newest: paidWithPoints, ...some.money },
  });
  const reserved = { newest: { ...paidWithPoints, financialStatus: "authorized" } };
  return [
    {
      name: `money-actions-${look}`,
      desk: having({ money: { refundedBefore: 2_000 } }),
      act: openMoney,
    },
    { name: `money-refund-${look}`, desk: having(), act: asking("refund", choose(2)) },
    {
      name: `money-part-${look}`,
      desk: having({ money: { refundedBefore: 2_000 } }),
      act: asking("refund", async (page) => {
        await choose(1)(page);
        await page.locator("[role=dialog] input[inputmode=decimal]").fill("٢٠");
      }),
    },
    {
      name: `money-typed-${look}`,
      desk: having({ settings: { typeAmountFrom: 100 } }),
      act: asking("refund", async (page) => {
        await choose(6)(page);
        await page.locator("[role=dialog] textarea").fill("العبوة مكسورة / broken jar");
        await page.locator("[role=dialog] input[inputmode=decimal]").fill("12");
      }),
    },
    {
      name: `money-complete-${look}`,
      desk: having({ money: reserved }),
      act: asking("complete", choose(2)),
    },
    {
      name: `purchase-empty-${look}`,
      desk: having(),
      act: buying("KeyG", true),
    },
    { name: `purchase-filled-${look}`, desk: having(), act: buying("KeyG", false, ...honey) },
    { name: `purchase-link-${look}`, desk: having(), act: buying("KeyL", true, ...honey) },
    {
      name: `purchase-activation-${look}`,
      desk: having({ money: { purchase: "pending activation" } }),
      act: buying("KeyG", true, ...honey),
    },
    {
      name: `settings-actions-${look}`,
      hash: "#/settings",
      height: 1400,
      desk: having({ settings: { labelPresets: labels } }),
      act: toSection(4),
    },
  ];
});

/** The rest of what a purchase may come to, and low windows, in one look each. */
const moneyStates = [
  {
    name: "money-refund-en-narrow",
    width: 1024,
    height: 640,
    desk: { settings: named, money: { newest: paidWithPoints } },
    act: asking("refund", choose(6)),
  },
  {
    name: "money-complete-ar-narrow",
    width: 1024,
    height: 640,
    desk: { settings: { ...named, language: "ar" }, money: { newest: paidWithPoints } },
    act: asking("complete"),
  },
  {
    name: "purchase-filled-ar-narrow",
    width: 1024,
    height: 640,
    desk: { settings: { ...named, language: "ar" } },
    act: buying("KeyG", false, ...honey),
  },
  ...["waits", "unclear", "refused", "made"].map((purchase) => ({
    name: `purchase-${purchase}-en`,
    desk: { settings: named, money: { purchase } },
    act: buying("KeyG", true, ...honey),
  })),
  {
    name: "purchase-menu-ar",
    desk: { settings: { ...named, language: "ar" } },
    act: async (page) => {
      await page.getByRole("button", { name: "المزيد من الإضافات" }).click();
    },
  },
  {
    name: "money-pin-ar",
    hash: "#/settings",
    desk: { settings: { ...named, language: "ar" } },
    act: toSection(5, async (page) => {
      await page.getByRole("button", { name: "ضبط رمز…" }).click();
    }),
  },
  {
    name: "money-label-en",
    hash: "#/settings",
    desk: { settings: named },
    act: toSection(6, async (page) => {
      await page.getByRole("button", { name: "Add a label" }).click();
    }),
  },
];

/** Every kind of change in every state, and weeks of what was done. */
const busy = { course: { log: "busy" } };
const stoppedBy = (code, sync = {}) => ({
  course: { log: "busy", stopped: { code, details: {} } },
  sync,
});
const deciding = (place) => `#/log?action=${9_500 + place}`;

/** The log, the queue, and what a person decides. */
const logScenes = [
  { name: "log-en", hash: "#/log", desk: busy },
  { name: "log-ar", hash: "#/log", desk: { ...busy, ...arabic } },
  { name: "log-ar-dark", hash: "#/log", desk: { ...busy, ...arabicDark } },
  { name: "log-en-narrow", hash: "#/log", width: 1024, height: 640, desk: busy },
  {
    name: "log-ar-narrow",
    hash: "#/log",
    width: 1024,
    height: 640,
    desk: { ...busy, ...arabic },
  },
  { name: "log-ar-wide", hash: "#/log", width: 2560, height: 1440, desk: { ...busy, ...arabic } },
  {
    name: "log-en-dark-wide",
    hash: "#/log",
    width: 2560,
    height: 1440,
    desk: { ...busy, ...dark },
  },
  { name: "log-open-en", hash: "#/log", desk: busy, act: open(1) },
  { name: "log-open-ar-dark", hash: "#/log", desk: { ...busy, ...arabicDark }, act: open(1) },
  {
    name: "log-filtered-en",
    hash: "#/log?asked=refund&state=confirmed&state=refused&days=week",
    desk: busy,
  },
  {
    name: "log-filtered-ar",
    hash: `#/log?asked=shipping&person=${encodeURIComponent("نورة")}&days=2026-01-01..`,
    desk: { ...busy, ...arabic },
  },
  {
    name: "log-nothing-ar",
    hash: "#/log?about=99999",
    desk: { course: { log: "empty" }, ...arabic },
  },
  { name: "log-empty-en", hash: "#/log", desk: { course: { log: "empty" } } },
  { name: "log-empty-ar-dark", hash: "#/log", desk: { course: { log: "empty" }, ...arabicDark } },
  { name: "log-in-en", hash: "#/log?side=in", desk: busy },
  { name: "log-in-ar", hash: "#/log?side=in&answers=yes", desk: { ...busy, ...arabic } },
  {
    name: "log-in-empty-ar",
    hash: "#/log?side=in",
    desk: { course: { log: "empty" }, ...arabic },
  },
  {
    name: "log-days-ar",
    hash: "#/log?days=2026-11-01..2026-11-05",
    desk: { ...busy, ...arabic },
    act: async (page) => {
      await page.getByRole("button", { name: /^الوقت/ }).click();
      await page.getByRole("menuitemradio", { name: "أيام محددة…" }).click();
      await page.waitForTimeout(200);
    },
  },
  { name: "queue-offline-en", desk: stoppedBy("offline", away) },
  { name: "queue-offline-ar", hash: "#/log", desk: { ...stoppedBy("offline", away), ...arabic } },
  {
    name: "queue-refused-ar-dark",
    desk: { ...stoppedBy("key_refused", { phase: "key_refused" }), ...arabicDark },
  },
  { name: "queue-refused-en", desk: stoppedBy("key_refused", { phase: "key_refused" }) },
  { name: "queue-pause-ar", desk: { ...stoppedBy("throttled"), ...arabic } },
  {
    name: "queue-pause-en-narrow",
    width: 1024,
    height: 640,
    desk: stoppedBy("throttled"),
  },
  { name: "pending-en", desk: busy },
  { name: "pending-ar", desk: { ...busy, ...arabic } },
  { name: "pending-ar-dark", desk: { ...busy, ...arabicDark } },
  { name: "pending-ar-narrow", width: 1024, height: 640, desk: { ...busy, ...arabic } },
  { name: "pending-en-wide", width: 2560, height: 1440, desk: busy },
  { name: "pending-held-en", desk: busy, act: open(1) },
  { name: "pending-queued-ar", desk: { ...busy, ...arabic }, act: open(3) },
  { name: "pending-refund-ar", desk: { ...busy, ...arabic }, act: open(5) },
  { name: "pending-several-en", desk: busy, act: open(7) },
  { name: "pending-several-ar-dark", desk: { ...busy, ...arabicDark }, act: open(7) },
  { name: "pending-unknown-en-dark", desk: { ...busy, ...dark }, act: open(12) },
  { name: "pending-refused-ar", desk: { ...busy, ...arabic }, act: open(14) },
  {
    name: "undo-ar",
    desk: { ...busy, ...arabic },
    act: async (page) => {
      await open(20)(page);
      await page.keyboard.press("BracketRight");
      await page.waitForTimeout(300);
    },
  },
  {
    name: "undo-left-en",
    desk: { settings: { undoSeconds: 0 }, bulk: { pace: null } },
    act: async (page) => {
      await page.locator("[role=row]").filter({ hasText: "Packed" }).first().click();
      await page.keyboard.press("BracketRight");
      await page.waitForTimeout(200);
      await page.keyboard.press("KeyZ");
      await page.waitForTimeout(300);
    },
  },
  ...[
    ["refund", 7],
    ["whole", 16],
    ["unsent", 18],
  ].flatMap(([name, place]) => [
    { name: `decision-${name}-en`, hash: deciding(place), desk: busy },
    { name: `decision-${name}-ar`, hash: deciding(place), desk: { ...busy, ...arabic } },
    {
      name: `decision-${name}-ar-dark-narrow`,
      hash: deciding(place),
      width: 1024,
      height: 640,
      desk: { ...busy, ...arabicDark },
    },
  ]),
  { name: "decision-earning-en", hash: "#/log?action=9519", desk: busy },
  { name: "decision-earning-ar", hash: "#/log?action=9519", desk: { ...busy, ...arabic } },
  {
    name: "decision-again-ar",
    hash: deciding(7),
    desk: { ...busy, ...arabic },
    act: async (page) => {
      await page.getByRole("button", { name: /طلبه من جديد/ }).click();
      await page.waitForTimeout(200);
    },
  },
  {
    name: "decision-wide-en-dark",
    hash: deciding(7),
    width: 2560,
    height: 1440,
    desk: { ...busy, ...dark },
  },
];
/** One label after the other, each seen before the next. */
const scanningAll =
  (...codes) =>
  async (page) => {
    for (const code of codes) {
      await scanning(code)(page);
      await page.waitForTimeout(180);
    }
  };
/** Opens the window for scanning and does these things in it. */
const atTheScanner =
  (...deeds) =>
  async (page) => {
    await page.keyboard.press("f");
    await page.waitForTimeout(250);
    for (const deed of deeds) {
      await deed(page);
    }
    await page.waitForTimeout(150);
  };
const pressing = (key) => async (page) => {
  await page.keyboard.press(key);
  await page.waitForTimeout(180);
};
/** A shop in the midst of its morning, at a desk that holds steps back for eight seconds. */
const packing = { count: 900, profiles: "one", packing: { hasProblems: true } };
const packingLooks = [
  ["en", {}],
  ["en-dark", dark],
  ["ar", arabic],
  ["ar-dark", arabicDark],
];
/** Two parcels, one by one, and a stretch further down. */
const chooseAtTable = async (page) => {
  for (const key of ["x", "x", "j", "j", "x", "Shift+ArrowDown", "Shift+ArrowDown"]) {
    await pressing(key)(page);
  }
};
const packed = "PD-TO-ready_shipping";
/** What is scanned for each outcome; the numbers are those of the made-up shop. */
const scans = [
  ["choice", []],
  ["ready", [scanningAll(packed)]],
  ["done", [scanningAll(packed, "11284", "11282", "11281", "11275")]],
  ["already", [scanningAll(packed, "11284", "11284")]],
  ["unknown", [scanningAll(packed, "11284", "NOSUCH-77")]],
  ["may-not", [scanningAll(packed, "11287")]],
  ["several", [scanningAll(packed, "PARCEL-9")]],
  ["not-taken", [scanningAll(packed, "NOSUCH-77", "11284", "11282")]],
  ["no-target", [scanningAll("11284")]],
  ["undone", [scanningAll(packed, "11284", "PD-UNDO")]],
  [
    "summary",
    [
      scanningAll(packed, "11284", "11282", "NOSUCH-77"),
      pressing("Enter"),
      scanningAll("11281", "PD-FINISH"),
    ],
  ],
  ["leave", [scanningAll(packed, "NOSUCH-77"), pressing("Escape")]],
];
const packingScenes = packingLooks.flatMap(([look, desk]) => [
  { name: `packing-busy-${look}`, hash: "#/packing", desk: { ...packing, ...desk } },
  {
    name: `packing-step-${look}`,
    hash: "#/packing",
    desk: { ...packing, ...desk },
    act: async (page) => {
      for (const key of ["]", "]", "]", "]"]) {
        await pressing(key)(page);
      }
      await pressing("Enter")(page);
    },
  },
  {
    name: `packing-chosen-${look}`,
    hash: "#/packing",
    desk: { ...packing, ...desk },
    act: chooseAtTable,
  },
  {
    name: `packing-chosen-ship-${look}`,
    hash: "#/packing",
    desk: { ...packing, ...desk },
    act: async (page) => {
      await chooseAtTable(page);
      await pressing("]")(page);
      await page.waitForTimeout(400);
    },
  },
  {
    name: `packing-decision-${look}`,
    hash: "#/packing?stage=undecided&action=9507",
    desk: { ...packing, course: { log: "busy" }, ...desk, packing: undefined },
  },
  { name: `packing-empty-${look}`, hash: "#/packing", desk: { ...desk, count: 0, packing: {} } },
  {
    name: `packing-problems-${look}`,
    hash: "#/packing?stage=in_vain",
    desk: { ...packing, ...desk },
  },
  {
    name: `packing-sent-${look}`,
    hash: "#/packing",
    desk: { ...packing, packing: { hold: 0 }, ...desk },
    act: async (page) => {
      await pressing("]")(page);
      await pressing("]")(page);
      await page.waitForTimeout(600);
      await pressing("z")(page);
    },
  },
  {
    name: `packing-pin-${look}`,
    hash: "#/packing",
    desk: { ...packing, packing: { pin: "4711" }, ...desk },
    act: async (page) => {
      await page
        .locator("header button")
        .filter({ hasText: /Show money|إظهار المبالغ/ })
        .click();
      await page.waitForTimeout(200);
    },
  },
  ...scans.map(([name, deeds]) => ({
    name: `packing-scan-${name}-${look}`,
    hash: "#/packing",
    desk: { ...packing, ...desk },
    act: atTheScanner(...deeds),
  })),
]);
const packingSizes = [
  ["narrow", 1024, 640],
  ["wide", 2560, 1400],
].flatMap(([size, width, height]) =>
  packingScenes
    .filter(({ name }) =>
      /^packing-(busy|step|scan-(choice|done|unknown|not-taken|summary))-(en|ar-dark)$/.test(name),
    )
    .map((scene) => ({ ...scene, name: `${scene.name}-${size}`, width, height })),
);

export const scenes = [
  ...shopScenes(looks),
  ...logScenes,
  ...moneyScenes,
  ...moneyStates,
  { name: "today-en", hash: "#/today" },
  { name: "today-ar", hash: "#/today", desk: arabic },
  { name: "today-en-dark", hash: "#/today", height: 1200, desk: dark },
  { name: "today-ar-dark", hash: "#/today", height: 1200, desk: arabicDark },
  { name: "today-en-narrow", hash: "#/today", width: 1024, height: 640 },
  { name: "today-ar-narrow", hash: "#/today", width: 1024, height: 640, desk: arabic },
  { name: "today-en-wide", hash: "#/today", width: 2560, height: 1440 },
  {
    name: "today-ar-quarter",
    hash: "#/today",
    height: 1200,
    desk: { settings: { language: "ar", calendar: "umm_al_qura" } },
    act: async (page) => {
      await page.getByRole("radio", { name: /90|٩٠/ }).click();
      await page.waitForTimeout(200);
      await page.getByRole("slider").first().focus();
      await page.keyboard.press("ArrowRight");
    },
  },
  {
    name: "today-table-en",
    hash: "#/today",
    height: 1200,
    act: (page, words) =>
      page
        .getByRole("button", {
          name: words("figures.asTable", { title: words("figures.points.title") }),
        })
        .click(),
  },
  {
    name: "today-away-en",
    hash: "#/today",
    desk: { sync: { ...away, lastReadAt: Date.now() - 3_900_000 } },
  },
  {
    name: "today-refused-ar",
    hash: "#/today",
    desk: { ...arabic, sync: { phase: "key_refused" } },
  },
  { name: "today-calm-en", hash: "#/today", height: 1000, desk: calm },
  { name: "today-calm-ar", hash: "#/today", height: 1000, desk: { ...calm, ...arabic } },
  { name: "today-one-day-en", hash: "#/today", height: 1000, desk: { count: 3 } },
  { name: "today-empty-ar", hash: "#/today", desk: { ...arabic, count: 0 } },
  { name: "orders-en", desk: { sync: running } },
  { name: "orders-ar", desk: arabic },
  { name: "orders-en-dark", desk: dark },
  { name: "orders-ar-dark", desk: arabicDark },
  { name: "orders-en-narrow", width: 1024, height: 640, desk: { environment: "sandbox" } },
  { name: "orders-ar-narrow", width: 1024, height: 640, desk: { ...arabic, environment: "demo" } },
  { name: "orders-en-wide", width: 1920, height: 1200 },
  { name: "orders-ar-wide", width: 1920, height: 1200, desk: arabic },
  { name: "detail-en", act: open(1) },
  { name: "detail-ar", desk: arabic, act: open(1) },
  { name: "detail-unclear-en", act: open(4) },
  { name: "detail-person-ar-dark", desk: arabicDark, act: open(9) },
  { name: "detail-refused-en-dark", desk: dark, act: open(6) },
  { name: "detail-not-sent-en", act: open(8) },
  { name: "detail-not-sent-ar", desk: arabic, act: open(8) },
  { name: "detail-narrow-en", width: 1024, height: 640, act: open(1) },
  { name: "detail-wide-ar", width: 1920, height: 1200, desk: arabic, act: open(1) },
  {
    name: "evidence-en",
    act: async (page, words) => {
      await open(1)(page);
      await page
        .getByRole("button", {
          name: words("evidence.open", { field: words("field.order_status") }),
        })
        .first()
        .click();
    },
  },
  {
    name: "json-en",
    act: async (page, words) => {
      await open(1)(page);
      await page
        .getByRole("button", { name: words("evidence.json") })
        .first()
        .click();
    },
  },
  {
    name: "timeline-en",
    act: async (page, words) => {
      await open(4)(page);
      await page.getByRole("heading", { name: words("detail.timeline") }).scrollIntoViewIfNeeded();
      await page.mouse.move(1100, 500);
      await page.mouse.wheel(0, 900);
    },
  },
  ...[
    ["en", {}],
    ["ar", arabic],
    ["en-dark", dark],
    ["ar-dark", arabicDark],
  ].flatMap(([look, desk]) => [
    { name: `notes-${look}`, hash: oldest, height: 1000, desk, act: open(2) },
    {
      name: `notes-wide-${look}`,
      hash: oldest,
      width: 1024,
      height: 1400,
      desk,
      act: open(2),
    },
    {
      name: `notes-composer-${look}`,
      desk,
      act: async (page) => {
        await open(1)(page);
        await note(page);
        await page.keyboard.type("اتصل العميل وسأل عن موعد التسليم.");
      },
    },
    {
      name: `notes-person-${look}`,
      desk,
      act: async (page) => {
        await open(1)(page);
        await note(page);
        await page.keyboard.type("Called about the delivery.");
        await page.keyboard.press("Control+Enter");
        await page.getByRole("dialog").getByRole("textbox").fill("نورة");
      },
    },
  ]),
  ...[
    ["en", {}],
    ["ar-dark", arabicDark],
  ].map(([look, desk]) => ({
    name: `notes-roomy-${look}`,
    hash: oldest,
    width: 1920,
    height: 1200,
    desk,
    act: async (page) => {
      await open(2)(page);
      await page.mouse.move(look === "en" ? 1600 : 300, 600);
      await page.mouse.wheel(0, 700);
    },
  })),
  {
    name: "notes-timeline-en",
    hash: oldest,
    height: 1000,
    act: async (page) => {
      await open(2)(page);
      await page.mouse.move(1100, 500);
      await page.mouse.wheel(0, 600);
    },
  },
  {
    name: "notes-edited-en",
    hash: oldest,
    height: 1000,
    act: async (page, words) => {
      await open(2)(page);
      await page.getByRole("button", { name: words("notes.edited") }).click();
      await page
        .getByRole("button", { name: words("notes.edit") })
        .nth(1)
        .click();
      await page.keyboard.type(` ${"He asked for a bag. ".repeat(95)}`);
    },
  },
  {
    name: "notes-removed-ar-dark",
    hash: oldest,
    height: 1000,
    desk: arabicDark,
    act: async (page, words) => {
      await open(2)(page);
      await page
        .getByRole("button", { name: words("notes.remove") })
        .first()
        .click();
    },
  },
  {
    name: "notes-begun-en",
    act: async (page) => {
      await open(1)(page);
      await note(page);
      await page.keyboard.type("Called about the delivery, will call again tomorrow");
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "timeline-us-en",
    hash: oldest,
    width: 1024,
    height: 1200,
    act: async (page, words) => {
      await open(2)(page);
      await page.getByRole("radio", { name: words("timeline.show.us") }).click();
    },
  },
  { name: "export-en", act: exporting("xlsx") },
  { name: "export-ar", desk: arabic, act: exporting("xlsx") },
  { name: "export-ar-dark", desk: arabicDark, act: exporting("csv") },
  {
    name: "export-found-en-dark",
    desk: dark,
    hash: "#/orders?search=134",
    act: exporting("jsonl"),
  },
  {
    name: "export-menu-en",
    act: (page, words) => page.getByRole("button", { name: words("export.name") }).click(),
  },
  {
    name: "export-writing-en",
    desk: { exported: "never ends" },
    act: exporting("csv", true),
  },
  {
    name: "export-writing-ar-dark",
    desk: { ...arabicDark, exported: "never ends" },
    act: exporting("csv", true),
  },
  {
    name: "export-under-way-en",
    desk: { exported: "never ends" },
    act: async (page, words) => {
      await exporting("csv", true)(page, words);
      await page.keyboard.press("Escape");
    },
  },
  { name: "export-written-en", act: exporting("csv", true) },
  { name: "export-written-ar", desk: arabic, act: exporting("xlsx", true) },
  {
    name: "export-failed-en",
    desk: { exported: "full disk" },
    act: exporting("csv", true),
  },
  {
    name: "export-failed-ar-dark",
    desk: { ...arabicDark, exported: "full disk" },
    act: exporting("csv", true),
  },
  {
    name: "shipping-en",
    act: async (page) => {
      await open(1)(page);
      await page.keyboard.press("Shift+BracketRight");
    },
  },
  {
    name: "print-en",
    act: async (page) => {
      await open(1)(page);
      await page.keyboard.press("KeyP");
    },
  },
  {
    name: "print-ar-dark",
    desk: arabicDark,
    act: async (page) => {
      await open(1)(page);
      await page.keyboard.press("KeyP");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("radio").nth(1).click();
      await dialog.getByRole("radio").nth(3).click();
    },
  },
  ...looks.flatMap(([look, desk]) => [
    { name: `chosen-${look}`, desk, act: selecting(7) },
    { name: `chosen-all-${look}`, desk, act: chosenAll((page) => page.keyboard.press("KeyX")) },
    { name: `bulk-preview-${look}`, desk, act: selecting(18, ship) },
    { name: `bulk-limit-${look}`, desk, act: chosenAll(shipNowhere) },
    {
      name: `bulk-running-${look}`,
      desk: { ...desk, bulk: { pace: 240, failing: 3 } },
      act: selecting(60, shipNow),
    },
    {
      name: `bulk-results-${look}`,
      desk: { ...desk, bulk: { pace: 5, failing: 4 } },
      act: selecting(40, async (page) => {
        await shipNow(page);
        await page.getByRole("dialog").getByRole("radio").nth(1).click();
      }),
    },
    {
      name: `bulk-read-${look}`,
      desk: { ...desk, bulk: { pace: 1, failing: 5 } },
      act: selecting(20, async (page) => {
        await page.keyboard.press("KeyR");
        await page.waitForTimeout(700);
        await page.locator("main > section button").first().click();
      }),
    },
    { name: `bulk-note-${look}`, desk, act: selecting(5, (page) => page.keyboard.press("KeyN")) },
  ]),
  {
    name: "bulk-strip-en",
    desk: { bulk: { pace: null, failing: 0 } },
    act: selecting(30, async (page) => {
      await shipNow(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("KeyR");
      await page.waitForTimeout(400);
    }),
  },
  { name: "chosen-detail-en", act: selecting(5, (page) => page.keyboard.press("Enter")) },
  {
    name: "chosen-detail-ar",
    desk: arabic,
    act: selecting(5, (page) => page.keyboard.press("Enter")),
  },
  { name: "chosen-narrow-en", width: 1024, height: 640, act: selecting(5) },
  { name: "chosen-narrow-ar", width: 1024, height: 640, desk: arabic, act: selecting(5) },
  {
    name: "filter-en",
    act: (page, words) =>
      page
        .getByRole("button", { name: words("filter.money"), exact: true })
        .first()
        .click(),
  },
  { name: "nothing-en", hash: "#/orders?search=0559876543" },
  ...[
    ["en", {}, "status:captured shipping:ready-shipping,delivered total:>100 older:2d "],
    ["ar", arabic, "الحالة:محجوز النوع:كسب-نقاط التاريخ:هذا-الشهر "],
    ["ar-dark", arabicDark, "الإجمالي:١٠٠-٥٠٠ الشحن:مجهّز "],
  ].map(([look, desk, typed]) => ({
    name: `search-filters-${look}`,
    desk,
    act: (page) => page.getByRole("combobox").fill(typed),
  })),
  ...[
    ["en", {}, "oud status:"],
    ["ar", arabic, "الشحن:"],
    ["en-dark", dark, "s"],
  ].map(([look, desk, typed]) => ({
    name: `search-completion-${look}`,
    desk,
    act: async (page) => {
      await page.getByRole("combobox").fill(typed);
      await page.keyboard.press("ArrowDown");
    },
  })),
  ...[
    ["en", {}],
    ["ar-dark", arabicDark],
  ].map(([look, desk]) => ({
    name: `search-pasted-${look}`,
    desk,
    hash: `#/orders?${["13401", "13399", "13398", "90001", "PT-77"].map((key) => `listed=${key}`).join("&")}`,
  })),
  ...looks.flatMap(([look, desk]) => [
    { name: `views-${look}`, desk, act: openView(1) },
    {
      name: `views-modified-${look}`,
      desk,
      act: async (page) => {
        await openView(2)(page);
        await page.getByRole("combobox").fill("oud");
        await page.waitForTimeout(200);
      },
    },
    {
      name: `views-save-${look}`,
      desk,
      hash: "#/orders?money=captured&totalFrom=50001",
      act: async (page, words) => {
        await page.getByRole("button", { name: words("view.saveThis") }).click();
      },
    },
    {
      name: `columns-chooser-${look}`,
      desk,
      act: async (page, words) => {
        await page.getByRole("button", { name: words("columns.open") }).click();
        await page.waitForTimeout(200);
      },
    },
    { name: `columns-metadata-${look}`, desk: { ...desk, columns: withCity } },
  ]),
  ...["en", "ar"].flatMap((language) => {
    const small = { width: 1024, height: 640 };
    const desk = { settings: { language } };
    return [
      {
        name: `views-narrow-${language}`,
        ...small,
        desk,
        act: async (page) => {
          await openView(3)(page);
          await page.getByRole("combobox").fill("oud");
          await page.locator("nav li a").nth(1).hover();
          await page.waitForTimeout(200);
        },
      },
      {
        name: `views-menu-${language}`,
        desk,
        act: async (page) => {
          await page.locator("nav li a").nth(1).click({ button: "right" });
          await page.waitForTimeout(200);
        },
      },
      {
        name: `columns-narrow-${language}`,
        ...small,
        desk: {
          ...desk,
          columns: [...withCity, "points", "created", "checked", "type", "reference"],
        },
        act: async (page, words) => {
          await page.getByRole("button", { name: words("columns.open") }).click();
          await page.waitForTimeout(200);
        },
      },
      {
        name: `columns-paths-${language}`,
        desk,
        act: async (page, words) => {
          await page.getByRole("button", { name: words("columns.open") }).click();
          await page.getByRole("button", { name: words("columns.metadata") }).click();
          await page.waitForTimeout(200);
        },
      },
    ];
  }),
  ...looks.flatMap(([look, desk]) => [
    { name: `found-${look}`, desk, hash: "#/orders?search=oud" },
    {
      name: `found-roomy-${look}`,
      desk: { ...desk, settings: { ...desk.settings, density: "comfortable" } },
      hash: "#/orders?search=%D8%B9%D9%88%D8%AF",
    },
    {
      name: `found-counts-${look}`,
      desk,
      hash: "#/orders?search=c_1",
      act: (page, words) =>
        page
          .getByRole("button", { name: words("filter.money"), exact: true })
          .first()
          .click(),
    },
    { name: `palette-views-${look}`, desk, act: choosing("refund") },
  ]),
  ...looks.flatMap(([look, settings]) => {
    const desk = { ...settings, isOdd: true, count: 200 };
    return [
      { name: `odd-${look}`, desk },
      { name: `odd-today-${look}`, desk, hash: "#/today" },
      { name: `odd-review-${look}`, desk, hash: "#/review" },
      { name: `odd-found-${look}`, desk, hash: "#/orders?search=oud" },
      { name: `odd-search-${look}`, desk, hash: `#/orders?search=${"oud".repeat(3_333)}x` },
      {
        name: `odd-signs-${look}`,
        desk,
        act: (page) => page.getByRole("combobox").fill('"*( \u202eoud'),
      },
      { name: `odd-palette-${look}`, desk, act: choosing("oud") },
      ...oddities.map((oddity, place) => ({
        name: `odd-${oddity.replace(" ", "-")}-${look}`,
        desk,
        act: open(place),
      })),
    ];
  }),
  { name: "empty-ar", desk: { ...arabic, count: 0 } },
  { name: "empty-en", desk: { count: 0 } },
  {
    name: "add-en",
    act: (page) => page.keyboard.press("KeyA"),
  },
  {
    name: "report-ar",
    desk: arabic,
    act: async (page) => {
      await page.keyboard.press("KeyA");
      await page
        .getByRole("textbox")
        .last()
        .fill(
          "السلام عليكم، هذه الطلبات\n3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d\n3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d\n7a1b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d",
        );
      await page.locator("form button[type=submit]").click();
    },
  },
  { name: "keys-en", act: (page) => page.keyboard.press("Shift+Slash") },
  { name: "keys-ar-dark", desk: arabicDark, act: (page) => page.keyboard.press("Shift+Slash") },
  {
    name: "keys-ar-narrow",
    width: 1024,
    height: 640,
    desk: arabic,
    act: (page) => page.keyboard.press("Shift+Slash"),
  },
  { name: "palette-en", act: choosing() },
  { name: "palette-ar", desk: arabic, act: choosing() },
  { name: "palette-en-dark", desk: dark, act: choosing("ship", "ArrowDown") },
  { name: "palette-ar-dark", desk: arabicDark, act: choosing("الشحن", "ArrowDown") },
  {
    name: "palette-order-en",
    hash: "#/orders",
    act: async (page) => {
      await open(2)(page);
      await choosing()(page);
    },
  },
  { name: "palette-orders-en", act: choosing("107", "ArrowDown") },
  { name: "palette-orders-ar", desk: arabic, act: choosing("124", "ArrowDown") },
  { name: "palette-orders-ar-dark", desk: arabicDark, act: choosing("124") },
  { name: "palette-orders-narrow", width: 1024, height: 640, desk: dark, act: choosing("عود") },
  { name: "palette-nothing-en", act: choosing("zzzz") },
  { name: "palette-nothing-ar-dark", desk: arabicDark, act: choosing("zzzz") },
  { name: "scan-unknown-en", act: scanning("NKH-40077") },
  { name: "scan-unknown-ar-dark", desk: arabicDark, act: scanning("NKH-40077") },
  {
    name: "offline-en",
    desk: {
      sync: {
        phase: "waiting",
        due: 44,
        problem: { code: "offline", details: {} },
        resumesAt: Date.now() + 50_000,
      },
    },
  },
  {
    name: "waiting-ar",
    desk: {
      ...arabic,
      sync: {
        phase: "waiting",
        due: 44,
        problem: { code: "disk_full", details: {} },
        resumesAt: Date.now() + 3_000_000,
      },
    },
  },
  {
    name: "keyring-en",
    desk: { sync: { phase: "no_key", problem: { code: "keyring_locked", details: {} } } },
  },
  {
    name: "not-opened-en",
    desk: { profileFailure: { code: "profile_in_use", details: {} } },
  },
  {
    name: "not-opened-ar-dark",
    desk: { ...arabicDark, profileFailure: { code: "profile_in_use", details: {} } },
  },
  {
    name: "unsettled-ar",
    hash: "#/orders?unsettled=yes",
    desk: arabic,
  },
  { name: "refused-ar", desk: { ...arabic, sync: { phase: "key_refused" } } },
  { name: "welcome-en", desk: { profiles: "none" } },
  { name: "welcome-ar-dark", desk: { profiles: "none", keyring: "no_service", ...arabicDark } },
  {
    name: "welcome-connected-en",
    desk: { profiles: "none", count: 0 },
    act: async (page, words) => {
      await page.getByLabel(words("welcome.name")).fill("دار العود");
      await page.getByLabel(words("key.private")).first().fill("sk_live_1f7c5e0a9d3b9f3c");
      await page.getByRole("button", { name: words("welcome.connect"), exact: true }).click();
      await page.waitForTimeout(300);
    },
  },
  { name: "settings-en", hash: "#/settings", height: 1500 },
  { name: "settings-ar-dark", hash: "#/settings", height: 1500, desk: arabicDark },
  {
    name: "settings-replace-key-en",
    hash: "#/settings",
    desk: { keyring: "no_service" },
    act: (page, words) =>
      page
        .getByRole("button", { name: words("profiles.replaceKey") })
        .first()
        .click(),
  },
  ...["en", "ar"].flatMap((language) => [
    {
      name: `inbox-${language}`,
      hash: "#/settings",
      desk: { profiles: "one", inbox: listening, settings: { language } },
    },
    {
      name: `inbox-away-${language}-dark`,
      hash: "#/settings",
      desk: {
        profiles: "one",
        inbox: {
          ...listening,
          failure: { code: "inbox_unreachable", details: { technical: "timed out" } },
          behind: 12,
          isSilent: true,
        },
        settings: { language, theme: "dark" },
      },
    },
    {
      name: `inbox-none-${language}-narrow`,
      hash: "#/settings",
      width: 1024,
      height: 900,
      desk: { profiles: "one", settings: { language } },
    },
  ]),
  ...webhookScenes(looks),
  ...reviewScenes(looks),
  ...packingScenes,
  ...packingSizes,
];

const shop = { count: 1_200, profiles: "one" };

/** Every scene once, by its name without language, theme and size. */
const families = new Map();
for (const scene of scenes) {
  const family = scene.name.replace(/-(en|ar|dark|narrow|wide)(?=-|$)/g, "");
  if (!families.has(family)) {
    families.set(family, scene);
  }
}
const usual = { language: "en", theme: "light", digits: "latin" };

/** Every scene in both languages and themes, in a usual window, then in the smallest and a large one. */
export const everywhere = looks.flatMap(([look, { settings }]) =>
  [...families].map(([family, scene]) => ({
    ...scene,
    name: `${family}-${look}`,
    width: 1280,
    height: 800,
    sizes: [
      ["narrow", 1024, 640],
      ["wide", 2560, 1440],
    ],
    desk: { ...scene.desk, settings: { ...scene.desk?.settings, ...usual, ...settings } },
  })),
);

/** The pictures of the README. */
export const readmeScenes = [
  { name: "orders", desk: shop },
  { name: "order", desk: shop, act: open(4) },
  { name: "today", hash: "#/today", desk: shop },
  { name: "review", hash: "#/review", desk: shop },
  { name: "welcome", desk: { profiles: "none" } },
  { name: "arabic", desk: { ...shop, ...arabic }, act: open(1) },
  { name: "dark", desk: { ...shop, ...dark } },
];
