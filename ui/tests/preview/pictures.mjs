/**
 * Takes pictures of the screens in headless Chromium: `npm run preview:pictures -- [folder]
 * [name…]`, with `everywhere` as the first name each in all languages, themes and sizes; those of the
 * README: `npm run preview:readme`. Fails on any error of the page, breach of
 * the security policy, serious fault that axe finds, or part that could be scrolled sideways.
 *
 * Nothing else needs Chromium, so `cargo xtask doctor` does not install it: `sudo apt-get install
 * chromium`, or name another one with `CHROMIUM=/path/to/chrome`.
 */
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { preview } from "vite";

import { everywhere, readmeScenes, scenes } from "./scenes.mjs";

const [folder = "node_modules/.pictures", ...names] = process.argv.slice(2);
const server = await preview({
  configFile: fileURLToPath(new URL("./vite.config.ts", import.meta.url)),
});
// Another run may have the usual port.
const origin = new URL(server.resolvedUrls.local[0]).origin;
const profile = await mkdtemp(join(tmpdir(), "points-desk-preview-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  headless: true,
  permissions: ["clipboard-write"],
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
// As the shell does it: a library that assigns to what every object inherits fails here too.
await context.addInitScript(() => Object.freeze(Object.prototype));
// No page of ours has one, but browsers ask.
await context.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
const [set, starts] =
  names[0] === "readme"
    ? [readmeScenes, []]
    : names[0] === "everywhere"
      ? [everywhere, names.slice(1)]
      : [scenes, names];
const chosen = set.filter(
  ({ name }) => starts.length === 0 || starts.some((start) => name.startsWith(start)),
);
const messages = {};
for (const language of ["en", "ar"]) {
  const file = new URL(`../../src/messages/${language}.json`, import.meta.url);
  messages[language] = JSON.parse(await readFile(file, "utf8"));
}
/** What the page calls something in a language; only texts are filled in. */
const wordsIn =
  (language) =>
  (id, values = {}) =>
    messages[language][id].replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
const faults = [];
/** Takes a picture, and notes what is wider than its place. */
async function picture(page, name) {
  await page.screenshot({ path: join(folder, `${name}.png`) });
  // Only a text to be read word for word, as in a code listing, may be wider than its place.
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter(
        (element) =>
          element.scrollWidth > element.clientWidth &&
          // What is for screen readers alone is one pixel wide.
          element.clientWidth > 1 &&
          (element === document.documentElement ||
            element.id === "root" ||
            ["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX)) &&
          getComputedStyle(element).textOverflow !== "ellipsis" &&
          !element.matches("pre, input, textarea"),
      )
      .map(
        (element) =>
          `${element.scrollWidth} > ${element.clientWidth} px: ${element.outerHTML.slice(0, 160)}`,
      ),
  );
  faults.push(...wide.map((part) => `${name}: wider than its place, ${part}`));
  // What lies outside of the window would move all of the page away once it has the focus.
  const isLonger = await page.evaluate(() =>
    [document.documentElement, document.body].some(
      (element) => element.scrollHeight > element.clientHeight,
    ),
  );
  if (isLonger) {
    faults.push(`${name}: the page itself is longer than the window`);
  }
}
await mkdir(folder, { recursive: true });
try {
  for (const scene of chosen) {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      if (message.type() === "error") {
        faults.push(`${scene.name}: ${message.text()}`);
      }
    });
    page.on("pageerror", (error) => faults.push(`${scene.name}: ${error.message}`));
    await page.setViewportSize({ width: scene.width ?? 1280, height: scene.height ?? 800 });
    const desk = encodeURIComponent(JSON.stringify(scene.desk ?? {}));
    await page.goto(`${origin}/tests/preview/?desk=${desk}${scene.hash ?? "#/orders"}`);
    await page.locator("header, h1").first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(300);
    try {
      await scene.act?.(page, wordsIn(scene.desk?.settings?.language ?? "en"));
    } catch (error) {
      faults.push(`${scene.name}: ${error.message}`);
    }
    await page.waitForTimeout(250);
    await picture(page, scene.name);
    // Contrast can only be measured here, where there are colours. What React Aria announces stays
    // in the document for seconds, after what it names is gone.
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { violations: found } = await globalThis.axe.run(
        { include: document, exclude: ["[data-live-announcer]"] },
        {
          resultTypes: ["violations"],
        },
      );
      return found
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`,
        );
    });
    faults.push(...violations.map((violation) => `${scene.name}: ${violation}`));
    for (const [size, width, height] of scene.sizes ?? []) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(250);
      await picture(page, `${scene.name}-${size}`);
    }
    await page.close();
  }
} finally {
  await context.close();
  await server.close();
  await rm(profile, { recursive: true, force: true });
}
for (const fault of faults) {
  console.error(fault);
}
process.exitCode = faults.length === 0 ? 0 : 1;
