import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { BatchRow, BulkShippingRequest, ShippingPreview } from "../src/bridge/types";
import { isFailed, standingOf, stepAgain, tally } from "../src/features/bulk/standing";
import { openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions, PreviewDesk } from "./preview/desk";

const asked = (desk: PreviewDesk, command: string) =>
  desk.calls.filter((call) => call.command === command).map(({ args }) => args);

/** Opens the list and chooses its first rows, by key. */
async function choose(rows: number, options: DeskOptions = {}) {
  const page = await openPage(options);
  (await rowOf("10800")).focus();
  await page.user.keyboard(`x{Shift>}${"{ArrowDown}".repeat(rows - 1)}{/Shift}`);
  await waitFor(() =>
    expect(screen.getByRole("region", { name: "Selected orders" })).toHaveTextContent(
      `${rows} selected`,
    ),
  );
  return page;
}

async function shipDialog() {
  const dialog = await screen.findByRole("dialog", { name: "Ship the selected orders" });
  await within(dialog).findByRole("status");
  return dialog;
}

function row(state: BatchRow["state"], change: Partial<BatchRow> = {}): BatchRow {
  return {
    order: { uuid: `${state} order`, orderNumber: null },
    actionId: 1,
    target: "delivered",
    state,
    reason: null,
    message: null,
    ...change,
  };
}

describe("a batch", () => {
  test("tells apart what failed, what is unclear and what was taken back", () => {
    const rows = [
      row("confirmed"),
      row("sending"),
      row("queued"),
      row("refused"),
      row("needs_person", { reason: "offline" }),
      row("needs_person", { reason: "read_cannot_tell" }),
      row("unknown"),
      row("withdrawn"),
    ];
    expect(rows.map(standingOf)).toEqual([
      "confirmed",
      "sent",
      "waiting",
      "refused",
      "notSent",
      "needsYou",
      "unclear",
      "withdrawn",
    ]);
    expect(tally(rows)).toMatchObject({ total: 8, settled: 3, isOut: false, isOver: false });
    // What may have reached Points is never asked for again as if it had not.
    expect(rows.filter(isFailed).map(standingOf)).toEqual(["refused", "notSent"]);
  });

  test("is not over while it is looked up whether some of it arrived", () => {
    const lost = [row("confirmed"), row("unknown")];
    expect(tally(lost)).toMatchObject({ settled: 1, isOut: true, isOver: false });
    const left = [row("confirmed"), row("needs_person", { reason: "read_cannot_tell" })];
    expect(tally(left)).toMatchObject({ settled: 1, isOut: true, isOver: true });
  });

  test("is asked for again to where it was to go, or each to its next", () => {
    expect(stepAgain([row("refused"), row("refused")])).toEqual({ step: "to", word: "delivered" });
    expect(stepAgain([row("refused"), row("refused", { target: "cancelled" })])).toEqual({
      step: "next",
    });
  });
});

