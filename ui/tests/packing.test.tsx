import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { OrderRow, PendingAction } from "../src/bridge/types";
import { openPage, rowOf, seriousFaults, wait } from "./page";
import type { DeskOptions, PreviewDesk } from "./preview/desk";
import { anyAction } from "./preview/evidence";

// Whole pages on busy machines.
configure({ asyncUtilTimeout: 10_000 });

const asked = (desk: PreviewDesk, command: string) =>
  desk.calls.filter((call) => call.command === command);
/** The orders that were asked to go somewhere, by number, and where to. */
const shipped = (desk: PreviewDesk) =>
  asked(desk, "ship").map(({ args }) => {
    const { uuids, target } = args["request"] as { uuids: string[]; target: string };
    const row = desk.orders.find(({ row: { uuid } }) => uuid === uuids[0])?.row;
    return [row?.orderNumber, target];
  });
/** What waits to be packed, the oldest first. */
const toPack = (desk: PreviewDesk) =>
  desk.orders
    .map(({ row }) => row)
    .filter(
      (row) =>
        ["approved", "captured", "partially_refunded"].includes(row.financialStatus ?? "") &&
        row.orderType === "replacing" &&
        row.shipping.word === "new",
    )
    .map(({ orderNumber }) => orderNumber ?? "")
    .reverse();

async function openPacking(options: DeskOptions = {}) {
  const page = await openPage({ packing: { hold: 600_000 }, ...options }, "#/packing");
  const numbers = toPack(page.desk);
  const [first = ""] = numbers;
  return { ...page, numbers, first: await rowOf(first) };
}

const advance = "[BracketRight]";

describe("the packing table", () => {
  test("shows the shop's path with its counts, and what waits, the oldest first", async () => {
    const { numbers } = await openPacking();
    const tab = screen.getByRole("button", { name: /^To pack/ });
    await waitFor(() => expect(tab).toHaveTextContent(String(numbers.length)));
    const rows = within(screen.getByRole("grid", { name: "To pack" })).getAllByRole("row");
    const shown = rows.map((row) => row.querySelector("bdi")?.textContent);
    expect(shown).toEqual(numbers.slice(0, shown.length));
    expect(screen.queryByRole("button", { name: /^Licence/ })).not.toBeInTheDocument();
    expect(await seriousFaults()).toEqual([]);
  });

  test("has the licence step where the shop has it", async () => {
    await openPacking({ settings: { licenceStep: true } });
    expect(screen.getByRole("button", { name: /^Licence/ })).toBeInTheDocument();
  });

  test("is led through by digits, and kept in the address", async () => {
    const { user } = await openPacking();
    await user.keyboard("2");
    expect(await screen.findByRole("grid", { name: "Packed" })).toBeInTheDocument();
    await waitFor(() => expect(window.location.hash).toContain("stage=packed"));
  });

  test("hides money until the PIN brings it back, and again once the screen was left", async () => {
    const { user, desk } = await openPacking({ packing: { pin: "4711" } });
    const grid = screen.getByRole("grid", { name: "To pack" });
    expect(within(grid).queryByText("Saudi riyals")).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show money" }));
    const dialog = await screen.findByRole("dialog", { name: "Show money on this screen" });
    expect(dialog).toHaveTextContent(/a curtain and no lock/);
    await user.type(within(dialog).getByLabelText("PIN"), "1234{Enter}");
    expect(await within(dialog).findByText("That is not the PIN.")).toBeInTheDocument();
    expect(within(grid).queryByText("Saudi riyals")).not.toBeInTheDocument();
    await user.type(within(dialog).getByLabelText("PIN"), "4711{Enter}");
    await waitFor(() => expect(within(grid).getAllByText("Saudi riyals")[0]).toBeInTheDocument());
    expect(asked(desk, "check_packing_pin")).toHaveLength(2);
    await user.click(screen.getByRole("link", { name: /^Settings/ }));
    await screen.findByRole("heading", { name: "Stores" });
    await user.click(screen.getByRole("link", { name: /^Packing/ }));
    const again = await screen.findByRole("grid", { name: "To pack" });
    expect(within(again).queryByText("Saudi riyals")).not.toBeInTheDocument();
  });

  test("opens what goes into the parcel, without its money", async () => {
    const { user, desk, numbers, first } = await openPacking();
    await user.click(first);
    const order = await screen.findByRole("region", { name: "Order" });
    const items = desk.orders.find(({ row }) => row.orderNumber === numbers[0])?.items ?? [];
    for (const { name } of items) {
      expect((await within(order).findAllByText(name))[0]).toBeInTheDocument();
    }
    expect(within(order).queryByText("Saudi riyals")).not.toBeInTheDocument();
  });
});

