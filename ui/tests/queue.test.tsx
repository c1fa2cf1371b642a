import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { askedName, standingOf, standingText } from "../src/actions";
import type { ActionView } from "../src/bridge/types";
import { formatHalalas, formatSpan } from "../src/format";
import { initialLocale, translator } from "../src/messages";
import { noStepOf, stepAfter } from "../src/points";
import { openPage, rowOf, wait } from "./page";
import type { DeskOptions } from "./preview/desk";
import { anyAction } from "./preview/evidence";

const english = { ...initialLocale, language: "en" as const };
const translate = translator(english);
const format = {
  money: (halalas: number) => formatHalalas(english, halalas),
  span: (time: number) => formatSpan(translate, time),
};

const stopped = (code: "offline" | "key_refused" | "throttled"): DeskOptions => ({
  course: { log: "busy", stopped: { code, details: {} } },
});

describe("where a change stands", () => {
  const at = 1_000_000;
  const said = (change: Partial<Parameters<typeof standingText>[2]>) =>
    standingText(
      translate,
      format,
      { state: "queued", reason: null, heldUntil: null, ...change },
      at,
    );
  test.each([
    [{ state: "held", heldUntil: at + 5_200 }, "Held back, undo for 5 s"],
    [{ state: "held", heldUntil: at + 300 }, "Held back, undo for 1 s"],
    [{ state: "held", heldUntil: at - 1 }, "Held back"],
    [
      { reason: "connection_refused", nextTryAt: at + 40_000 },
      "Waits for the network, again in 40 s",
    ],
    [{ reason: "key_refused" }, "Waits for the key"],
    [{ reason: "keyring_locked" }, "Waits for the key"],
    [{ reason: "throttled" }, "Waits: Points asked for a pause"],
    [{ reason: "points_down" }, "Waits until Points works again"],
    [{}, "Waits for its turn"],
    [{ state: "sending" }, "Sent, not confirmed"],
    [{ state: "unknown", nextSettleAt: at + 30_000 }, "Unclear, looked up again in 30 s"],
    [{ state: "needs_person", reason: "read_cannot_tell", tries: 1 }, "Needs you"],
    [{ state: "needs_person", reason: "order_changed", tries: 0 }, "Not sent, needs you"],
    [{ state: "superseded" }, "Replaced by a later one"],
  ] as const)("%o", (change, words) => {
    expect(said(change)).toBe(words);
  });

  test("what had left is not called unsent because the order moved since", () => {
    const action = { state: "needs_person", reason: "order_changed", heldUntil: null } as const;
    expect(standingOf({ ...action, tries: 1 })).toBe("needs_person");
  });
});

test.each([
  ["refund", 12_000, "Refund 120.00 SAR"],
  ["refund", null, "Full refund"],
  ["earning", 34_500, "Points for 345.00 SAR"],
] as const)("a %s of %o is called by its amount", (kind, amountHalalas, words) => {
  expect(askedName(translate, format, { kind, target: null, amountHalalas })).toBe(words);
});

test.each([
  ["new", false, "ready_shipping"],
  ["new", true, "license_in_progress"],
  ["license_in_progress", false, "ready_shipping"],
  ["ready_shipping", true, "delivery_is_in_progress"],
  ["delivered", false, null],
  ["cancelled", false, null],
  ["code:9", false, null],
])("after %s (licence step: %s) comes %s", (word, licenceStep, next) => {
  expect(stepAfter(word, licenceStep)).toBe(next);
});

test("a number that nobody has learnt is why there is no next step, not the end of the path", () => {
  const said = (word: string | null, code: number | null) => translate(noStepOf({ word, code }));
  expect(said(null, 9)).toBe("Status number not known yet: choose with Shift ]");
  expect(said("delivered", 5)).toBe("No further shipping step");
  expect(said(null, null)).toBe("No further shipping step");
});

