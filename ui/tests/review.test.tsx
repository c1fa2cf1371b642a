import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { CaseDecision } from "../src/bridge/types";
import { openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";

/** The first rows of the usual cases: paid and not in the shop, twice, then others. */
async function openReview(options: DeskOptions = {}, hash = "#/review") {
  const page = await openPage({ settings: { atDesk: "Noura" }, ...options }, hash);
  const card = await screen.findByRole("article");
  const asked = (command: string) => page.desk.calls.filter((call) => call.command === command);
  const decided = () =>
    asked("decide_case").map(({ args }) => ({
      id: args["id"],
      ...(args["decision"] as CaseDecision),
    }));
  return { ...page, card, asked, decided };
}

const title = () => within(screen.getByRole("article")).getByRole("heading", { level: 2 });
const names = () =>
  [...document.querySelectorAll("[data-rows] [role=row][aria-selected] p bdi")].map(
    ({ textContent }) => textContent,
  );

describe("the review", () => {
  test("stands the queue by class beside the case, with what each side says and what differs", async () => {
    const { card } = await openReview();
    const queue = screen.getByRole("grid", { name: "Cases" });
    const head = within(queue).getByRole("button", { name: /^Paid; shop not updated/ });
    expect(head).toHaveTextContent(/2.*\d\.\d\d/);
    expect(title()).toHaveTextContent(`#${names()[0] ?? ""}`);
    expect(title()).toHaveTextContent("Paid; shop not updated");
    const shop = within(card).getByRole("region", { name: "Your shop" });
    expect(shop).toHaveTextContent(/Written \d\d:\d\d, orders-2026-11-30.csv/);
    const differing = within(shop).getByText("بانتظار الدفع").closest("div");
    expect(differing).toHaveTextContent("differs");
    expect(shop).toHaveTextContent("+966 51 234 5678");
    const points = within(card).getByRole("region", { name: "Points" });
    expect(points).toHaveTextContent(/Read \d+ s ago/);
    expect(within(card).getByRole("region", { name: "Notices" })).toHaveTextContent("captured");
    expect(card).toHaveTextContent("Mark it paid in your shop, then pack it. Don’t cancel it.");
  });

  test("is cleared by keys: the next case comes by itself, and Z brings the last one back", async () => {
    const { user, decided, asked } = await openReview();
    const [first = "", second = "", third = ""] = names();
    await user.keyboard("j");
    await waitFor(() => expect(title()).toHaveTextContent(second));
    await user.keyboard("k");
    await waitFor(() => expect(title()).toHaveTextContent(first));
    await waitFor(async () => expect(await rowOf(first)).toHaveFocus());
    const row = await rowOf(first);
    fireEvent.keyDown(row, { code: "Enter" });
    fireEvent.keyDown(row, { code: "Enter" });
    await waitFor(() => expect(title()).toHaveTextContent(second));
    expect(decided(), "pressed twice, decided once").toHaveLength(1);
    expect(decided()[0]).toMatchObject({ step: "done_in_shop" });
    await waitFor(async () => expect(await rowOf(second)).toHaveFocus());
    expect(screen.getByText("Done in the shop", { exact: false })).toBeInTheDocument();

    await user.keyboard("h");
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(title()).toHaveTextContent(third));
    expect(decided()[1]?.step).toBe("snooze");
    expect(decided()[1]?.until).toBeGreaterThan(Date.now());
    await user.keyboard("z");
    await waitFor(() => expect(asked("reopen_case")[0]?.args["id"]).toBe(decided()[1]?.id));
    await waitFor(() => expect(title()).toHaveTextContent(second));
  });

  test("leads from the recommendation to the alternatives by Tab", async () => {
    const { user, card } = await openReview();
    const recommended = within(card).getByRole("button", { name: /^I marked it paid/ });
    act(() => recommended.focus());
    await user.tab();
    expect(within(card).getByRole("button", { name: /^Put off/ })).toHaveFocus();
    await user.tab();
    expect(within(card).getByRole("button", { name: /^Explain by hand/ })).toHaveFocus();
  });

  test("explains by hand with a note, under the name of who is at the desk", async () => {
    const { user, decided } = await openReview({}, "#/review?class=unclassified");
    await user.keyboard("e");
    const dialog = await screen.findByRole("dialog", { name: /^Explain \d+ by hand/ });
    const confirm = within(dialog).getByRole("button", { name: "Mark as explained" });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByRole("textbox"), "Paid in cash on delivery");
    await user.click(confirm);
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(decided()).toEqual([
      expect.objectContaining({ step: "explain", note: "Paid in cash on delivery" }),
    ]);
    expect(await screen.findByText("None of this kind")).toBeInTheDocument();
  });
});

