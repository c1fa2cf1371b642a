/** What is pictured of the review: cases, what is asked before one is decided, runs and the ends. */

const hash = "#/review";
/** A case by its class, alone in the queue. */
const only = (...classes) => `#/review?${classes.map((one) => `class=${one}`).join("&")}`;
const press =
  (...keys) =>
  async (page) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(150);
    }
  };
const narrow = { width: 1024, height: 640 };
const wide = { width: 2560, height: 1440 };

export const reviewScenes = (looks) => [
  ...looks.flatMap(([look, desk]) => {
    const having = (cases, some = {}) => ({ ...desk, ...some, cases });
    return [
      { name: `review-${look}`, hash, desk },
      { name: `review-unpaid-${look}`, hash: only("unpaid_ageing"), desk, act: press("KeyJ") },
      { name: `review-paste-${look}`, hash: only("no_points_id"), desk },
      {
        name: `review-explain-${look}`,
        hash: only("unclassified"),
        desk: { ...desk, settings: { ...desk.settings, atDesk: "نورة" } },
        act: press("KeyE"),
      },
      {
        name: `review-batch-${look}`,
        hash: only("unpaid_ageing", "no_points_id"),
        desk,
        act: async (page) => {
          await press("KeyJ", "Control+KeyA", "KeyR")(page);
          await page.waitForTimeout(300);
        },
      },
      {
        name: `review-changed-${look}`,
        hash: only("unpaid_ageing"),
        desk: having({ decided: "facts_changed" }),
        act: press("KeyR"),
      },
      { name: `review-explained-${look}`, hash, desk: having({ found: "all explained" }) },
      { name: `review-none-${look}`, hash, desk: having({ found: "none" }) },
      {
        name: `review-run-${look}`,
        hash,
        desk: having({ run: "goes on" }),
        act: press("KeyT"),
      },
      { name: `review-narrow-${look}`, hash, desk, ...narrow },
      { name: `review-wide-${look}`, hash, desk, ...wide },
    ];
  }),
  ...looks.slice(0, 2).flatMap(([look, desk]) => [
    {
      name: `review-cancel-${look}`,
      hash: only("unpaid_ageing"),
      desk: {
        ...desk,
        settings: { ...desk.settings, atDesk: "نورة" },
        cases: { decided: "not_readable" },
      },
      act: async (page) => {
        await press("KeyJ", "Enter")(page);
        await page.locator("[role=dialog] label").first().click();
        await page.locator("[role=dialog] button[type=submit]").click();
        await page.waitForTimeout(300);
      },
    },
    {
      name: `review-unreadable-${look}`,
      hash: only("no_longer_read"),
      desk: { ...desk, cases: { decided: "not_readable" } },
      act: press("KeyR"),
    },
    { name: `review-snooze-${look}`, hash, desk, act: press("KeyJ", "KeyH") },
    {
      name: `review-asked-${look}`,
      hash: only("shipping_not_begun"),
      desk,
      act: async (page) => {
        await press("Enter", "KeyK")(page);
        await page.waitForTimeout(200);
      },
    },
    { name: `review-order-${look}`, hash, desk, act: press("KeyO") },
    {
      name: `review-runs-${look}`,
      hash,
      desk,
      act: async (page) => {
        await page.getByRole("button", { name: /Looked through|آخر مراجعة/ }).click();
        await page.waitForTimeout(200);
      },
    },
    {
      name: `review-chosen-narrow-${look}`,
      hash,
      desk,
      ...narrow,
      act: press("KeyJ", "KeyX", "Shift+KeyJ", "Shift+KeyJ"),
    },
    {
      name: `review-list-explained-${look}`,
      hash: "#/review?cases=explained",
      desk: { ...desk, cases: { found: "one left" } },
    },
    { name: `review-list-snoozed-${look}`, hash: "#/review?cases=snoozed", desk },
  ]),
  ...[
    "paid_not_in_shop",
    "moving_in_vain",
    "paid_twice",
    "amount_differs",
    "amount_changed",
    "reserved_ageing",
    "paid_in_shop_only",
    "events_ahead",
    "webhook_lost",
    "shipping_not_begun",
    "no_longer_read",
    "gone",
    "number_shared",
    "shipping_code_unsure",
    "status_unclear",
    "points_only",
    "unclassified",
  ].flatMap((one) =>
    looks.slice(0, 2).map(([look, desk]) => ({
      name: `case-${one}-${look}`,
      hash: only(one),
      desk,
      height: 640,
    })),
  ),
];