describe("what Points refused", () => {
  /** So many orders whose last change was refused, and a log of refusals in pages of fifty. */
  async function openRefused(orders: number, refusals: number) {
    let listed: readonly string[] = [];
    const page = await openPage(
      {
        packing: {},
        answers: {
          list_activity: ({ after }) => {
            const start = Number(after ?? 0);
            const uuids = listed.length === 0 ? [] : Array.from({ length: refusals });
            return {
              actions: uuids.slice(start, start + 50).map((_, place) => ({
                ...anyAction,
                id: start + place,
                orderUuid: listed[(start + place) % listed.length],
              })),
              next: start + 50 < uuids.length ? String(start + 50) : null,
            };
          },
        },
      },
      "#/packing?stage=refused",
    );
    const some = page.desk.orders.slice(100, 100 + orders);
    for (const fixture of page.desk.orders) {
      const isRefused = some.includes(fixture);
      fixture.row = { ...fixture.row, pending: isRefused ? refused : null };
    }
    listed = some.map(({ row }) => row.uuid);
    await act(() => page.desk.changed("orders", "actions"));
    return page;
  }
  const refused: PendingAction = {
    id: 1,
    kind: "shipping",
    state: "refused",
    target: "ready_shipping",
    amountHalalas: null,
    heldUntil: null,
    open: 0,
    reason: null,
    message: null,
  };
  const tab = () => screen.getByRole("button", { name: /^Refused by Points/ });

  test("is counted beyond the first page of refusals", async () => {
    await openRefused(120, 120);
    await waitFor(() => expect(tab()).toHaveTextContent(/120$/));
  });

  test("is counted as at least so many where the refusals go back further than anybody looks", async () => {
    const { desk } = await openRefused(60, 2_000);
    await waitFor(() => expect(tab()).toHaveTextContent(/60\+$/));
    const places = asked(desk, "list_activity").map(({ args }) => Number(args["after"] ?? 0));
    expect(Math.max(...places)).toBe(450);
  });
});

describe("the key ]", () => {
  test("first shows which row is meant, then advances it and moves on to the next", async () => {
    const { user, desk, numbers, first } = await openPacking();
    await user.keyboard(advance);
    expect(first).toHaveFocus();
    expect(shipped(desk)).toEqual([]);
    await user.keyboard(advance);
    await waitFor(() => expect(shipped(desk)).toEqual([[numbers[0], "ready_shipping"]]));
    expect(await rowOf(numbers[1] ?? "")).toHaveFocus();
    await user.keyboard(advance);
    await waitFor(() =>
      expect(shipped(desk).map(([number]) => number)).toEqual(numbers.slice(0, 2)),
    );
    // Held back, it stands where it stood, dashed.
    expect(first.querySelector(".pending")).toHaveTextContent("Packed");
  });

  test("does nothing while it is held", async () => {
    const { desk, first } = await openPacking();
    fireEvent.click(first);
    act(() => first.focus());
    for (let press = 0; press < 5; press += 1) {
      fireEvent.keyDown(first, { code: "BracketRight", repeat: true });
    }
    await wait(80);
    expect(shipped(desk)).toEqual([]);
  });

  test("never ships an order that slid under the cursor unseen", async () => {
    const { user, desk, numbers, first } = await openPacking();
    await user.keyboard(advance);
    expect(first).toHaveFocus();
    // Somebody else packs the order just before the key is pressed.
    const fixture = desk.orders.find(({ row }) => row.orderNumber === numbers[0]);
    if (fixture === undefined) {
      throw new Error("nothing waits");
    }
    const { shipping } = fixture.row;
    fixture.row = { ...fixture.row, shipping: { ...shipping, word: "ready_shipping" } };
    await act(() => desk.changed("orders"));
    await waitFor(() =>
      expect(screen.queryByText(numbers[0] ?? "", { selector: "bdi" })).not.toBeInTheDocument(),
    );
    await user.keyboard(advance);
    expect(shipped(desk)).toEqual([]);
    expect(screen.getByText(/Another order is here now/)).toBeInTheDocument();
    await user.keyboard(advance);
    await waitFor(() => expect(shipped(desk)).toEqual([[numbers[1], "ready_shipping"]]));
  });

  test("does not send on a parcel whose order was called off", async () => {
    const { user, desk } = await openPage(
      { packing: { hasProblems: true } },
      "#/packing?stage=in_vain",
    );
    await screen.findByRole("grid", { name: "Cancelled or refunded, but moving" });
    await waitFor(() => expect(document.querySelector("[role=row] bdi")).not.toBeNull());
    await user.keyboard(advance);
    await user.keyboard(advance);
    expect(shipped(desk)).toEqual([]);
    expect(screen.getByText(/was cancelled or refunded/)).toBeInTheDocument();
  });
});

