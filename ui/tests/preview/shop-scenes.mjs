/** Files of the shop: looked at, on their way, taken over, watched for; and an order with what the shop says. */

/** Opens the file that the desk calls 70, as the dialog of the system would have given it. */
const look = "#/today?file=70";
const press = (id, values) => async (page, words) => {
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words(id, values) })
    .click();
  await page.waitForTimeout(500);
};
/** Takes the file over by its keys. */
const take = async (page) => {
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(600);
};
const openOrder = async (page) => {
  await page.locator('[role=row][aria-rowindex="3"]').click();
  await page.waitForTimeout(300);
};
/** Brings a part of the page to the top of its scroller. */
const bring = (id) => async (page, words) => {
  await page
    .getByRole("heading", { name: words(id), exact: true })
    .first()
    .evaluate((heading) => heading.scrollIntoView({ block: "start" }));
  await page.waitForTimeout(200);
};

/** Each scene by its name, and what the desk has there. */
const places = [
  ["look", { hash: look, desk: { files: {} } }],
  ["look-known", { hash: look, desk: { files: { areWordsKnown: true } } }],
  ["look-no-ids", { hash: look, desk: { files: { file: "no uuid" } } }],
  ["look-unnamed", { hash: look, desk: { files: { file: "unnamed" } } }],
  ["look-workbook", { hash: look, desk: { files: { file: "workbook" } } }],
  ["look-long", { hash: look, desk: { files: { file: "long" } } }],
  ["look-already", { hash: look, desk: { files: { file: "already", taken: 3 } } }],
  ["look-begun", { hash: look, desk: { files: { file: "begun", taken: 3 } } }],
  ["look-gone", { hash: "#/today?file=4", desk: { files: {} } }],
  [
    "look-select",
    {
      hash: look,
      desk: { files: {} },
      act: async (page, words) => {
        await page
          .getByRole("button", { name: words("columns.says", { column: "رقم الجوال" }) })
          .first()
          .click();
        await page.waitForTimeout(200);
      },
    },
  ],
  ["run", { hash: look, desk: { files: { import: "never ends" } }, act: take }],
  [
    "run-closed",
    {
      hash: "#/orders?file=70",
      desk: { files: { import: "never ends" } },
      act: async (page) => {
        await take(page);
        await page.keyboard.press("Escape");
        await page.waitForTimeout(300);
      },
    },
  ],
  [
    "run-stopped",
    {
      hash: look,
      desk: { files: { import: "never ends" } },
      act: async (page, words) => {
        await take(page);
        await press("importing.stop")(page, words);
      },
    },
  ],
  ["run-failed", { hash: look, desk: { files: { import: "fails" } }, act: take }],
  ["report", { hash: look, desk: { files: {} }, act: take }],
  [
    "report-calm",
    { hash: "#/settings?imported=799", desk: { files: { taken: 5, areWordsKnown: true } } },
  ],
  ["offer", { desk: { files: { offers: 3, taken: 5, folder: "watched" } } }],
  [
    "offer-add",
    {
      desk: { files: { offers: 2, taken: 5, folder: "watched" } },
      act: async (page) => {
        await page.keyboard.press("KeyA");
        await page.waitForTimeout(300);
      },
    },
  ],
  [
    "settings",
    {
      hash: "#/settings",
      desk: { files: { taken: 12, folder: "watched" } },
      act: bring("settings.shopFiles"),
    },
  ],
  ["settings-none", { hash: "#/settings", desk: { files: {} }, act: bring("settings.shopFiles") }],
  [
    "settings-away",
    {
      hash: "#/settings",
      desk: { files: { taken: 2, folder: "away" } },
      act: bring("settings.shopFiles"),
    },
  ],
  ["today", { hash: "#/today", desk: { files: { taken: 5, folder: "watched" } } }],
  [
    "today-card",
    {
      hash: "#/today",
      desk: { files: { taken: 5, age: 3 * 86_400_000 } },
      act: bring("completeness.title"),
    },
  ],
  [
    "today-no-ids",
    {
      hash: "#/today",
      desk: { count: 0, files: { taken: 1, withUuid: 0 } },
    },
  ],
  ["today-empty", { hash: "#/today", desk: { count: 0, files: {} } }],
  ["today-no-file", { hash: "#/today", desk: { files: {} }, act: bring("completeness.title") }],
  ["order", { desk: { files: { hasDetails: true } }, act: openOrder }],
  [
    "order-shop",
    {
      desk: { files: { hasDetails: true } },
      act: async (page, words) => {
        await openOrder(page);
        await bring("shop.title")(page, words);
      },
    },
  ],
  [
    "print",
    {
      desk: { files: { hasDetails: true } },
      act: async (page) => {
        await openOrder(page);
        await page.keyboard.press("KeyP");
        await page.waitForTimeout(300);
      },
    },
  ],
];

/** Every scene in the looks that are given. */
export const shopScenes = (looks) =>
  looks.flatMap(([name, { settings }]) =>
    places.map(([place, scene]) => ({
      ...scene,
      name: `shop-${place}-${name}`,
      sizes: [["narrow", 1024, 640]],
      desk: { ...scene.desk, ...(settings === undefined ? {} : { settings }) },
    })),
  );
