import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { MoneyRequest, OrderRow } from "../src/bridge/types";
import { readHalalas } from "../src/format";
import { openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";

// Whole pages on busy machines.
configure({ asyncUtilTimeout: 10_000 });

/** Opens the newest order, paid with points, of 348.00, in the state that the story needs. */
async function openOrder(change: Partial<OrderRow> = {}, options: DeskOptions = {}) {
  const page = await openPage({
    count: 30,
    ...options,
    settings: { atDesk: "", ...options.settings },
  });
  const fixture = page.desk.orders[0];
  if (fixture === undefined) {
    throw new Error("the desk has no order");
  }
  fixture.row = {
    ...fixture.row,
    financialStatus: "captured",
    orderType: "replacing",
    totalHalalas: 34_800,
    totalText: "348.00",
    stale: null,
    ...change,
  };
  await page.user.click(await rowOf(fixture.row.orderNumber ?? ""));
  const group = await screen.findByLabelText(/What can be done with the money|ما يمكن عمله/);
  const press = async (name: string) => {
    await page.user.click(within(group).getByText(name));
  };
  const asked = () =>
    page.desk.calls
      .filter(({ command }) => command === "ask_money")
      .map(({ args }) => args["request"] as MoneyRequest);
  return { ...page, group, press, asked, uuid: fixture.row.uuid };
}

const dialog = () => screen.findByRole("dialog");
const submitOf = (box: HTMLElement) =>
  box.querySelector<HTMLButtonElement>("button[type=submit]") as HTMLButtonElement;
const formOf = (box: HTMLElement) => box.querySelector("form") as HTMLFormElement;

// First: what React Aria announced in other tests stays in the document for seconds.
test.each(["en", "ar"] as const)("axe finds nothing serious in %s", async (language) => {
  const { press } = await openOrder({}, { settings: { language } });
  await press(language === "en" ? "Refund…" : "رد المبلغ…");
  await dialog();
  expect(await seriousFaults()).toEqual([]);
});

test.each([
  ["45.5", 4_550],
  ["٤٥٫٥٠", 4_550],
  ["۱۲۳", 12_300],
  ["1,250.00", 125_000],
  ["٠", 0],
  ["45.505", null],
  ["12,5", null],
  ["-4", null],
  ["forty", null],
  ["", null],
  ["99999999999999999", null],
])("%s riyals are %s halalas", (text, halalas) => {
  expect(readHalalas(text)).toBe(halalas);
});

describe("a refund", () => {
  test("gives all of it back by default, for a reason, and shows nothing as done", async () => {
    const { user, group, press, asked, uuid } = await openOrder();
    await press("Refund…");
    const box = await dialog();
    expect(box).toHaveTextContent("348.00");
    expect(box).toHaveTextContent(/returns the points/);
    expect(within(box).getByText(/A reason is missing/)).toBeVisible();
    expect(submitOf(box)).toBeDisabled();
    await user.click(within(box).getByText("Arrived damaged"));
    await user.click(submitOf(box));
    expect(await screen.findByText(/Asked to refund/)).toHaveTextContent("not answered yet");
    expect(asked()).toEqual([
      {
        // As it was drawn: what changes before it is on disk stops it.
        seen: { financial: "captured", shipping: "ready_shipping", totalHalalas: 34_800 },
        token: expect.stringMatching(/^[0-9a-f-]{36}$/),
        uuid,
        kind: "refund",
        amountHalalas: null,
        paymentMethod: null,
        reason: "Arrived damaged",
      },
    ]);
    expect(screen.queryByRole("dialog")).toBeNull();
    const money = within(group.closest("section") as HTMLElement);
    expect(money.getByText("Paid")).toBeVisible();
    expect(money.queryByText(/went back/)).toBeNull();
  });

  test("is one action, however often the button is pressed", async () => {
    const { user, press, asked, desk } = await openOrder();
    await press("Refund…");
    const box = await dialog();
    await user.click(within(box).getByText("Arrived damaged"));
    const form = formOf(box);
    fireEvent.submit(form);
    fireEvent.submit(form);
    fireEvent.submit(form);
    await screen.findByText(/Asked to refund/);
    expect(new Set(asked().map(({ token }) => token)).size).toBe(1);
    expect(desk.orders[0]?.row.pending?.open).toBe(1);
  });

  test("keeps its token when the desk could not write it down", async () => {
    let isFull = true;
    const { user, press, asked } = await openOrder(
      {},
      {
        answers: {
          ask_money: () => {
            if (isFull) {
              isFull = false;
              throw { code: "disk_full", details: {} };
            }
            return null;
          },
        },
      },
    );
    await press("Refund…");
    const box = await dialog();
    await user.click(within(box).getByText("Arrived damaged"));
    await user.click(submitOf(box));
    expect(await within(box).findByText("The disk is full.")).toBeVisible();
    await user.click(submitOf(box));
    await waitFor(() => expect(asked()).toHaveLength(2));
    expect(asked()[0]?.token).toBe(asked()[1]?.token);
  });

  test("of a part takes Arabic digits and never more than what is left", async () => {
    const { user, press, asked } = await openOrder({}, { money: { refundedBefore: 10_000 } });
    await press("Refund…");
    const box = await dialog();
    expect(within(box).getByText(/All that is left/)).toHaveTextContent("248.00");
    await user.click(within(box).getByText("Arrived damaged"));
    await user.click(within(box).getByText("A part of it"));
    const field = within(box).getByLabelText("Amount to give back");
    for (const [typed, words] of [
      ["248.01", /more than is left/],
      ["12.345", /at most two decimals/],
      ["0", /above zero/],
    ] as const) {
      fireEvent.change(field, { target: { value: typed } });
      expect(within(box).getByText(words)).toBeVisible();
      expect(submitOf(box)).toBeDisabled();
      fireEvent.submit(formOf(box));
    }
    expect(asked()).toEqual([]);
    fireEvent.change(field, { target: { value: "٤٥٫٥" } });
    await user.click(submitOf(box));
    await screen.findByText(/Asked to refund/);
    expect(asked()[0]).toMatchObject({ amountHalalas: 4_550 });
  });

  test("of what is left after an earlier one names the amount, not the whole order", async () => {
    const { user, press, asked } = await openOrder({}, { money: { refundedBefore: 10_000 } });
    await press("Refund…");
    const box = await dialog();
    await user.click(within(box).getByText("Arrived damaged"));
    await user.click(submitOf(box));
    await screen.findByText(/Asked to refund/);
    expect(asked()[0]).toMatchObject({ amountHalalas: 24_800 });
  });

  test("equal to an earlier one says so, and goes out all the same", async () => {
    const { user, press, asked } = await openOrder({}, { money: { refundedBefore: 10_000 } });
    await press("Refund…");
    const box = await dialog();
    await user.click(within(box).getByText("A part of it"));
    expect(within(box).queryByText(/already/)).toBeNull();
    await user.type(within(box).getByLabelText("Amount to give back"), "100");
    expect(within(box).getByText(/asked for this order already/)).toHaveTextContent("100.00");
    await user.click(within(box).getByText("Arrived damaged"));
    await user.click(submitOf(box));
    await screen.findByText(/Asked to refund/);
    expect(asked()[0]).toMatchObject({ amountHalalas: 10_000 });
  });

  test("takes own words of at most 480 characters", async () => {
    const { user, press, asked } = await openOrder();
    await press("Refund…");
    const box = await dialog();
    await user.click(within(box).getByText("Another reason"));
    const field = within(box).getByLabelText("Reason in your words");
    fireEvent.change(field, { target: { value: "  " } });
    expect(submitOf(box)).toBeDisabled();
    fireEvent.change(field, { target: { value: "x".repeat(481) } });
    expect(within(box).getByText("1 character too long")).toBeVisible();
    expect(submitOf(box)).toBeDisabled();
    fireEvent.change(field, { target: { value: " العبوة مكسورة " } });
    await user.click(submitOf(box));
    await screen.findByText(/Asked to refund/);
    expect(asked()[0]).toMatchObject({ reason: "العبوة مكسورة" });
  });
});

describe("a large amount", () => {
  test("is typed once more, in any digits, before it moves", async () => {
    const { user, press, asked } = await openOrder({}, { settings: { typeAmountFrom: 34_800 } });
    await press("Refund…");
    const box = await dialog();
    await user.click(within(box).getByText("Arrived damaged"));
    const field = within(box).getByLabelText("Type the amount again");
    expect(submitOf(box)).toBeDisabled();
    await user.type(field, "384{Enter}");
    expect(within(box).getByText(/not the amount above/)).toBeVisible();
    expect(asked()).toEqual([]);
    fireEvent.change(field, { target: { value: "٣٤٨" } });
    await user.type(field, "{Enter}");
    await screen.findByText(/Asked to refund/);
    expect(asked()).toHaveLength(1);
  });

  test("has to be named where something went back and nobody knows what is left", async () => {
    const { user, press, asked } = await openOrder(
      {},
      { money: { isLeftUnknown: true }, settings: { typeAmountFrom: 34_800 } },
    );
    await press("Refund…");
    const box = await dialog();
    expect(within(box).queryByRole("radio", { name: /^All/ })).toBeNull();
    expect(within(box).getByText(/How much is left is not known/)).toBeVisible();
    await user.click(within(box).getByText("Arrived damaged"));
    expect(submitOf(box)).toBeDisabled();
    fireEvent.submit(formOf(box));
    expect(asked()).toEqual([]);
    fireEvent.change(within(box).getByLabelText("Amount to give back"), {
      target: { value: "348" },
    });
    expect(submitOf(box)).toBeDisabled();
    fireEvent.change(within(box).getByLabelText("Type the amount again"), {
      target: { value: "348" },
    });
    await user.click(submitOf(box));
    await screen.findByText(/Asked to refund/);
    expect(asked()[0]).toMatchObject({ amountHalalas: 34_800 });
  });

  test("is not asked for twice below the limit, nor where there is none", async () => {
    const { press } = await openOrder({}, { settings: { typeAmountFrom: null } });
    await press("Refund…");
    expect(within(await dialog()).queryByLabelText("Type the amount again")).toBeNull();
  });
});

describe("the other questions", () => {
  test("let the way of payment be named, or not", async () => {
    const { user, press, asked } = await openOrder({ financialStatus: "authorized" });
    await press("Mark paid…");
    const box = await dialog();
    expect(within(box).getAllByRole("radio")).toHaveLength(11);
    await user.click(within(box).getByText("Tamara"));
    await user.click(submitOf(box));
    await screen.findByText(/Asked to mark/);
    expect(asked()[0]).toMatchObject({ kind: "complete", paymentMethod: "10", reason: null });
  });

  test("are left by Escape, and nothing is asked", async () => {
    const { user, press, asked } = await openOrder({ financialStatus: "authorized" });
    await press("Take money…");
    await dialog();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked()).toEqual([]);
  });

  test("take the money by Enter, with the focus on the button", async () => {
    const { user, press, asked } = await openOrder({ financialStatus: "authorized" });
    await press("Take money…");
    const box = await dialog();
    await waitFor(() => expect(submitOf(box)).toHaveFocus());
    await user.keyboard("{Enter}");
    await waitFor(() => expect(asked()).toHaveLength(1));
    expect(asked()[0]).toMatchObject({ kind: "capture", reason: null });
  });

  test("need a reason before an order is cancelled", async () => {
    const { user, press, asked } = await openOrder({ financialStatus: "authorized" });
    await press("Cancel order…");
    const box = await dialog();
    fireEvent.submit(formOf(box));
    expect(asked()).toEqual([]);
    await user.click(within(box).getByText("Out of stock"));
    await user.click(submitOf(box));
    await waitFor(() => expect(asked()[0]).toMatchObject({ reason: "Out of stock" }));
  });

  test("stop when the order changes under them", async () => {
    const { user, press, desk, asked } = await openOrder();
    await press("Refund…");
    const box = await dialog();
    await user.click(within(box).getByText("Arrived damaged"));
    const fixture = desk.orders[0];
    if (fixture !== undefined) {
      fixture.row = { ...fixture.row, financialStatus: "fully_refunded" };
    }
    await desk.changed("orders");
    expect(await within(box).findByText(/changed meanwhile/)).toBeVisible();
    expect(submitOf(box)).toBeDisabled();
    fireEvent.submit(formOf(box));
    expect(asked()).toEqual([]);
  });
});