/** Opens the packed orders, the first of which is as somebody left it. */
async function openPacked(first: Partial<OrderRow>) {
  const page = await openPage({ packing: { hold: 600_000 } }, "#/packing?stage=packed");
  await screen.findByRole("grid", { name: "Packed" });
  await waitFor(() => expect(document.querySelector("[role=row] bdi")).not.toBeNull());
  const numbers = [...document.querySelectorAll("[role=row]")].map(
    (row) => row.querySelector("bdi")?.textContent ?? "",
  );
  const fixture = page.desk.orders.find(({ row }) => row.orderNumber === numbers[0]);
  if (fixture === undefined) {
    throw new Error("nothing is packed");
  }
  fixture.row = { ...fixture.row, ...first };
  await act(() => page.desk.changed("orders"));
  return { ...page, numbers };
}

async function showMoney(user: Awaited<ReturnType<typeof openPage>>["user"]) {
  await user.click(screen.getByRole("button", { name: "Show money" }));
  await user.click(
    within(await screen.findByRole("dialog")).getByRole("button", { name: "Show money" }),
  );
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
}

describe("a parcel that a scan refuses", () => {
  const cases = [
    ["nobody has paid for it", { financialStatus: "new" }, /Do not send the parcel/],
    ["it only earns points", { orderType: "earning" }, /there is no parcel to it/],
  ] as const;

  test.each(cases)("is not sent on by ]: %s", async (_why, first, words) => {
    const { user, desk } = await openPacked(first);
    await user.keyboard(advance);
    await user.keyboard(advance);
    expect(screen.getByText(words)).toBeInTheDocument();
    expect(shipped(desk)).toEqual([]);
  });

  test.each([
    ...cases,
    ["its money went back", { financialStatus: "auto_refunded" }, /Do not send the parcel/],
    ["it was called off", { financialStatus: "cancelled" }, /cancelled or ref/],
  ] as const)(
    "nor by ] or the button where the whole order lies open beside: %s",
    async (_why, first, words) => {
      const { user, desk, numbers } = await openPacked({});
      await showMoney(user);
      await user.click(await rowOf(numbers[0] ?? ""));
      const order = await screen.findByRole("region", { name: "Order" });
      const step = await within(order).findByRole("button", { name: /On the way/ });
      const fixture = desk.orders.find(({ row }) => row.orderNumber === numbers[0]);
      if (fixture !== undefined) {
        fixture.row = { ...fixture.row, ...first };
      }
      await act(() => desk.changed("orders"));
      await waitFor(() => expect(step).not.toBeInTheDocument());
      expect(within(order).getByText(words)).toBeInTheDocument();
      await user.keyboard(advance);
      expect(shipped(desk)).toEqual([]);
    },
  );
});

describe("with a parcel open beside", () => {
  const parcel = (number: string) => screen.findByRole("heading", { name: `Order ${number}` });

  test("the arrows walk through the parcels, and ] sends the one that lies open", async () => {
    const { user, desk, numbers, first } = await openPacking();
    await user.click(first);
    await parcel(numbers[0] ?? "");
    act(() => first.focus());
    await user.keyboard("{ArrowDown}");
    await parcel(numbers[1] ?? "");
    await user.keyboard(advance);
    await waitFor(() => expect(shipped(desk)).toEqual([[numbers[1], "ready_shipping"]]));
    await parcel(numbers[2] ?? "");
    await user.keyboard("{End}{Home}");
    await parcel(numbers[0] ?? "");
  });

  test("] goes on to the next one with its money shown too, and so does the button", async () => {
    const { user, desk, numbers, first } = await openPacking();
    await showMoney(user);
    await user.click(first);
    await parcel(numbers[0] ?? "");
    await user.keyboard(advance);
    await waitFor(() => expect(shipped(desk)).toEqual([[numbers[0], "ready_shipping"]]));
    await parcel(numbers[1] ?? "");
    const order = screen.getByRole("region", { name: "Order" });
    await user.click(await within(order).findByRole("button", { name: /Packed/ }));
    await waitFor(() => expect(shipped(desk).at(-1)).toEqual([numbers[1], "ready_shipping"]));
    await parcel(numbers[2] ?? "");
  });

  test("] never takes the next one for it when somebody else sent it on just now", async () => {
    const { user, desk, numbers, first } = await openPacking();
    await user.click(first);
    await parcel(numbers[0] ?? "");
    const fixture = desk.orders.find(({ row }) => row.orderNumber === numbers[0]);
    if (fixture === undefined) {
      throw new Error("nothing waits");
    }
    const { shipping } = fixture.row;
    fixture.row = { ...fixture.row, shipping: { ...shipping, word: "ready_shipping" } };
    await act(() => desk.changed("orders"));
    await waitFor(() => expect(first).not.toHaveTextContent(numbers[0] ?? ""));
    await user.keyboard(advance);
    expect(shipped(desk)).toEqual([]);
    expect(screen.getByText(/Another order is here now/)).toBeInTheDocument();
    await parcel(numbers[1] ?? "");
    await user.keyboard(advance);
    await waitFor(() => expect(shipped(desk)).toEqual([[numbers[1], "ready_shipping"]]));
  });
});