describe("shipping what is chosen", () => {
  test("shows what would happen before it happens, and counts it on the button", async () => {
    const { user, desk } = await choose(20);
    await user.keyboard("[BracketRight]");
    const dialog = await shipDialog();
    expect(asked(desk, "ship")).toEqual([]);
    expect(asked(desk, "ship_planned")).toEqual([]);
    const [request] = asked(desk, "plan_shipping").map((args) => args["request"]) as [
      BulkShippingRequest,
    ];
    expect(request.step).toEqual({ step: "next" });
    expect(request.selection.uuids).toEqual(
      desk.orders.slice(0, 20).map(({ row: { uuid } }) => uuid),
    );
    const going = within(dialog).getByRole("button", { name: /^Ship \d+$/ }).textContent;
    expect(dialog).toHaveTextContent(`${going?.replace("Ship ", "")} go`);
    expect(dialog).toHaveTextContent(
      "3 have an earlier change that is not settled.".replace("3", "4"),
    );
    expect(dialog).toHaveTextContent("1 is not at Points any more");
    expect(dialog).toHaveTextContent("1 was never read from Points. Refresh it first.");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await waitFor(() =>
      expect(asked(desk, "plan_shipping").at(-1)?.["request"]).toMatchObject({
        step: { step: "to", word: "ready_shipping" },
      }),
    );
    await waitFor(() => expect(dialog).toHaveTextContent(/are there already|is there already/));
    expect(await seriousFaults()).toEqual([]);
  });

  test("says plainly that only so many go at once", async () => {
    const preview: ShippingPreview = {
      chosen: 1_700,
      going: 500,
      groups: [{ from: "new", to: "ready_shipping", count: 500 }],
      hindered: [
        {
          hindrance: "beyond_limit",
          count: 1_200,
          some: [{ uuid: "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d", orderNumber: "10432" }],
        },
      ],
      limit: 500,
    };
    const { user } = await choose(1, {
      answers: { plan_shipping: () => ({ id: "plan", preview }) },
    });
    await user.keyboard("[BracketRight]");
    const dialog = await shipDialog();
    expect(dialog).toHaveTextContent(
      "1,200 have to wait: at most 500 go at once. Ship these, then the rest.",
    );
    expect(dialog).toHaveTextContent("10432and 1,199 more");
    expect(within(dialog).getByRole("button", { name: "Ship 500" })).toBeEnabled();
  });

  test("goes out by the keyboard alone, ends with a row an order, and retries what failed", async () => {
    const { user, desk } = await choose(30, { bulk: { pace: 1, failing: 3 } });
    await user.keyboard("[BracketRight]");
    await shipDialog();
    await user.keyboard("{Enter}");
    const results = await screen.findByRole("dialog", { name: "Shipping many orders" });
    expect(asked(desk, "ship_planned")).toHaveLength(1);
    const retry = await within(results).findByRole(
      "button",
      { name: /^Retry the/ },
      // The screen follows the batch five times a second.
      { timeout: 10_000 },
    );
    const failed = Number(/\d+/.exec(retry.textContent ?? "")?.[0] ?? 1);
    await user.click(within(results).getByRole("radio", { name: `Failed only (${failed})` }));
    expect(within(results).getAllByRole("listitem")).toHaveLength(failed);
    expect(results).toHaveTextContent("لا يمكن تعديل حالة هذا الطلب");
    expect(await seriousFaults()).toEqual([]);
    await user.click(retry);
    await shipDialog();
    const again = asked(desk, "plan_shipping").at(-1)?.["request"] as BulkShippingRequest;
    expect(again.selection).toMatchObject({ matching: null, except: [] });
    expect(again.selection.uuids).toHaveLength(failed);
  });

  test("goes on while its dialog is closed, and is found again under the list", async () => {
    const { user, desk } = await choose(30, { bulk: { pace: null, failing: 0 } });
    await user.keyboard("[BracketRight]");
    await shipDialog();
    await user.keyboard("{Enter}");
    await screen.findByRole("dialog", { name: "Shipping many orders" });
    await user.keyboard("{Escape}");
    const strip = await screen.findByRole("region", { name: "Work on many orders" });
    await user.click(screen.getByRole("link", { name: /^Today/ }));
    await user.click(within(strip).getByRole("button", { name: "Show" }));
    const results = await screen.findByRole("dialog", { name: "Shipping many orders" });
    await user.click(within(results).getByRole("button", { name: "Stop" }));
    await waitFor(() => expect(results).toHaveTextContent("Taken back"));
    expect(asked(desk, "cancel_batch")).toEqual([{ id: 700 }]);
    expect(within(results).getByRole("button", { name: "Stop" })).toBeDisabled();
  });

  test("says of none that it succeeded while all still wait", async () => {
    const { user } = await choose(30, { bulk: { pace: null, failing: 0, lanes: 0 } });
    await user.keyboard("[BracketRight]");
    await shipDialog();
    await user.keyboard("{Enter}");
    const results = await screen.findByRole("dialog", { name: "Shipping many orders" });
    await user.click(within(results).getByRole("radio", { name: "Failed only (0)" }));
    expect(results).toHaveTextContent("None failed so far.");
  });

  test.each([
    ["refused", "0 of 2 orders confirmed"],
    ["unknown", "1 of 2 settled"],
  ] as const)("whose orders are %s does not end as done", async (state, words) => {
    const rows = [
      row(state, { actionId: 1 }),
      row(state === "unknown" ? "confirmed" : state, {
        actionId: 2,
        order: { uuid: "another order", orderNumber: null },
      }),
    ];
    const { user } = await choose(30, {
      answers: {
        ship_selection: () => ({ id: 700, askedAt: 0, rows }),
        batch: () => ({ id: 700, askedAt: 0, rows }),
      },
    });
    await user.keyboard("[BracketRight]");
    await shipDialog();
    await user.keyboard("{Enter}");
    const results = await screen.findByRole("dialog", { name: "Shipping many orders" });
    await waitFor(() => expect(results).toHaveTextContent(words));
    expect(results).not.toHaveTextContent("confirmed all");
    // Also while it is still looked up, it can be put away.
    expect(within(results).queryByRole("button", { name: "Stop" })).not.toBeInTheDocument();
  });

  test("says why it could not be asked for, and what to do", async () => {
    const { user } = await choose(20, {
      answers: {
        ship_planned: () => {
          throw { code: "disk_full", details: {} };
        },
      },
    });
    await user.keyboard("[BracketRight]");
    const dialog = await shipDialog();
    await user.keyboard("{Enter}");
    expect(await within(dialog).findByRole("alert")).toHaveTextContent(
      "Free some space, then try again.",
    );
  });
});

