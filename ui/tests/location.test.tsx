import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { everyOrder, go, showEveryOrder, usePlace } from "../src/location";

/** Comes to an address as by the back button. */
function walkTo(hash: string) {
  window.history.replaceState(null, "", hash);
  act(() => void window.dispatchEvent(new PopStateEvent("popstate")));
}

describe("the place", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    walkTo("#/orders");
  });
  afterEach(() => {
    vi.runAllTimers();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  test("is there at once; the address follows once for many moves", () => {
    const { result } = renderHook(usePlace);
    const replace = vi.spyOn(window.history, "replaceState");
    for (let letter = 1; letter <= 300; letter += 1) {
      const search = "x".repeat(letter);
      act(() => go({ query: { ...result.current.query, search } }, "replace"));
      expect(result.current.query.search).toBe(search);
    }
    expect(replace).not.toHaveBeenCalled();
    vi.advanceTimersByTime(250);
    expect(replace).toHaveBeenCalledTimes(1);
    expect(window.location.hash).toContain("x".repeat(300));
  });

  test("holds where the web view refuses, and is written once it takes it again", () => {
    const { result } = renderHook(usePlace);
    const push = vi.spyOn(window.history, "pushState").mockImplementation(() => {
      throw new DOMException("too often", "SecurityError");
    });
    act(() => go({ order: "one" }));
    expect(push).toHaveBeenCalled();
    expect(result.current.order).toBe("one");
    expect(window.location.hash).toBe("#/orders");
    vi.advanceTimersByTime(10_000);
    expect(window.location.hash).toBe("#/orders?order=one");
  });

  test("keeps in the entry that is left what was reached in it", () => {
    const replace = vi.spyOn(window.history, "replaceState");
    go({ order: "one" }, "replace");
    go({ screen: "settings", order: null });
    expect(replace).toHaveBeenCalledWith(null, "", "#/orders?order=one");
    expect(window.location.hash).toBe("#/settings");
  });

  test("comes back by the history, and drops what was on its way to the address", () => {
    const { result } = renderHook(usePlace);
    act(() => go({ order: "one" }, "replace"));
    walkTo("#/review");
    vi.advanceTimersByTime(1_000);
    expect(result.current).toMatchObject({ screen: "review", order: null });
    expect(window.location.hash).toBe("#/review");
  });

  test("keeps the query as it is when an order is opened", () => {
    const { result } = renderHook(usePlace);
    const { query } = result.current;
    act(() => go({ order: "one" }));
    expect(result.current.query).toBe(query);
  });

  test("shows every order in the sort that was chosen", () => {
    const { result } = renderHook(usePlace);
    act(() =>
      go({ query: { ...everyOrder, search: "ab", financial: ["new"], sort: "total" } }, "replace"),
    );
    act(showEveryOrder);
    expect(result.current.query).toEqual({ ...everyOrder, sort: "total" });
  });
});