test("where the open parcel was the last one and left, ] first says so, then means it as it stands", async () => {
  const { user, desk, numbers, first } = await openPacking();
  const pack = (fixture: PreviewDesk["orders"][number]) => {
    const { shipping } = fixture.row;
    const packed = { word: "ready_shipping", next: "delivery_is_in_progress" };
    fixture.row = { ...fixture.row, shipping: { ...shipping, ...packed } };
  };
  const waiting = desk.orders.filter(({ row }) => numbers.includes(row.orderNumber ?? ""));
  for (const fixture of waiting.filter(({ row }) => row.orderNumber !== numbers[0])) {
    pack(fixture);
  }
  await act(() => desk.changed("orders"));
  await user.click(first);
  await screen.findByRole("region", { name: "Order" });
  for (const fixture of waiting.filter(({ row }) => row.orderNumber === numbers[0])) {
    pack(fixture);
  }
  await act(() => desk.changed("orders"));
  // Some of the demo's orders have a number that is not learnt.
  await screen.findByText("No order is known to be waiting");
  await user.keyboard(advance);
  expect(screen.getByText(/the open order has left this list/)).toBeInTheDocument();
  expect(shipped(desk)).toEqual([]);
  await user.keyboard(advance);
  await waitFor(() => expect(shipped(desk)).toEqual([[numbers[0], "delivery_is_in_progress"]]));
});

describe("the key D", () => {
  test("leads from a row that waits for a person to the decision", async () => {
    const { user } = await openPage(
      { packing: { hasProblems: true } },
      "#/packing?stage=undecided",
    );
    await screen.findByRole("grid", { name: "Waits for a decision" });
    await waitFor(() => expect(document.querySelector("[role=row] .pending")).not.toBeNull());
    await user.keyboard("d");
    expect(document.activeElement?.closest("[role=row]")).not.toBeNull();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await user.keyboard("d");
    expect(await screen.findByRole("dialog")).toHaveTextContent(/What was asked/);
  });
});