describe("the other keys, where orders are chosen", () => {
  test("read all of them from Points, each with its result, and those that failed again", async () => {
    const { user, desk } = await choose(10, { bulk: { pace: 0, failing: 5 } });
    await user.keyboard("r");
    const strip = await screen.findByRole("region", { name: "Work on many orders" });
    await waitFor(() => expect(strip).toHaveTextContent("Could not be read2"));
    expect(asked(desk, "refresh_order")).toEqual([]);
    await user.click(within(strip).getByRole("button", { name: "Show" }));
    const results = await screen.findByRole("dialog", { name: /read from Points/ });
    expect(await within(results).findByRole("button", { name: "Open order 10800" })).toBeVisible();
    expect(results).toHaveTextContent("Points did not answer in time.");
    await user.click(within(results).getByRole("button", { name: "Retry the 2 that failed" }));
    await waitFor(() => expect(asked(desk, "refresh_selection")).toHaveLength(2));
    expect(asked(desk, "refresh_selection").at(-1)).toEqual({
      selection: {
        uuids: [desk.orders[4]?.row.uuid, desk.orders[9]?.row.uuid],
        matching: null,
        except: [],
      },
    });
    await waitFor(() => expect(results).not.toHaveTextContent("Could not be read"));
  });

  test("write one note on all of them", async () => {
    const { user, desk } = await choose(3);
    await user.keyboard("[KeyN]");
    const dialog = await screen.findByRole("dialog", { name: "Note on the selected orders" });
    expect(dialog).toHaveTextContent("3 selected");
    const send = within(dialog).getByRole("button", { name: "Write the note" });
    expect(send).toBeDisabled();
    await waitFor(() => expect(within(dialog).getByRole("textbox")).toHaveFocus());
    await user.paste("x".repeat(2_001));
    expect(dialog).toHaveTextContent("1 character too long");
    expect(send).toBeDisabled();
    await user.keyboard("{Backspace}");
    expect(await seriousFaults()).toEqual([]);
    await user.click(send);
    expect(await screen.findByText("Note written on 3 orders")).toBeInTheDocument();
    expect(asked(desk, "note_orders")).toEqual([
      {
        selection: {
          uuids: desk.orders.slice(0, 3).map(({ row: { uuid } }) => uuid),
          matching: null,
          except: [],
        },
        text: "x".repeat(2_000),
      },
    ]);
  });

  test("print them, also where all that match are chosen but one, and no more than the desk prints", async () => {
    const { user, desk } = await openPage({ count: 300 });
    (await rowOf("10700")).focus();
    await user.keyboard("{Control>}[KeyA]{/Control}xp");
    await screen.findByRole("dialog", { name: "Print 299 orders" });
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("button", { name: /^Export…/ }));
    expect(await screen.findByRole("radio", { name: "Chosen (299)" })).toBeChecked();
    expect(asked(desk, "list_orders").at(-1)).toMatchObject({ page: { limit: 100 } });
  });
});