describe("money", () => {
  test("is confirmed for each, goes with its reason, and is dashed until Points confirms it", async () => {
    const { user, decided, asked } = await openReview({}, "#/review?class=unpaid_ageing");
    const [first = "", second = ""] = names();
    await user.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Cancel the order" });
    expect(dialog).toHaveTextContent(`Order ${first}`);
    expect(decided()).toEqual([]);
    await user.click(within(dialog).getByRole("radio", { name: "Not paid in time" }));
    await user.click(within(dialog).getByRole("button", { name: "Cancel the order" }));
    await waitFor(() => expect(title()).toHaveTextContent(second));
    expect(decided()[0]).toMatchObject({ step: "cancel", note: "Not paid in time" });
    expect(decided()[0]?.token).toMatch(/^[0-9a-f-]{36}$/);
    expect(asked("ask_money"), "all goes through the decision").toEqual([]);
    await waitFor(async () =>
      expect((await rowOf(first)).querySelector(".pending")).not.toBeNull(),
    );
    await user.keyboard("k");
    await waitFor(() => expect(title()).toHaveTextContent(first));
    expect(screen.queryByRole("button", { name: /^Cancel order/ })).not.toBeInTheDocument();
  });

  test("says in the question that it could not be read, and tries again there", async () => {
    const { user, decided } = await openReview(
      { cases: { decided: "not_readable" } },
      "#/review?class=reserved_ageing",
    );
    await user.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Take the reserved money" });
    await user.click(within(dialog).getByRole("button", { name: "Take the money" }));
    expect(await within(dialog).findByText("Points could not be read again")).toBeInTheDocument();
    await user.click(within(dialog).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(decided()).toHaveLength(2));
    expect(decided()[1]?.token).toBe(decided()[0]?.token);
  });
});

describe("a case that is read again first", () => {
  test("shows what changed, does nothing, and asks anew", async () => {
    const { user, decided } = await openReview(
      { cases: { decided: "facts_changed" } },
      "#/review?class=unpaid_ageing",
    );
    const [first = ""] = names();
    await user.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Cancel the order" });
    await user.click(within(dialog).getByRole("radio", { name: "Not paid in time" }));
    await user.click(within(dialog).getByRole("button", { name: "Cancel the order" }));
    const note = await screen.findByRole("alert");
    expect(note).toHaveTextContent("The facts have changed. Nothing was done.");
    expect(note).toHaveTextContent("Points: Unpaid → Paid");
    // It is another class now, which this list leaves out; it stays in sight all the same.
    await waitFor(() => expect(names()).not.toContain(first));
    expect(title()).toHaveTextContent(first);
    expect(screen.getByRole("button", { name: /^I marked it paid/ })).toBeInTheDocument();
    expect(decided()).toHaveLength(1);
  });

  test("says why it could not be read, and offers to try again", async () => {
    const { user, decided } = await openReview(
      { cases: { decided: "not_readable" } },
      "#/review?class=no_longer_read",
    );
    await user.keyboard("r");
    const note = await screen.findByRole("alert");
    expect(note).toHaveTextContent("It could not be read again. Nothing was done.");
    await user.click(within(note).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(decided()).toHaveLength(2));
  });
});

test("any text with a Points ID in it is taken, and one without says what is missing", async () => {
  const { user, decided, card } = await openReview({}, "#/review?class=no_points_id");
  await user.keyboard("{Enter}");
  const field = within(card).getByRole("textbox", { name: "Points ID" });
  expect(field).toHaveFocus();
  // Where the case before was decided by its button, the focus is on this one's.
  act(() =>
    within(card)
      .getByRole("button", { name: /^Check this ID/ })
      .focus(),
  );
  await user.keyboard("{Enter}");
  expect(field).toHaveFocus();
  expect(within(card).queryByText(/^There is no Points ID in this/)).not.toBeInTheDocument();
  await user.paste("order 10501");
  await user.keyboard("{Enter}");
  expect(await within(card).findByText(/^There is no Points ID in this/)).toBeInTheDocument();
  expect(decided()).toEqual([]);
  await user.clear(field);
  await user.paste("https://business.papp.sa/orders/3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d/");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(decided()[0]).toMatchObject({ step: "paste_uuid" }));
  expect(decided()[0]?.uuid).toContain("3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d");
});

