import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { PurchaseRequest } from "../src/bridge/types";
import {
  type Draft,
  emptyDraft,
  faultsOf,
  isSound,
  type LineDraft,
  totalOf,
} from "../src/features/purchase/draft";
import { type OpenedPage, openPage, seriousFaults, wait } from "./page";
import type { DeskOptions } from "./preview/desk";

// Whole pages on busy machines.
configure({ asyncUtilTimeout: 10_000 });

/** Once the page listens to its keys, which is a moment after it is drawn. */
async function press(user: OpenedPage["user"], key: string) {
  await wait(100);
  await user.keyboard(key);
}

async function openPurchase(kind: "earning" | "checkout", options: DeskOptions = {}) {
  const page = await openPage(
    { count: 5, ...options, settings: { atDesk: "", ...options.settings } },
    "#/settings",
  );
  await press(page.user, kind === "earning" ? "g" : "l");
  const box = await screen.findByRole("dialog");
  const type = (label: string, value: string, place = 0) => {
    const field = within(box).getAllByLabelText(label, { selector: "input" })[place];
    fireEvent.change(field as HTMLElement, { target: { value } });
  };
  const submit = () => fireEvent.submit(box.querySelector("form") as HTMLFormElement);
  const asked = () =>
    page.desk.calls
      .filter(({ command }) => command === "make_purchase")
      .map(({ args }) => args["request"] as PurchaseRequest);
  return { ...page, box, type, submit, asked };
}

/** The row of a purchase in the log, which is drawn anew as it changes. */
async function loggedRow(number: string) {
  const row = () => {
    const name = screen.getByText(number, { selector: "[role=gridcell] bdi" });
    return name.closest<HTMLElement>("[role=row]") as HTMLElement;
  };
  await waitFor(row);
  return row;
}

type Opened = Awaited<ReturnType<typeof openPurchase>>;

/** A purchase of two jars and a box, with everything that is needed. */
async function fill({ type, box, desk }: Opened) {
  type("Order number", "#20077");
  type("Mobile number", "٠٥١٢٣٤٥٦٧٨");
  type("Product", "عسل سدر");
  type("Quantity", "٢");
  type("Price each", "١٢٠٫٥٠");
  await waitFor(() =>
    expect(within(box).getByText(/Read as/)).toHaveTextContent("+966 51 234 5678"),
  );
  return desk;
}

// First: what React Aria announced in other tests stays in the document for seconds.
test("axe finds nothing serious in the form", async () => {
  await openPurchase("earning", { settings: { language: "ar" } });
  expect(await seriousFaults()).toEqual([]);
});

describe("what is paid in all", () => {
  const line = (some: Partial<LineDraft>): LineDraft => ({
    id: 0,
    name: "Honey",
    quantity: "1",
    price: "10",
    ...some,
  });
  const draft = (some: Partial<Draft>): Draft => ({ ...emptyDraft, ...some });
  test.each([
    [
      "lines, shipping and discount",
      { lines: [line({ quantity: "3" })], shipping: "25", discount: "5.50" },
      4_950,
    ],
    ["what is typed where no line tells it", { total: "٣٤٨" }, 34_800],
    ["nothing as long as a price is no amount", { lines: [line({ price: "ten" })] }, null],
    ["nothing as long as shipping is no amount", { lines: [line({})], shipping: "x" }, null],
    ["the lines, whatever was typed before", { lines: [line({})], total: "999" }, 1_000],
  ] as const)("is %s", (_what, some, halalas) => {
    expect(totalOf(draft(some))).toBe(halalas);
  });

  test("has to be above zero", () => {
    const faults = faultsOf("checkout", draft({ lines: [line({})], discount: "10" }), null);
    expect(faults.total).toBe("notPositive");
    expect(isSound(faults)).toBe(false);
  });

  test("needs a line and a phone for points, and neither for a link", () => {
    const asked = draft({ orderNumber: "1", total: "10" });
    expect(isSound(faultsOf("checkout", asked, null))).toBe(true);
    const faults = faultsOf("earning", asked, null);
    expect(faults.phone).toBe("missing");
    expect(faults.lines.get(0)).toMatchObject({ name: "missing", price: "missing" });
  });
});

