import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { standingOf } from "../src/actions";
import { go } from "../src/location";
import { changeId } from "../src/points";
import { type OpenedPage, openPage, seriousFaults } from "./page";

const lookAt = (action: number) => act(() => go({ action }));

/** Opens the decision about what was asked of the order at a place of the busy log. */
async function decide(
  place: number,
  name = "Did it happen?",
): Promise<OpenedPage & { dialog: HTMLElement }> {
  const page = await openPage({ course: { log: "busy" } }, "#/log");
  lookAt(9_500 + place);
  // It is asked for anew each time, and a busy machine takes its time.
  const dialog = await screen.findByRole("dialog", { name }, { timeout: 10_000 });
  return { ...page, dialog };
}

const decided = ({ desk }: OpenedPage) =>
  desk.calls.filter(({ command }) => command === "decide_action").map(({ args }) => args);

describe("the decision", () => {
  test("says of a refund in part that no read tells, and by which mark it is found", async () => {
    const { dialog } = await decide(7);
    expect(dialog).toHaveTextContent("no read can confirm or deny a refund in part");
    expect(dialog).toHaveTextContent("whose reason ends with [ref 7F3K2]");
    const order = within(dialog).getByRole("region", { name: "The order" });
    expect(within(order).getByRole("row", { name: /^Money Paid Paid$/ })).toBeInTheDocument();
    const heard = within(dialog).getByRole("region", { name: "Heard since" });
    expect(heard).toHaveTextContent("Refunded: 120.00");
    expect(
      within(dialog).getByRole("region", { name: "Other money changes of this order" }),
    ).toHaveTextContent("Refund 50.00 SAR");
    expect(
      within(dialog).getByRole("region", { name: "What left this computer" }),
    ).toHaveTextContent("POST /orders/");
    expect(await seriousFaults()).toEqual([]);
  });

  test("sends money again only after saying once more what, and what that may mean", async () => {
    const page = await decide(7);
    const { user, dialog, desk } = page;
    await user.click(within(dialog).getByRole("button", { name: /^It did not: ask again/ }));
    expect(decided(page)).toEqual([]);
    const number = desk.orders[7]?.row.orderNumber ?? "";
    expect(within(dialog).getByRole("alert")).toHaveTextContent(
      `This is sent to Points now: Refund 120.00 SAR of ${number}.If the first one did arrive, the customer gets the money twice.`,
    );
    // Enter goes back, not on.
    await user.keyboard("{Enter}");
    expect(decided(page)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: /^It did not: ask again/ }));
    await user.click(within(dialog).getByRole("button", { name: "Send it again" }));
    await waitFor(() => expect(decided(page)).toEqual([{ id: 9_507, decision: "send_again" }]));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(screen.getByText("Asked again")).toBeInTheDocument();
  });

  test("notes at once that it happened", async () => {
    const page = await decide(16);
    expect(page.dialog).toHaveTextContent("Points still shows “Paid”, as before");
    await page.user.click(within(page.dialog).getByRole("button", { name: /^It happened/ }));
    await waitFor(() => expect(decided(page)).toEqual([{ id: 9_516, decision: "happened" }]));
    await waitFor(() => expect(window.location.hash).not.toContain("action"));
  });

  test.each([
    ["confirmed", null, "confirmed", "action.state.confirmed"],
    ["confirmed", "read_shows_it", "confirmed", "action.state.confirmed"],
    ["confirmed", "decided_happened", "decided", "action.decided.happened"],
    ["withdrawn", null, "withdrawn", "action.state.withdrawn"],
    ["withdrawn", "decided_did_not_happen", "given_up", "action.decided.did_not_happen"],
  ] as const)("is told from what Points confirmed: %s, %s", (state, reason, standing, words) => {
    expect(standingOf({ state, reason, heldUntil: null })).toBe(standing);
    expect(changeId({ state, reason })).toBe(words);
  });

  test("asks of what never left only whether it still shall", async () => {
    const page = await decide(18, "It was not sent");
    const { dialog, user } = page;
    expect(dialog).toHaveTextContent("Nothing was sent: the order is no longer as it was");
    expect(within(dialog).getByRole("row", { name: "Money Paid Order cancelled" })).toBeVisible();
    expect(within(dialog).queryByRole("button", { name: /^It happened/ })).not.toBeInTheDocument();
    await user.click(within(dialog).getByRole("button", { name: /^Leave it/ }));
    await waitFor(() => expect(decided(page)).toEqual([{ id: 9_518, decision: "did_not_happen" }]));
  });

  test("is opened from the log by its key, and from Today through the log", async () => {
    const { user } = await openPage({ course: { log: "busy" } }, "#/today");
    await user.click(await screen.findByRole("button", { name: /wait for you/ }));
    const grid = await screen.findByRole("grid", { name: "What went out" });
    const first = within(grid)
      .getAllByRole("row")
      .find((row) => row.getAttribute("tabindex") === "0");
    first?.focus();
    await user.keyboard("d");
    expect(await screen.findByRole("dialog", { name: "Did it happen?" })).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });

  test("offers no decision about what the desk still looks up", async () => {
    await openPage({ course: { log: "busy" } }, "#/log");
    lookAt(9_512);
    const dialog = await screen.findByRole("dialog", { name: "What is known so far" });
    await within(dialog).findByText(/^Unclear, looked up again in/);
    expect(within(dialog).queryByRole("button", { name: /^It happened/ })).not.toBeInTheDocument();
  });

  test("reads the order anew from where it is decided", async () => {
    const { user, dialog, desk } = await decide(7);
    await user.click(within(dialog).getByRole("button", { name: "Read the order now" }));
    await waitFor(() =>
      expect(desk.calls.some(({ command }) => command === "refresh_order")).toBe(true),
    );
  });
});
