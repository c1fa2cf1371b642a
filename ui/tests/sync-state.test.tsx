import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";

import type { ErrorCode, SyncView } from "../src/bridge/types";
import { standing } from "../src/frame/standing";
import { openPage, rowOf } from "./page";

const header = () => within(screen.getByRole("banner"));
/** Answers are drawn a moment after they came. */
const drawn = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 30)));
const failed = (code: ErrorCode) => ({ code, details: {} });

afterEach(() => {
  vi.useRealTimers();
});

describe("sync stands", () => {
  const sync = (change: Partial<SyncView>): SyncView => ({
    phase: "idle",
    due: 0,
    done: 0,
    total: 0,
    changed: 0,
    failed: 0,
    missing: 0,
    failures: [],
    lastReadAt: null,
    resumesAt: null,
    problem: null,
    ...change,
  });

  test.each(["offline", "connection_refused", "timed_out", "interrupted", "tls"] as const)(
    "offline for %s alone",
    (code) => expect(standing(sync({ phase: "waiting", problem: failed(code) }))).toBe("offline"),
  );

  test.each(["disk_full", "points_down", "forbidden", "unreadable_answer"] as const)(
    "waiting, and not offline, for %s",
    (code) => expect(standing(sync({ phase: "waiting", problem: failed(code) }))).toBe("waiting"),
  );

  test("as before while it tries again", () => {
    expect(standing(sync({ phase: "running", problem: failed("offline") }))).toBe("offline");
    expect(standing(sync({ phase: "running" }))).toBe("running");
  });
});

describe("the header", () => {
  test("says what holds reading up, in the banner too, through every new try", async () => {
    const problem = failed("disk_full");
    const { desk } = await openPage({ sync: { phase: "waiting", problem } });
    const stands = () => {
      expect(header().getByText("Waiting")).toBeInTheDocument();
      expect(screen.queryByText("Offline")).not.toBeInTheDocument();
      expect(screen.getByText(/^The disk is full\./)).toBeInTheDocument();
    };
    await screen.findByText(/^The disk is full\./);
    stands();
    await act(() => desk.told({ phase: "running", done: 0, total: 1 }));
    await drawn();
    stands();
    await act(() => desk.told({ phase: "idle", problem: null }));
    await waitFor(() => expect(screen.queryByText(/^The disk is full\./)).not.toBeInTheDocument());
  });

  test("does not move for a single read, and shows it once it takes long", async () => {
    const { desk } = await openPage();
    await rowOf("10800");
    vi.useFakeTimers({ shouldAdvanceTime: false });
    await act(() => desk.told({ phase: "running", done: 0, total: 1 }));
    await act(() => vi.advanceTimersByTimeAsync(100));
    expect(header().queryByRole("progressbar")).not.toBeInTheDocument();
    expect(header().getByRole("button", { name: "Read what is due now" })).toBeInTheDocument();
    expect(header().getByRole("status")).toBeEmptyDOMElement();
    await act(() => vi.advanceTimersByTimeAsync(800));
    expect(header().getByRole("progressbar")).toBeInTheDocument();
    expect(header().getByRole("status")).toBeEmptyDOMElement();
  });

  test("shows a longer run at once, and speaks when it is paused", async () => {
    const { desk, user } = await openPage();
    await rowOf("10800");
    await act(() => desk.told({ phase: "running", done: 2, total: 10 }));
    expect(await header().findByRole("progressbar")).toHaveAttribute("aria-valuenow", "2");
    await user.click(header().getByRole("button", { name: "Pause reading" }));
    await waitFor(() =>
      expect(header().getByRole("status")).toHaveTextContent("Reading is paused"),
    );
  });
});
