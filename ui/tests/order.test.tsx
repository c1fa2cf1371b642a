import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { formatHalalas } from "../src/format";
import { initialLocale } from "../src/messages";
import { type OpenedPage, openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";

/** Opens the order at a place of the fixtures. */
async function openOrder(
  place: number,
  options: DeskOptions = {},
): Promise<OpenedPage & { region: HTMLElement }> {
  const page = await openPage(options);
  const number = page.desk.orders[place]?.row.orderNumber;
  await page.user.click(
    number == null ? await screen.findByText("Not read yet") : await rowOf(number),
  );
  const region = await screen.findByRole("region", {
    name: options.settings?.language === "ar" ? "الطلب" : "Order",
  });
  await within(region).findAllByRole("button");
  return { ...page, region };
}

describe("the detail", () => {
  test("says one sentence for the caller, in either language, and copies it", async () => {
    const { user, region } = await openOrder(6);
    expect(await within(region).findByText(/^Your order 10794 for/)).toBeInTheDocument();
    await user.click(within(region).getByRole("radio", { name: "العربية" }));
    expect(within(region).getByText(/^طلبك رقم 10794/)).toHaveAttribute("dir", "rtl");
    await user.click(within(region).getByRole("button", { name: "Copy the sentence" }));
    expect(await navigator.clipboard.readText()).toMatch(/^طلبك رقم 10794/);
  });

  test("tells for a value how we know it, who says otherwise, down to the raw JSON", async () => {
    const { user, region } = await openOrder(1);
    const [question] = await within(region).findAllByRole("button", {
      name: "How do we know? Money",
    });
    await user.click(question as HTMLElement);
    const evidence = await screen.findByRole("dialog", { name: "How do we know?" });
    expect(await within(evidence).findByText("1 says otherwise")).toBeInTheDocument();
    expect(evidence).toHaveTextContent("heard 6 times");
    expect(evidence).toHaveTextContent("Points gave no time with it.");
    const [raw] = within(evidence).getAllByRole("button", { name: "Raw" });
    await user.click(raw as HTMLElement);
    const json = await screen.findByRole("dialog", { name: "What Points sent" });
    expect(await within(json).findByText(/"appended_data": \{\}/)).toBeInTheDocument();
  });

  test("copies any value with a press", async () => {
    const { user, region, desk } = await openOrder(1);
    const reference = desk.orders[1]?.row.referenceNumber ?? "";
    await user.click(await within(region).findByRole("button", { name: `Copy ${reference}` }));
    expect(await navigator.clipboard.readText()).toBe(reference);
  });

  test("shows the timeline: what was said, what we did, what changed", async () => {
    const { region } = await openOrder(4);
    await waitFor(() => expect(region).toHaveTextContent("You asked for “On the way”"));
    expect(region).toHaveTextContent("Unclear what came of it: Points did not answer in time.");
    expect(within(region).getByText("captured")).toBeInTheDocument();
  });

  test("folds reads that changed nothing and says three things of the first one", async () => {
    const { region } = await openOrder(6);
    const reads = await within(region).findByText("Read 3 times, no change");
    expect(within(reads).getByRole("button", { name: "Raw" })).toBeInTheDocument();
    const first = within(region).getByText("First read from Points").closest("li");
    expect(first).toHaveTextContent("Money: Unpaid");
    expect(first).toHaveTextContent(/and \d+ more fields/);
    expect(first?.querySelectorAll("p")).toHaveLength(3);
  });

  test("rounds the points and gives every digit to who asks how we know", async () => {
    const { user, region } = await openOrder(3);
    const [points] = await within(region).findAllByTitle("2384.9999999999995");
    expect(points).toHaveTextContent("2,385 points");
    const [question] = within(region).getAllByRole("button", { name: "How do we know? Points" });
    await user.click(question as HTMLElement);
    const evidence = await screen.findByRole("dialog", { name: "How do we know?" });
    expect(await within(evidence).findByText("2,384.9999999999995")).toBeInTheDocument();
  });

  test("explains an unclear action; only a read settles it at first", async () => {
    const { user, region, desk } = await openOrder(4);
    await waitFor(() => expect(region).toHaveTextContent(/Unclear, looked up again in \d+ s/));
    expect(region).toHaveTextContent("It may or may not have arrived.");
    expect(within(region).queryByRole("button", { name: /^Decide/ })).not.toBeInTheDocument();
    await user.click(within(region).getByRole("button", { name: "Check now" }));
    await waitFor(() =>
      expect(desk.calls.some(({ command }) => command === "settle_action")).toBe(true),
    );
    await waitFor(() => expect(region).not.toHaveTextContent("Unclear, looked up"));
  });

  test("leaves what a read could not settle to a person", async () => {
    const { user, region, desk } = await openOrder(9);
    expect(await within(region).findByText(/Unclear whether it reached Points/)).toHaveTextContent(
      "Status “On the way”",
    );
    await user.keyboard("d");
    const dialog = await screen.findByRole("dialog", { name: "Did it happen?" });
    await user.click(within(dialog).getByRole("button", { name: /^It did not, and shall not/ }));
    await waitFor(() =>
      expect(desk.calls.find(({ command }) => command === "decide_action")?.args).toEqual({
        id: desk.orders[9]?.row.pending?.id ?? 9_009,
        decision: "did_not_happen",
      }),
    );
    await waitFor(() => expect(region).not.toHaveTextContent("Unclear whether"));
    expect(region).toHaveTextContent("A person gave it up");
  });

  test("says that a change was not sent, and why, and not that its answer was lost", async () => {
    const { user, region, desk } = await openOrder(8);
    expect(await within(region).findByText(/^Not sent:/)).toHaveTextContent(
      "Not sent: Status “On the way”",
    );
    expect(region).toHaveTextContent("There is no internet connection. Nothing changed at Points.");
    expect(region).not.toHaveTextContent("answer was lost");
    expect(within(region).queryByRole("button", { name: "Check now" })).not.toBeInTheDocument();
    expect(region).toHaveTextContent("An earlier change waits for your decision");
    expect(await rowOf(desk.orders[8]?.row.orderNumber ?? "")).toHaveTextContent("not sent");
    await user.click(within(region).getByRole("button", { name: /^Decide/ }));
    expect(
      await screen.findByRole("button", { name: /^Ask for it all the same/ }),
    ).toBeInTheDocument();
  });

  test("says what the read showed where it settled nothing", async () => {
    const { region } = await openOrder(9);
    expect(await within(region).findByText(/the answer was lost/)).toHaveTextContent(
      "Points still shows the old status.",
    );
  });

  test("has no gap where a number is unknown", async () => {
    const { region, desk } = await openOrder(8);
    const fixture = desk.orders[8];
    if (fixture?.row.pending == null) {
      throw new Error("the order has a change");
    }
    fixture.row = { ...fixture.row, pending: { ...fixture.row.pending, reason: "points_down" } };
    await act(() => desk.changed("orders"));
    await waitFor(() =>
      expect(region).toHaveTextContent("Points answers with an error of its own. Nothing changed"),
    );
    expect(region).not.toHaveTextContent("HTTP");
  });

  test("says how old it is and when it is read again, under its name", async () => {
    const { region } = await openOrder(1);
    const [freshness] = await within(region).findAllByText(/^Read/);
    expect(freshness).toHaveTextContent(/^Read \d+ (s|min) ago·next in [89] min$/);
  });

  test("tells how we know the items and what the shop said, and gives the Points ID", async () => {
    const { user, region, desk } = await openOrder(1);
    for (const name of ["Items", "From the shop"]) {
      expect(
        await within(region).findByRole("button", { name: `How do we know? ${name}` }),
      ).toBeInTheDocument();
    }
    await user.click(within(region).getByRole("button", { name: "Copy the Points ID" }));
    expect(await navigator.clipboard.readText()).toBe(desk.orders[1]?.row.uuid);
  });

  test("copies a time as it is read, and repeats no long text", async () => {
    const { user, region, desk } = await openOrder(1);
    const fields = within(region).getByRole("region", { name: "All fields" });
    const created = within(fields).getByText("Created").nextElementSibling as HTMLElement;
    await user.click(within(created).getByRole("button"));
    expect(await navigator.clipboard.readText()).toMatch(/^[A-Z][a-z]+day.* \d{4}/);
    await user.click(within(region).getByRole("button", { name: "Copy the sentence" }));
    expect(await screen.findByText("Copied")).toBeInTheDocument();
    expect(desk.calls.length).toBeGreaterThan(0);
  });

  test("hides a refusal that was read, and leads to another status", async () => {
    const { user, region, desk } = await openOrder(6);
    await user.click(await within(region).findByRole("button", { name: "Choose another status" }));
    const dialog = await screen.findByRole("dialog", { name: "Change shipping status" });
    await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    await user.click(within(region).getByRole("button", { name: "Hide" }));
    await waitFor(() => expect(region).not.toHaveTextContent("Points refused"));
    expect(desk.calls.some(({ command }) => command === "withdraw_action")).toBe(true);
  });

  test("sums the items, each with what it comes to", async () => {
    const { region, desk } = await openOrder(6);
    const items = desk.orders[6]?.items ?? [];
    const sum = items.reduce(
      (all, { priceHalalas, quantity }) => all + (priceHalalas ?? 0) * (quantity ?? 0),
      0,
    );
    const shown = formatHalalas(initialLocale, sum);
    const section = await within(region).findByRole("region", { name: /items?$/ });
    expect(within(section).getAllByText(shown).length).toBeGreaterThan(0);
  });

  test("shows a refusal in Points' own words", async () => {
    const { region } = await openOrder(6);
    await waitFor(() => expect(region).toHaveTextContent("Points refused: Status “On the way”"));
    expect(within(region).getAllByText("لا يمكن تعديل حالة هذا الطلب").length).toBeGreaterThan(0);
  });

  test("says what is missing of an order that was not read, and of one that is gone", async () => {
    const { region } = await openOrder(11);
    expect(await within(region).findByText("Not read from Points yet")).toBeInTheDocument();
  });

  test("has no shipping step for an order that Points does not know any more", async () => {
    const { region } = await openOrder(13);
    expect(
      await within(region).findByText("Points does not know this order any more"),
    ).toBeInTheDocument();
    expect(within(region).queryByRole("button", { name: /^Mark as/ })).not.toBeInTheDocument();
  });
});

describe("any shipping status", () => {
  test("is chosen and sent by the keyboard from where the dialog opens", async () => {
    const { user, desk } = await openOrder(6);
    await user.keyboard("{Shift>}[BracketRight]{/Shift}");
    const dialog = await screen.findByRole("dialog", { name: "Change shipping status" });
    await waitFor(() => expect(within(dialog).getByRole("radio", { checked: true })).toHaveFocus());
    await user.keyboard("{ArrowDown}");
    const chosen = within(dialog).getByRole("radio", { checked: true });
    expect(chosen).toHaveFocus();
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(desk.calls.find(({ command }) => command === "ship")?.args["request"]).toMatchObject({
        target: (chosen as HTMLInputElement).value,
      }),
    );
  });

  test("is chosen with a label in both languages, counted to 120 characters", async () => {
    const { user, desk } = await openOrder(6);
    await user.keyboard("{Shift>}[BracketRight]{/Shift}");
    const dialog = await screen.findByRole("dialog", { name: "Change shipping status" });
    await user.click(within(dialog).getByRole("radio", { name: /Delivered/ }));
    const english = within(dialog).getByRole("textbox", { name: "Custom label in English" });
    await user.click(english);
    await user.paste("x".repeat(121));
    expect(within(dialog).getByText("1 character too long")).toBeInTheDocument();
    expect(within(dialog).getByRole("button", { name: "Send to Points" })).toBeDisabled();
    await user.clear(english);
    await user.paste("Left with the guard");
    await user.click(within(dialog).getByRole("button", { name: "Send to Points" }));
    await waitFor(() =>
      expect(desk.calls.find(({ command }) => command === "ship")?.args["request"]).toMatchObject({
        target: "delivered",
        nameAr: null,
        nameEn: "Left with the guard",
      }),
    );
  });
});

test("a failure of sending is shown in the dialog that asked", async () => {
  const { user } = await openOrder(1, {
    answers: {
      ship: () => {
        throw { code: "action_pending", details: {} };
      },
    },
  });
  await user.keyboard("{Shift>}[BracketRight]{/Shift}");
  const dialog = await screen.findByRole("dialog", { name: "Change shipping status" });
  await user.click(within(dialog).getByRole("button", { name: "Send to Points" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent(
    "An earlier change of this order is not settled yet.",
  );
});

describe.each(["en", "ar"] as const)("axe in %s", (language) => {
  test.each([
    ["a paid order", 1],
    ["an unclear action", 4],
  ])("finds nothing serious in the detail of %s", async (_name, place) => {
    await openOrder(place, { settings: { language } });
    expect(await seriousFaults()).toEqual([]);
  });
});