describe("the key Z", () => {
  test("inside the hold takes the last step back: nothing was sent", async () => {
    const { user, desk, numbers, first } = await openPacking();
    await user.keyboard(advance);
    await user.keyboard(advance);
    const strip = await screen.findByRole("region", { name: "The last step" });
    expect(strip).toHaveTextContent(`${numbers[0]}: Packed`);
    expect(strip).toHaveTextContent(/goes out in/);
    await user.keyboard("z");
    await screen.findByText(/nothing was sent/);
    await waitFor(() => expect(first.querySelector(".pending")).toBeNull());
    expect(screen.queryByRole("region", { name: "The last step" })).not.toBeInTheDocument();
    expect(shipped(desk)).toHaveLength(1);
  });

  test("after the hold offers the status before as a new one, and says so", async () => {
    const { user, desk, numbers } = await openPacking({ packing: { hold: 0, confirming: null } });
    await user.keyboard(advance);
    await user.keyboard(advance);
    await screen.findByRole("region", { name: "The last step" });
    await wait(60);
    await user.keyboard("z");
    const dialog = await screen.findByRole("dialog", { name: "It was sent already" });
    expect(dialog).toHaveTextContent(/a new status of its own: the customer may see both/);
    expect(shipped(desk)).toHaveLength(1);
    await user.click(within(dialog).getByRole("button", { name: /Not started/ }));
    await waitFor(() => expect(shipped(desk).at(-1)).toEqual([numbers[0], "new"]));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  test("after many were asked for at once takes back those, and nothing older", async () => {
    const { user, desk, numbers } = await openPacking({
      bulk: { pace: null, failing: 0, lanes: 1 },
    });
    await user.keyboard(advance);
    await user.keyboard(advance);
    await waitFor(() => expect(shipped(desk)).toHaveLength(1));
    await user.keyboard("x{Shift>}{ArrowDown}{/Shift}");
    await user.keyboard(advance);
    const dialog = await screen.findByRole("dialog", { name: "Ship the selected orders" });
    await within(dialog).findByRole("button", { name: "Ship 2" });
    await user.keyboard("{Enter}");
    await screen.findByRole("dialog", { name: "Shipping many orders" });
    await user.keyboard("{Escape}");
    const strip = await screen.findByRole("region", { name: "The last step" });
    await waitFor(() =>
      expect(strip).toHaveTextContent("2 orders asked for at once1 not sent yet"),
    );
    await user.keyboard("z");
    expect(
      await screen.findByText(
        /1 order taken back; nothing was sent for it\. .*1.* had left already/,
      ),
    ).toBeInTheDocument();
    expect(asked(desk, "cancel_batch").map(({ args }) => args)).toEqual([{ id: 700 }]);
    expect(asked(desk, "undo_action")).toEqual([]);
    // What was asked before is the last thing again.
    await waitFor(() =>
      expect(screen.getByRole("region", { name: "The last step" })).toHaveTextContent(
        `${numbers[0]}: Packed`,
      ),
    );
  });

  test("says of what Points refused that nothing changed, and forgets it", async () => {
    const { user, desk } = await openPacking({
      packing: { hold: 0, confirming: 0, ending: "refused" },
    });
    await user.keyboard(advance);
    await user.keyboard(advance);
    const strip = await screen.findByRole("region", { name: "The last step" });
    await waitFor(() => expect(strip).toHaveTextContent("refused"));
    await user.keyboard("z");
    expect(await screen.findByText(/Points refused it; nothing changed/)).toBeInTheDocument();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(shipped(desk)).toHaveLength(1);
    await waitFor(() =>
      expect(screen.queryByRole("region", { name: "The last step" })).not.toBeInTheDocument(),
    );
  });

  test("says of what never left that nothing was sent, and leads to the decision", async () => {
    const { user } = await openPacking({ packing: { hold: 0, ending: "order_changed" } });
    await user.keyboard(advance);
    await user.keyboard(advance);
    const strip = await screen.findByRole("region", { name: "The last step" });
    await waitFor(() => expect(strip).toHaveTextContent("waits for you"));
    await user.keyboard("z");
    expect(
      await screen.findByText(/Nothing was sent, and it waits for your decision/),
    ).toBeInTheDocument();
    expect(await screen.findByRole("dialog", { name: "It was not sent" })).toBeInTheDocument();
  });
});

describe("paid orders whose number nobody knows the meaning of", () => {
  const unlearn = async (desk: PreviewDesk, numbers: readonly string[]) => {
    for (const fixture of desk.orders) {
      if (numbers.includes(fixture.row.orderNumber ?? "")) {
        const { shipping } = fixture.row;
        fixture.row = {
          ...fixture.row,
          shipping: { ...shipping, word: null, code: 9, next: null },
        };
      }
    }
    await act(() => desk.changed("orders"));
  };

  test("are told, counted and led to, and what is empty is not called done", async () => {
    const { user, desk, numbers } = await openPacking();
    await unlearn(desk, numbers);
    expect(await screen.findByText(/paid orders show numbers that are not known/)).toBeVisible();
    expect(await screen.findByText("No order is known to be waiting")).toBeVisible();
    expect(screen.queryByText("Nothing is left to pack")).toBeNull();
    expect(await seriousFaults()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Show them" }));
    await rowOf(numbers.at(-1) ?? "");
    expect(screen.getByRole("button", { name: /Shipping: Code 9/ })).toBeInTheDocument();
  });

  test("are no matter of the other lists", async () => {
    const { user, desk, numbers } = await openPacking();
    await unlearn(desk, numbers);
    await screen.findByText(/numbers that are not known/);
    await user.click(screen.getByRole("button", { name: /^Packed/ }));
    await waitFor(() => expect(screen.queryByText(/numbers that are not known/)).toBeNull());
  });
});
