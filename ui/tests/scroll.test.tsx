import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { OrderRow, PageRequest } from "../src/bridge/types";
import { offsetShowing, rowsMoved } from "../src/features/orders/scroll";
import { openPage, rowOf } from "./page";
import { buildOrders } from "./preview/fixtures";

const template = buildOrders(1, Date.UTC(2026, 10, 23, 9))[0]?.row as OrderRow;

/** An order that is told from others by its place alone. */
function orderAt(place: number): OrderRow {
  const uuid = `00000000-0000-4000-8000-${place.toString().padStart(12, "0")}`;
  return { ...template, uuid, orderNumber: `P${place}`, presence: "known" };
}

/** A desk with a list of `count` orders, which exist only as they are asked for. */
const listOf = (count: () => number, orderOf: (place: number) => OrderRow = orderAt) => ({
  list_orders: ({ page }: Record<string, unknown>) => {
    const { after, offset, limit } = page as PageRequest;
    const start = after === null ? offset : Number(after);
    const end = Math.min(count(), start + limit);
    return {
      rows: Array.from({ length: Math.max(0, end - start) }, (_, step) => orderOf(start + step)),
      next: end < count() ? String(end) : null,
      total: { count: count(), atLeast: false },
    };
  },
});

const scroller = () => document.querySelector("[data-rows]") as HTMLElement;
const scrollBy = (to: number) =>
  act(() => {
    scroller().scrollTop = to;
    fireEvent.scroll(scroller());
  });
const onScreen = () =>
  within(scroller())
    .queryAllByRole("row")
    .map((row) => row.querySelector("[role=gridcell] bdi")?.textContent);

describe("a row is shown", () => {
  test("by scrolling no further than needed", () => {
    expect(offsetShowing(3, 36, 0, 360)).toBe(0);
    expect(offsetShowing(10, 36, 0, 360)).toBe(36);
    expect(offsetShowing(3, 36, 200, 360)).toBe(108);
  });

  test("at the end of a million, where the element is less high than the list", async () => {
    const { user } = await openPage({ answers: listOf(() => 1_000_000) });
    const first = await rowOf("P0");
    act(() => first.focus());
    await user.keyboard("{End}");
    expect(await rowOf("P999999")).toHaveFocus();
    expect(scroller().scrollTop).toBe(30_000_000 - 360);
    expect(onScreen()).toContain("P999990");
    await user.keyboard("{ArrowUp}{ArrowUp}");
    await waitFor(async () => expect(await rowOf("P999997")).toHaveFocus());
    expect(scroller().scrollTop).toBe(30_000_000 - 360);
    await user.keyboard("{Home}");
    await waitFor(async () => expect(await rowOf("P0")).toHaveFocus());
    expect(scroller().scrollTop).toBe(0);
  });
});

describe("what was in view has moved", () => {
  const sight = { first: 10, uuids: ["a", "b", undefined, "d"] };
  const indexIn = (places: Record<string, number>) => (uuid: string) => places[uuid] ?? -1;

  test("by as many rows as came in above", () => {
    expect(rowsMoved(sight, indexIn({ a: 12, b: 13, d: 15 }))).toBe(2);
    expect(rowsMoved(sight, indexIn({ a: 10, b: 11, d: 13 }))).toBe(0);
  });

  test("by nothing when one row went elsewhere, or none is there any more", () => {
    expect(rowsMoved(sight, indexIn({ a: 0, b: 11, d: 13 }))).toBe(0);
    expect(rowsMoved(sight, indexIn({}))).toBe(0);
  });
});

describe("new orders", () => {
  /** A list to whose top orders come. */
  async function openGrowing() {
    let more = 0;
    const count = () => 400 + more;
    // The newest is first; what was there keeps its number.
    const answers = listOf(count, (place) => orderAt(count() - 1 - place));
    const page = await openPage({ answers });
    const grow = async (by: number) => {
      more += by;
      await act(() => page.desk.changed("orders"));
      await screen.findByText(`${count()} orders`);
    };
    return { ...page, grow };
  }

  test("leave what is read under the reader's eyes", async () => {
    const { grow } = await openGrowing();
    await rowOf("P399");
    scrollBy(36 * 50);
    await rowOf("P349");
    await grow(3);
    expect(scroller().scrollTop).toBe(36 * 53);
  });

  test("come into sight where the list stands at its top", async () => {
    const { grow } = await openGrowing();
    await rowOf("P399");
    await grow(3);
    expect(scroller().scrollTop).toBe(0);
    await rowOf("P402");
  });

  test("do not fetch back a reader who scrolled away from the open order", async () => {
    const { user, grow } = await openGrowing();
    await user.click(await rowOf("P395"));
    await screen.findByRole("region", { name: "Order" });
    scrollBy(36 * 100);
    await rowOf("P299");
    await grow(2);
    expect(scroller().scrollTop).toBe(36 * 102);
  });

  test("do not slip under the focus: it stays on its order", async () => {
    const { grow } = await openGrowing();
    const row = await rowOf("P399");
    act(() => row.focus());
    await grow(1);
    await waitFor(async () => expect(await rowOf("P399")).toHaveFocus());
  });
});