describe("what is not offered", () => {
  test("is reached by key, and says why it is not", async () => {
    const { group, user } = await openOrder();
    const button = within(group).getByText("Take money…").closest("button") as HTMLElement;
    expect(button).not.toBeDisabled();
    expect(button).toHaveAccessibleDescription(/Not possible now. This is done already/);
    button.focus();
    await user.keyboard("{Enter}");
    expect(
      await screen.findByText("This is done already.", { selector: "p > span" }),
    ).toBeVisible();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("and what pages disagree about is marked, and said", async () => {
    const { group } = await openOrder();
    const button = within(group)
      .getByText(/Mark paid/)
      .closest("button") as HTMLElement;
    expect(button).toHaveAccessibleDescription(/Points decides/);
    const other = within(group).getByText("Refund…").closest("button") as HTMLElement;
    expect(other).not.toHaveAccessibleDescription();
  });
});

test("what went back and what is left stand with the money", async () => {
  const { group } = await openOrder({}, { money: { refundedBefore: 10_000 } });
  const words = group.parentElement as HTMLElement;
  expect(words).toHaveTextContent("100.00 went back, 248.00 is left.");
});

test("the question comes under the name of who is at the desk, asked once", async () => {
  const { user, press, asked } = await openOrder({}, { settings: { atDesk: null } });
  await press("Refund…");
  await user.type(await screen.findByLabelText("Your name"), "Noura{Enter}");
  expect(await screen.findByText("Arrived damaged")).toBeVisible();
  expect(asked()).toEqual([]);
});