describe("points for a purchase", () => {
  test("are asked for with what was typed, in any digits, and VAT within", async () => {
    const page = await openPurchase("earning");
    await fill(page);
    page.type("Shipping", "25");
    expect(page.box).toHaveTextContent("266.00");
    expect(page.box).toHaveTextContent("of which VAT 34.70");
    page.submit();
    expect(await within(page.box).findByText("The points are given")).toBeVisible();
    expect(page.asked()).toEqual([
      {
        token: expect.stringMatching(/^[0-9a-f-]{36}$/),
        kind: "earning",
        orderNumber: "20077",
        phone: "٠٥١٢٣٤٥٦٧٨",
        customerName: null,
        lines: [{ name: "عسل سدر", priceHalalas: 12_050, quantity: 2 }],
        totalHalalas: 26_600,
        shippingHalalas: 2_500,
        taxHalalas: 3_470,
        discountHalalas: null,
        city: null,
        addressLine: null,
      },
    ]);
  });

  test("say beside each field what is missing, once somebody tries, and go to the first", async () => {
    const { box, submit, asked } = await openPurchase("earning");
    expect(within(box).queryByText("An order number is needed.")).toBeNull();
    submit();
    expect(within(box).getByText("An order number is needed.")).toBeVisible();
    expect(within(box).getByText(/A mobile number is needed/)).toBeVisible();
    expect(within(box).getByText("Name the product.")).toBeVisible();
    expect(within(box).getByText("A price is needed.")).toBeVisible();
    await waitFor(() => expect(within(box).getByLabelText("Order number")).toHaveFocus());
    expect(asked()).toEqual([]);
  });

  test("never go to what is no mobile number", async () => {
    const page = await openPurchase("earning");
    await fill(page);
    page.type("Mobile number", "0112345678");
    expect(await within(page.box).findByText(/No Saudi mobile number/)).toBeVisible();
    page.submit();
    expect(page.asked()).toEqual([]);
  });

  test("are asked for once, however often the form is sent", async () => {
    const page = await openPurchase("earning");
    await fill(page);
    page.submit();
    page.submit();
    await within(page.box).findByText("The points are given");
    expect(new Set(page.asked().map(({ token }) => token)).size).toBe(1);
  });

  test("wait for the customer's account, and nothing is lost", async () => {
    const page = await openPurchase("earning", { money: { purchase: "pending activation" } });
    await fill(page);
    page.submit();
    expect(await within(page.box).findByText(/has to activate/)).toBeVisible();
    expect(page.box).toHaveTextContent("2,340 points are given once the account is active");
    expect(page.box).toHaveTextContent("nothing is to be entered again");
    expect(within(page.box).queryByText("The points are given")).toBeNull();
  });

  test("that wait for the customer's account are not called confirmed in the log", async () => {
    const page = await openPurchase("earning", { money: { purchase: "pending activation" } });
    await fill(page);
    page.submit();
    await within(page.box).findByText(/has to activate/);
    await page.user.keyboard("{Escape}");
    await page.user.click(screen.getByRole("link", { name: /^Log/ }));
    const row = await loggedRow("20077");
    expect(row()).toHaveTextContent("Customer has to activate");
    expect(row()).not.toHaveTextContent("Confirmed by Points");
    await page.user.click(row());
    expect(await screen.findByRole("dialog")).toHaveTextContent(
      "2,340 points are given once the account is active",
    );
  });

  test.each([
    ["waits", "Written down, not sent yet"],
    ["unclear", "Sent, and nobody knows yet what came of it"],
    ["refused", "Points refused it; nothing was made"],
  ] as const)("that %s are not shown as given", async (purchase, words) => {
    const page = await openPurchase("earning", { money: { purchase } });
    await fill(page);
    page.submit();
    expect(await within(page.box).findByText(words)).toBeVisible();
    expect(within(page.box).queryByText("The points are given")).toBeNull();
  });
});