describe("the banner of a queue that stands still", () => {
  test("counts what waits for the network and tries at once", async () => {
    const { desk, user } = await openPage(stopped("offline"));
    const words = await screen.findByText(/4 changes wait for the network/);
    expect(words.closest("[role=status]")).toHaveTextContent(
      /They will be sent in the order you asked\. Tries again by itself in \d+ s\./,
    );
    await user.click(screen.getByRole("button", { name: "Try now" }));
    await waitFor(() =>
      expect(desk.calls.some(({ command }) => command === "try_queue_now")).toBe(true),
    );
  });

  test("leads to the stores when the key was refused, and says that nothing is lost", async () => {
    const { user } = await openPage({ ...stopped("key_refused"), sync: { phase: "key_refused" } });
    expect(await screen.findByText(/4 changes wait for the key/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Open key settings" }));
    expect(await screen.findByRole("heading", { name: "Settings" })).toBeInTheDocument();
  });

  test("says until when Points asked to wait, and does not offer to disregard it", async () => {
    await openPage(stopped("throttled"));
    expect(await screen.findByText(/Points asked for a pause until/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Try now" })).not.toBeInTheDocument();
  });

  test("is not there while everything goes", async () => {
    await openPage({ course: { log: "busy" } });
    await screen.findByRole("button", { name: /^Open the log/ });
    expect(screen.queryByText(/wait for the/)).not.toBeInTheDocument();
  });
});

test("the chip tells what is looked up from what waits for a person, and leads to the log", async () => {
  const { user } = await openPage({ course: { log: "busy" } });
  const chip = await screen.findByRole("button", { name: /^Open the log/ });
  expect(chip).toHaveTextContent("2 are being looked up");
  expect(chip).toHaveTextContent("6 wait for you");
  await user.click(chip);
  expect(await screen.findByRole("grid", { name: "What went out" })).toBeInTheDocument();
});

describe("what is pending on an order", () => {
  test("is drawn where it belongs, with what it is and where it stands", async () => {
    const { desk } = await openPage({ course: { log: "busy" } });
    const numberAt = (place: number) => desk.orders[place]?.row.orderNumber ?? "";
    const cells = async (place: number) =>
      within(await rowOf(numberAt(place))).getAllByRole("gridcell");
    const refund = (await cells(5)).find((cell) => cell.textContent?.includes("Refund 120.00"));
    expect(refund?.querySelector(".pending")).not.toBeNull();
    expect(refund).toHaveTextContent("not confirmed");
    const several = await rowOf(numberAt(7));
    expect(several).toHaveTextContent("and 2 more");
    expect(within(several).getByTitle(/Refund 120.00 SAR: Needs you, and 2 more/)).toBeVisible();
    expect(await rowOf(numberAt(3))).toHaveTextContent("waits for the network");
  });

  test("stands in the detail, each with what can be done about it", async () => {
    const { desk, user } = await openPage({ course: { log: "busy" } });
    await user.click(await rowOf(desk.orders[7]?.row.orderNumber ?? ""));
    const money = await screen.findByRole("region", { name: "Money" });
    expect(await within(money).findByText(/Unclear whether it reached Points/)).toHaveTextContent(
      "Refund 120.00 SAR",
    );
    expect(money).toHaveTextContent("Refund 50.00 SAR");
    const shipping = screen.getByRole("region", { name: "Shipping" });
    expect(shipping).toHaveTextContent("Status “Delivered”");
    expect(shipping).toHaveTextContent("Waits for its turn");
    await user.click(within(money).getByRole("button", { name: /^Decide…/ }));
    expect(await screen.findByRole("dialog", { name: "Did it happen?" })).toBeInTheDocument();
  });
});

/** Long enough for a busy machine. */
const packed = { settings: { undoSeconds: 60 } } satisfies DeskOptions;

describe("undo", () => {
  const open = async (options: DeskOptions) => {
    const page = await openPage(options);
    const row = page.desk.orders[6]?.row;
    await page.user.click(await rowOf(row?.orderNumber ?? ""));
    await screen.findByRole("button", { name: /^Mark as On the way/ });
    return page;
  };
  const undone = (page: Awaited<ReturnType<typeof open>>) =>
    page.desk.calls.filter(({ command }) => command === "undo_action").length;

  test("takes back by key what is held; nothing is sent", async () => {
    const page = await open(packed);
    await page.user.keyboard("]");
    expect(await screen.findByText(/“On the way” asked for 10794/)).toBeInTheDocument();
    await screen.findByText(/^Held back, undo for/);
    await page.user.keyboard("z");
    expect(
      await screen.findByText(/Taken back, nothing was sent: Status “On the way” of 10794/),
    ).toBeInTheDocument();
    expect(undone(page)).toBe(1);
  });

  test("is one step by Ctrl Z too, though the notice offers it as well", async () => {
    const page = await open(packed);
    await page.user.keyboard("]");
    await screen.findByText(/“On the way” asked for 10794/);
    await page.user.keyboard("{Control>}z{/Control}");
    await screen.findByText(/Taken back, nothing was sent/);
    await wait(50);
    expect(undone(page)).toBe(1);
    await page.user.keyboard("z");
    expect(await screen.findByText("Nothing to take back")).toBeInTheDocument();
  });

  test("a second press while it is held asks for nothing", async () => {
    const page = await open(packed);
    await page.user.keyboard("]");
    await screen.findByText(/^Held back, undo for/);
    await page.user.keyboard("]");
    expect(
      await screen.findAllByText("Held back for a moment, and can still be undone"),
    ).not.toHaveLength(0);
    expect(page.desk.calls.filter(({ command }) => command === "ship")).toHaveLength(1);
  });

  test("after the hold it offers the way back as what it is, a new status", async () => {
    const page = await open({ settings: { undoSeconds: 0 } });
    await page.user.keyboard("]");
    await screen.findByText(/“On the way” asked for 10794/);
    await page.user.keyboard("z");
    const dialog = await screen.findByRole(
      "dialog",
      { name: "It has left already" },
      { timeout: 10_000 },
    );
    expect(dialog).toHaveTextContent("cannot be unsent");
    await page.user.click(within(dialog).getByRole("button", { name: /^Ask for “.*Packed/ }));
    await waitFor(() =>
      expect(
        page.desk.calls
          .filter(({ command }) => command === "ship")
          .map(({ args }) => (args["request"] as { target: string }).target),
      ).toEqual(["delivery_is_in_progress", "ready_shipping"]),
    );
  });

  test("after many were asked for at once takes back those, and nothing older", async () => {
    const page = await open({ ...packed, bulk: { pace: null, failing: 0, lanes: 0 } });
    await page.user.keyboard("]");
    await screen.findByText(/asked for 10794/);
    await page.user.keyboard("{Escape}");
    await waitFor(() =>
      expect(screen.queryByRole("region", { name: "Order" })).not.toBeInTheDocument(),
    );
    await page.user.keyboard(`x{Shift>}${"{ArrowDown}".repeat(24)}{/Shift}`);
    await page.user.keyboard("]");
    await screen.findByRole("button", { name: /^Ship \d/ });
    await page.user.keyboard("{Enter}");
    await screen.findByRole("dialog", { name: "Shipping many orders" });
    await page.user.keyboard("{Escape}");
    await page.user.keyboard("z");
    expect(await screen.findByText(/taken back; nothing was sent for/)).toBeInTheDocument();
    expect(page.desk.calls.filter(({ command }) => command === "cancel_batch")).toHaveLength(1);
    expect(undone(page)).toBe(0);
  });

  test.each([
    ["sending", "has left already and cannot be taken back. Its state stands in the order"],
    ["refused", "Points refused it; nothing changed"],
  ] as const)("speaks of money as money where it is %s by then", async (state, words) => {
    const capture: ActionView = {
      ...anyAction,
      id: 9_510,
      kind: "capture",
      orderUuid: null,
      orderNumber: "10790",
      target: null,
      nameAr: null,
      nameEn: null,
      state,
      askedAt: 0,
      askedBy: null,
      nextSettleAt: null,
      reason: null,
      message: null,
      changes: [],
    };
    const page = await openPage(
      {
        course: { log: "busy" },
        answers: { undo_action: () => ({ action: capture, backTo: null }) },
      },
      "#/log?state=queued&asked=capture",
    );
    const stands = await screen.findByText(/^Waits for the network/);
    const row = stands.closest<HTMLElement>("[role=row]") ?? document.body;
    await page.user.click(within(row).getByRole("button", { name: "Undo" }));
    const said = await screen.findByText(new RegExp(words));
    expect(said).toHaveTextContent("10790");
    expect(said).not.toHaveTextContent("status");
  });
});
