import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";

import type { OrderQuery, PageRequest } from "../src/bridge/types";
import { everyOrder } from "../src/location";
import { newQueryClient, useCounts, useDesk, useLiveAnswers, useOrders } from "../src/queries";
import { openPage, rowOf } from "./page";
import { type DeskOptions, startDesk } from "./preview/desk";

/** What hooks answer on a desk in memory. */
function onDesk<Answer>(use: () => Answer, options: DeskOptions = {}) {
  const desk = startDesk({ count: 600, ...options });
  const client = newQueryClient();
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const pages = () =>
    desk.calls
      .filter(({ command }) => command === "list_orders")
      .map(({ args }) => args["page"] as PageRequest);
  return { desk, client, pages, ...renderHook(use, { wrapper }) };
}

/** Something that answers when the test says so. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("the pages of the list", () => {
  test("are the same object as long as the answers are the same", async () => {
    const { result, rerender } = onDesk(() => useOrders(everyOrder, 0, 250));
    await waitFor(() => expect(result.current.rowAt(150)).toBeDefined());
    const before = result.current;
    rerender();
    expect(result.current).toBe(before);
  });

  test("are asked for by offset while the page before is out of date itself", async () => {
    const { result, pages, desk } = onDesk(() => {
      useLiveAnswers();
      return useOrders(everyOrder, 0, 150);
    });
    await waitFor(() => expect(result.current.rowAt(150)).toBeDefined());
    const asked = pages().length;
    await act(() => desk.changed("orders"));
    await waitFor(() => expect(pages()).toHaveLength(asked + 2));
    expect(pages().slice(asked)).toEqual([
      { after: null, offset: 0, limit: 100, pinned: null },
      { after: null, offset: 100, limit: 100, pinned: null },
    ]);
  });
});

describe("what is out of date", () => {
  test("is asked for round by round: a slow answer arrives during a sync", async () => {
    const gates: ReturnType<typeof gate>[] = [];
    let answered = 0;
    const { desk } = onDesk(
      () => {
        useLiveAnswers();
        return [useDesk(), useCounts()];
      },
      {
        answers: {
          count_statuses: async () => {
            const slow = gate();
            gates.push(slow);
            await slow.opened;
            answered += 1;
            return { total: answered };
          },
        },
      },
    );
    // Once before the store is known, once for the store.
    await waitFor(() => expect(gates).toHaveLength(2));
    await act(async () => {
      for (const slow of gates) {
        slow.open();
      }
    });
    const begun = gates.length;
    vi.useFakeTimers();
    for (let change = 0; change < 10; change += 1) {
      await act(() => desk.changed("orders"));
      await act(() => vi.advanceTimersByTimeAsync(200));
    }
    // One round waits for its answer; the changes since then wait for the next one.
    expect(gates).toHaveLength(begun + 1);
    gates.at(-1)?.open();
    await act(() => vi.advanceTimersByTimeAsync(200));
    expect(gates).toHaveLength(begun + 2);
  });

  test("by time alone is asked for each minute: offline nobody tells of it", async () => {
    vi.useFakeTimers();
    const { desk } = onDesk(() => [useCounts(), useOrders(everyOrder, 0, 0)]);
    await act(() => vi.advanceTimersByTimeAsync(100));
    const asked = (command: string) => desk.calls.filter((call) => call.command === command).length;
    const before = { counts: asked("count_statuses"), list: asked("list_orders") };
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(asked("count_statuses")).toBe(before.counts + 1);
    expect(asked("list_orders")).toBe(before.list + 1);
  });
});

describe("another store", () => {
  test("never shows the rows of the one before", async () => {
    const { desk, result, client } = onDesk(() => {
      useLiveAnswers();
      return { open: useDesk().data?.activeProfile, orders: useOrders(everyOrder, 0, 0) };
    });
    await waitFor(() => expect(result.current.orders.rowAt(0)).toBeDefined());
    const [first, second] = desk.view.profiles;
    const rowsOf = (store: string | undefined) =>
      client.getQueryData(["orders", store, everyOrder satisfies OrderQuery, 0, null]);
    expect(rowsOf(first?.id)).toBeDefined();
    // The desk changed over; of the page nobody asked it to.
    desk.view.activeProfile = second?.id ?? null;
    const asked = desk.calls.length;
    await act(() => desk.changed("desk"));
    await waitFor(() => expect(result.current.open).toBe(second?.id));
    await waitFor(() => expect(rowsOf(second?.id)).toBeDefined());
    expect(rowsOf(first?.id)).toBeUndefined();
    expect(desk.calls.slice(asked).some(({ command }) => command === "list_orders")).toBe(true);
  });

  test("that cannot be opened says so, and the rows of the one before are gone", async () => {
    const { user, desk } = await openPage({
      answers: {
        open_profile: () => {
          // As the desk does it: the one before is closed by now.
          desk.view.activeProfile = "najd-coffee";
          desk.view.profileFailure = { code: "profile_in_use", details: {} };
          throw { code: "profile_in_use", details: {} };
        },
      },
    });
    await rowOf("10800");
    await user.click(screen.getByRole("button", { name: /Switch store/ }));
    await user.click(await screen.findByRole("menuitem", { name: /Najd Coffee/ }));
    await waitFor(() => expect(screen.queryByText("10800")).not.toBeInTheDocument());
    expect(
      (await screen.findAllByText(/Another program has this store open/)).length,
    ).toBeGreaterThan(0);
  });
});
