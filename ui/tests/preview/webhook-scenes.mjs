/** The inbox of a store in its two ways, and the webhooks at Points under it. */

/** Chooses to keep an inbox on this computer, and writes a port. */
const chooseHere = async (page, words) => {
  await page.getByRole("radio", { name: words("inbox.way.here") }).press("Space");
  await page.getByLabel(words("inbox.here.port")).fill("8180");
};
const press = (id, values) => async (page, words) => {
  await page
    .getByRole("button", { name: words(id, values), exact: true })
    .first()
    .click();
  await page.waitForTimeout(300);
};
/** Brings the inbox to the top of the settings. */
const bring = (act) => async (page, words) => {
  await page
    .getByRole("heading", { name: words("settings.inbox"), exact: true })
    .evaluate((heading) => heading.scrollIntoView({ block: "start" }));
  await act?.(page, words);
};

const elsewhere = {
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
const here = {
  ...elsewhere,
  address: "http://127.0.0.1:8180",
  here: { port: 8_180, host: "inbox.dar-al-oud.sa" },
};
const led = "#/settings?webhooks=sought";

/** Each scene by its name, and what the desk has there. */
const places = [
  ["inbox-ways", { desk: {}, act: bring() }],
  ["inbox-ways-here", { desk: {}, act: bring(chooseHere) }],
  ["inbox-here", { desk: { inbox: here }, act: bring() }],
  [
    "inbox-here-taken",
    {
      desk: {
        inbox: {
          ...here,
          here: { port: 8_180, host: null },
          failure: { code: "inbox_port_taken", details: { port: "8180" } },
          isSilent: true,
        },
      },
      act: bring(),
    },
  ],
  [
    "inbox-here-new",
    { desk: { inbox: { ...here, taken: 0, leftovers: 0, lastHeardAt: null } }, act: bring() },
  ],
  ["inbox-here-change", { desk: { inbox: here }, act: press("inbox.here.change") }],
  ["webhooks", { hash: led, desk: { inbox: elsewhere } }],
  ["webhooks-tested", { hash: led, desk: { inbox: elsewhere }, act: press("webhooks.test") }],
  [
    "webhooks-elsewhere",
    {
      hash: led,
      desk: { inbox: elsewhere, webhooks: { test: "elsewhere", takesSecrets: false } },
      act: async (page, words) => {
        await press("webhooks.handOver")(page, words);
        await press("webhooks.test")(page, words);
      },
    },
  ],
  ["webhooks-none", { hash: led, desk: { inbox: elsewhere, webhooks: { has: "nothing" } } }],
  ["webhooks-no-inbox", { hash: led, desk: { webhooks: { has: "nothing" } } }],
  [
    "webhooks-register",
    {
      hash: "#/settings?webhooks=register",
      desk: { inbox: here, webhooks: { has: "nothing" } },
    },
  ],
  [
    "webhooks-faulty",
    {
      hash: led,
      desk: { inbox: elsewhere },
      act: async (page, words) => {
        await press("webhooks.registerOther")(page, words);
        await page.getByRole("dialog").getByRole("textbox").nth(1).fill("inbox.dar-al-oud.sa");
        await press("webhooks.registerYes")(page, words);
      },
    },
  ],
  [
    "webhooks-remove",
    {
      hash: led,
      desk: { inbox: elsewhere },
      act: press("webhooks.removeOne", { name: "دار العود" }),
    },
  ],
  ["webhooks-odd", { hash: led, desk: { inbox: elsewhere, webhooks: { has: "odd" } } }],
  ["webhooks-forbidden", { hash: led, desk: { webhooks: { unread: "forbidden" } } }],
];

/** In each language and theme, in the smallest window and a large one. */
export const webhookScenes = (looks) =>
  looks.flatMap(([look, { settings }]) =>
    places.map(([name, { hash = "#/settings", desk, act }]) => ({
      name: `${name}-${look}`,
      hash,
      width: 1024,
      height: 640,
      sizes: [["wide", 2560, 1440]],
      desk: { profiles: "one", ...desk, ...(settings === undefined ? {} : { settings }) },
      act,
    })),
  );
