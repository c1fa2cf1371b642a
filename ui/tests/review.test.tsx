import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { CheckedOrder, CheckSummary, OrderRow } from "../src/bridge/types";
import { openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions, PreviewDesk } from "./preview/desk";
import { buildOrders } from "./preview/fixtures";

async function openReview(options: DeskOptions = {}) {
  const page = await openPage({ count: 60, ...options }, "#/review");
  const numbers = staleNumbers(page.desk);
  await rowOf(numbers[0] ?? "");
  const asked = (command: string) => page.desk.calls.filter((call) => call.command === command);
  return { ...page, numbers, asked };
}

/** The numbers of the stale checkouts, oldest first. */
function staleNumbers(desk: PreviewDesk): string[] {
  return desk.orders
    .filter(({ row }) => row.stale !== null)
    .sort((one, other) => (one.row.createdAt ?? 0) - (other.row.createdAt ?? 0))
    .map(({ row }) => row.orderNumber ?? "");
}

function uuidOf(desk: PreviewDesk, number: string | undefined): string {
  return desk.orders.find(({ row }) => row.orderNumber === number)?.row.uuid ?? "";
}

/** A check that answers when the test says so. */
function slowCheck() {
  let finish: (summary: CheckSummary) => void = () => undefined;
  const answer = new Promise<CheckSummary>((resolve) => {
    finish = resolve;
  });
  return { check_orders: () => answer, finish: (summary: CheckSummary) => finish(summary) };
}