describe("lines", () => {
  test("come and go by key, with the focus where work goes on", async () => {
    const { box, user } = await openPurchase("earning");
    const add = within(box).getByText("Add a line").closest("button") as HTMLElement;
    add.focus();
    await user.keyboard("{Enter}");
    const products = within(box).getAllByLabelText("Product", { selector: "input" });
    expect(products).toHaveLength(2);
    expect(products[1]).toHaveFocus();
    within(box).getByLabelText("Remove line 1").focus();
    await user.keyboard("{Enter}");
    expect(within(box).getAllByLabelText("Product", { selector: "input" })).toHaveLength(1);
    expect(add).toHaveFocus();
  });
});

describe("a payment link", () => {
  test("is there to copy, as a code, and to send in the customer's language", async () => {
    const { box, type, submit, user } = await openPurchase("checkout");
    type("Order number", "20078");
    type("Customer’s name", "نورة");
    type("Total", "348");
    submit();
    expect(await within(box).findByText(/^https:\/\/pay.papp.sa/)).toBeVisible();
    expect(
      within(box).getByRole("img", { name: "Code of the link for order 20078" }),
    ).toBeVisible();
    expect(
      within(box).getByText(/Dear نورة, you can pay order 20078, 348.00 riyals/),
    ).toBeVisible();
    await user.click(within(box).getByRole("radio", { name: "العربية" }));
    expect(within(box).getByText(/مرحبًا نورة/)).toHaveAttribute("dir", "rtl");
  });

  test("is found again in the log after its question was closed before it was made", async () => {
    const { box, type, submit, user, desk } = await openPurchase("checkout");
    type("Order number", "20078");
    type("Total", "348");
    submit();
    await within(box).findByText("Written down, not sent yet");
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("link", { name: /^Log/ }));
    const row = await loggedRow("20078");
    await act(() => desk.changed("actions"));
    await waitFor(() => expect(row()).toHaveTextContent("Confirmed by Points"));
    await user.click(row());
    const again = await screen.findByRole("dialog");
    expect(await within(again).findByText(/^https:\/\/pay.papp.sa/)).toBeVisible();
    expect(
      within(again).getByRole("img", { name: "Code of the link for order 20078" }),
    ).toBeVisible();
    expect(within(again).getByText(/You can pay order 20078, 348.00 riyals/)).toBeVisible();
    await user.keyboard("{Escape}");
    await user.click(within(row()).getByRole("button", { name: "Link…" }));
    expect(await screen.findByText(/^https:\/\/pay.papp.sa/)).toBeVisible();
  });

  test("needs the store's public key, and says where it is entered", async () => {
    const page = await openPage({ count: 5, settings: { atDesk: "" } }, "#/settings");
    page.desk.view.profiles.forEach((profile) => {
      profile.publicKey = null;
    });
    await page.desk.changed("desk");
    await waitFor(() =>
      expect(
        page.desk.calls.filter(({ command }) => command === "desk_view").length,
      ).toBeGreaterThan(1),
    );
    await press(page.user, "l");
    const box = await screen.findByRole("dialog");
    expect(await within(box).findByText(/connect it again, with both keys/)).toBeVisible();
    expect(box.querySelector("form")).toBeNull();
  });

  test("is found in the header's menu too", async () => {
    const page = await openPage({ count: 5, settings: { atDesk: "" } }, "#/settings");
    await page.user.click(screen.getByLabelText("More to add"));
    await page.user.click(await screen.findByText("Payment link…"));
    expect(await screen.findByText("Make a payment link", { selector: "h2" })).toBeVisible();
  });
});