describe("many cases", () => {
  test("are put off after a look at how many, how much and what stays", async () => {
    const { user, asked } = await openReview(
      {},
      "#/review?class=unpaid_ageing&class=amount_differs",
    );
    await user.keyboard("jx");
    await user.keyboard("{Control>}a{/Control}");
    const bar = await screen.findByRole("region", { name: /chosen cases/ });
    const count = names().length;
    expect(bar).toHaveTextContent(`${count} cases chosen`);
    // Nothing here moves money.
    expect(within(bar).queryByRole("button", { name: /Cancel order|Take|Refund/ })).toBeNull();
    await user.click(within(bar).getByRole("button", { name: "Done in my shop" }));
    const dialog = await screen.findByRole("dialog", { name: "Done in the shop" });
    expect(dialog).toHaveTextContent(/2 cases, [\d,.]+ SAR, 2 reads/);
    expect(dialog).toHaveTextContent(/\d+ stay as they are/);
    expect(asked("decide_cases")).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "2 are done" }));
    await waitFor(() => expect(asked("decide_cases")).toHaveLength(1));
    expect(asked("decide_cases")[0]?.args["ids"]).toHaveLength(count);
  });

  test("are read from Points with their progress, and what came of each", async () => {
    const { user, asked } = await openReview({}, "#/review?class=unpaid_ageing");
    await user.keyboard("x");
    await user.keyboard("{Shift>}j{/Shift}r");
    const dialog = await screen.findByRole("dialog", { name: "Read chosen cases again" });
    await user.click(await within(dialog).findByRole("button", { name: "Read 2 again" }));
    await waitFor(() => expect(asked("check_orders")).toHaveLength(1));
    expect(asked("check_orders")[0]?.args["uuids"]).toHaveLength(2);
    expect(await screen.findByText("As before: 2")).toBeInTheDocument();
  });
});

describe("looking through everything", () => {
  test("shows how far it is, and stops on request", async () => {
    const { user, asked } = await openReview({ cases: { run: "goes on" } });
    await user.keyboard("t");
    const bar = await screen.findByRole("progressbar", { name: "Reading what waits from Points" });
    expect(bar).toHaveAttribute("aria-valuenow", "41");
    await user.click(screen.getByRole("button", { name: "Stop" }));
    await waitFor(() => expect(asked("cancel_run")).toHaveLength(1));
    await waitFor(() => expect(bar).not.toBeInTheDocument());
  });

  test("leaves runs with what they read and found, and a report in three kinds", async () => {
    const { user, asked } = await openReview();
    await user.click(await screen.findByRole("button", { name: /^Looked through/ }));
    const dialog = await screen.findByRole("dialog", { name: "What was looked through" });
    expect(within(dialog).getAllByRole("listitem")).toHaveLength(3);
    expect(dialog).toHaveTextContent("128 read, 2 failed; 5 new, 2 closed");
    await user.click(
      within(dialog).getAllByRole("button", { name: /^Report of/ })[1] as HTMLElement,
    );
    await user.click(await screen.findByRole("menuitem", { name: /^Excel/ }));
    await waitFor(() =>
      expect(asked("write_report")[0]?.args["request"]).toEqual({
        run: 2,
        format: "xlsx",
        language: "en",
      }),
    );
  });

  test("ends with the last case closed, and the report one key away", async () => {
    const { user, asked } = await openReview({ cases: { found: "one left" } });
    await user.keyboard("{Enter}");
    expect(await screen.findByText(/^(\d+) of \1 explained, 0 open$/)).toBeInTheDocument();
    await user.keyboard("p");
    // The last run does not know of the last explanation, so another one is made first.
    await waitFor(() => expect(asked("start_run")).toHaveLength(1));
    await waitFor(() =>
      expect(asked("write_report")[0]?.args["request"]).toMatchObject({ run: 4, format: "pdf" }),
    );
  });
});

test("an order says that a case of it is open, and leads there", async () => {
  const { user, desk } = await openPage({}, "#/orders");
  const cases = (desk.orders ?? []).map(({ row }) => row);
  const paid = cases.find(
    ({ financialStatus, pending }) => financialStatus === "captured" && pending === null,
  );
  await user.click(await rowOf(paid?.orderNumber ?? ""));
  await user.click(await screen.findByRole("button", { name: /^Paid; shop not updated/ }));
  expect(await screen.findByRole("article")).toHaveTextContent(paid?.orderNumber ?? "");
  expect(window.location.hash).toMatch(/^#\/review\?case=\d+$/);
});

test("nothing to explain says since when, and what the desk does by itself", async () => {
  await openPage({ cases: { found: "none" } }, "#/review");
  expect(await screen.findByText("Nothing is to be explained")).toBeInTheDocument();
  expect(screen.getByText(/^All was last looked through/)).toBeInTheDocument();
  expect(screen.getByText(/each night/)).toBeInTheDocument();
});

test.each(["en", "ar"] as const)("axe finds nothing serious in %s", async (language) => {
  await openReview({ settings: { language } });
  expect(await seriousFaults()).toEqual([]);
});