describe("the review", () => {
  test("lists stale checkouts oldest first, with what is known of each", async () => {
    const { numbers } = await openReview();
    const rows = [...document.querySelectorAll("[role=rowgroup] [role=row][aria-rowindex]")]
      .filter((row) => row.getAttribute("aria-rowindex") !== "1")
      .map((row) => numbers.find((number) => row.textContent.includes(number)));
    expect(rows.length).toBeGreaterThan(2);
    expect(rows).toEqual(numbers.slice(0, rows.length));
    const row = await rowOf(numbers[0] ?? "");
    expect(row).toHaveTextContent(/(Unpaid|Reserved), \d+ (h|day)/);
    expect(row).toHaveTextContent(/Read \d+ times, last .* ago/);
  });

  test("shows row by row what came out, and keeps what ended until it is cleared", async () => {
    const { finish, check_orders } = slowCheck();
    const { user, desk, numbers, asked } = await openReview({ answers: { check_orders } });
    const uuids = numbers.map((number) => uuidOf(desk, number));
    await user.click(screen.getByText(/^Check all/));
    expect(asked("check_orders")[0]?.args).toEqual({ uuids });
    expect(await rowOf(numbers[0] ?? "")).toHaveTextContent("asking Points");

    const paid: CheckedOrder = {
      uuid: uuids[0] ?? "",
      outcome: "changed",
      before: "new",
      after: "captured",
      failure: null,
    };
    const lost: CheckedOrder = {
      uuid: uuids[1] ?? "",
      outcome: "failed",
      before: "new",
      after: null,
      failure: { code: "timed_out", details: {} },
    };
    await act(() => emit("desk-check", { done: 1, total: uuids.length, order: paid }));
    await waitFor(async () => expect(await rowOf(numbers[0] ?? "")).toHaveTextContent("Now: Paid"));
    expect(await rowOf(numbers[1] ?? "")).toHaveTextContent("asking Points");
    expect(screen.getByLabelText("Asking Points about each checkout")).toHaveAttribute(
      "aria-valuenow",
      "1",
    );

    const fixture = desk.orders.find(({ row }) => row.uuid === paid.uuid);
    if (fixture !== undefined) {
      fixture.row = { ...fixture.row, financialStatus: "captured", stale: null };
    }
    await act(async () => finish({ orders: [paid, lost], skipped: uuids.length - 2 }));
    expect(await rowOf(numbers[1] ?? "")).toHaveTextContent("Points did not answer in time.");
    const spoken = `Paid: 1; Could not be read: 1; Not reached: ${uuids.length - 2}`;
    await waitFor(() => expect(screen.getByText(spoken)).toBeInTheDocument());

    expect(await rowOf(numbers[0] ?? "")).toHaveTextContent("Now: Paid");
    await user.click(screen.getByText("Clear results"));
    await waitFor(() =>
      expect(screen.queryByText(numbers[0] ?? "", { selector: "bdi" })).not.toBeInTheDocument(),
    );
  });

  test("is worked by keys: arrows walk, Space chooses, R checks, Enter opens", async () => {
    const { user, desk, numbers, asked } = await openReview();
    const first = await rowOf(numbers[0] ?? "");
    act(() => first.focus());
    await user.keyboard("{ArrowDown}[Space]");
    const second = await rowOf(numbers[1] ?? "");
    expect(second).toHaveFocus();
    expect(second).toHaveAttribute("aria-selected", "true");
    expect(screen.getByText("Check the chosen one")).toBeInTheDocument();
    await user.keyboard("[KeyR]");
    expect(asked("check_orders")[0]?.args).toEqual({ uuids: [uuidOf(desk, numbers[1])] });
    await waitFor(() => expect(second).toHaveTextContent("Still:"));
    await user.keyboard("{Enter}");
    expect(await screen.findByLabelText("Order", { selector: "section" })).toBeInTheDocument();
    expect(window.location.hash).toContain(uuidOf(desk, numbers[1]));
  });

  test("has the keys of the open order beside the list", async () => {
    const { user, desk, numbers, asked } = await openReview();
    await user.click(await rowOf(numbers[0] ?? ""));
    await screen.findByRole("heading", { name: `Order ${numbers[0] ?? ""}` });
    await user.keyboard("[KeyR]");
    const uuid = uuidOf(desk, numbers[0]);
    await waitFor(() => expect(asked("refresh_order")[0]?.args).toEqual({ uuid }));
    expect(asked("check_orders")).toEqual([]);
    await user.keyboard("[BracketRight]");
    await waitFor(() => expect(asked("ship")[0]?.args["request"]).toMatchObject({ uuids: [uuid] }));
  });

  test("stops a check on request and says so until it has stopped", async () => {
    const { finish, check_orders } = slowCheck();
    const { user, numbers, asked } = await openReview({ answers: { check_orders } });
    await user.click(screen.getByText(/^Check all/));
    await user.click(await screen.findByText("Stop"));
    expect(asked("cancel_check")).toHaveLength(1);
    expect(screen.getByText("Stopping…")).toBeDisabled();
    await act(async () => finish({ orders: [], skipped: numbers.length }));
    expect(await screen.findByText(`Not reached: ${numbers.length}`)).toBeInTheDocument();
  });

  test("changes from when on a checkout is stale", async () => {
    const { user, asked } = await openReview();
    await user.click(screen.getByText(/^Unpaid over/));
    const dialog = await screen.findByRole("dialog");
    const field = within(dialog).getByLabelText("Reserved is stale after", { selector: "input" });
    await user.clear(field);
    await user.type(field, "12{Enter}");
    expect(asked("save_settings")[0]?.args).toMatchObject({
      settings: { staleAuthorizedHours: 12 },
    });
  });

  test("loads what somebody looks at, and checks also what nobody has", async () => {
    const [row] = buildOrders(40, Date.now())
      .map((fixture) => fixture.row)
      .filter(({ stale }) => stale !== null);
    const checkouts = Array.from({ length: 200 }, (_, place) => ({
      order: {
        ...(row as OrderRow),
        uuid: `550e8400-e29b-41d4-a716-446655440${String(place).padStart(3, "0")}`,
        orderNumber: `S-${place}`,
      },
      kind: "unpaid" as const,
      since: 1_780_000_000_000 + place,
      threshold: 1_800_000,
      reads: 1,
      events: 0,
      nextCheckAt: null,
    }));
    const { user, desk } = await openPage(
      {
        count: 3,
        answers: {
          stale_checkouts: ({ after }) =>
            after === null
              ? { checkouts, next: "1780000000199,200" }
              : { checkouts: [], next: null },
          count_statuses: () => ({
            total: 900,
            financial: [],
            shipping: [],
            stale: 900,
            unread: 0,
            gone: 0,
            unsettled: 0,
          }),
          check_stale: () => ({ orders: [], skipped: 0 }),
        },
      },
      "#/review",
    );
    await user.click(await screen.findByText("Check all 900 now"));
    const asked = (command: string) => desk.calls.filter((call) => call.command === command);
    expect(asked("check_stale")).toHaveLength(1);
    expect(asked("check_orders")).toHaveLength(0);
    const pages = new Set(asked("stale_checkouts").map(({ args }) => args["after"]));
    expect(pages, "nobody has scrolled").toEqual(new Set([null]));
    screen.getAllByRole("row")[1]?.focus();
    await user.keyboard("{End}");
    await waitFor(() =>
      expect(asked("stale_checkouts").at(-1)?.args).toEqual({ after: "1780000000199,200" }),
    );
  });

  test("says that all is well where nothing is stale", async () => {
    await openPage(
      { count: 3, answers: { stale_checkouts: () => ({ checkouts: [], next: null }) } },
      "#/review",
    );
    expect(await screen.findByText("Nothing is stale")).toBeInTheDocument();
  });
});

test.each(["en", "ar"] as const)("axe finds nothing serious in %s", async (language) => {
  await openReview({ settings: { language }, count: 25 });
  expect(await seriousFaults()).toEqual([]);
});
