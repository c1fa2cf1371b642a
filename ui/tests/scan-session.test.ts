import { describe, expect, test } from "vitest";

import type { ScanOutcome, ScanView } from "../src/bridge/types";
import { commandOfCode } from "../src/features/packing/scan/command-codes";
import { beginSession } from "../src/features/packing/scan/running";
import {
  newSession,
  notTaken,
  type Session,
  type SessionEvent,
  sessionAfter,
} from "../src/features/packing/scan/session";
import { sumOf, verdictOf } from "../src/features/packing/scan/verdict";

const view = (code: string, outcome: ScanOutcome): ScanView => ({
  code,
  outcome,
  order: outcome === "unknown" ? null : { uuid: `uuid-${code}`, orderNumber: code },
  from: "new",
  actionId: outcome === "done" ? 7 : null,
  since: null,
  by: null,
  hindrance: null,
  matches: [],
});
const scanned = (code: string, at = 0): SessionEvent => ({
  kind: "scanned",
  code,
  at,
  isCovered: false,
  isChoosing: false,
});
const going = (...events: SessionEvent[]): Session =>
  events.reduce(
    sessionAfter,
    sessionAfter(newSession, { kind: "chose", target: "ready_shipping" }),
  );

describe("a command barcode", () => {
  test.each([
    ["PD-UNDO", { kind: "undo" }],
    ["pd-finish", { kind: "finish" }],
    ["PD-TO-READY_SHIPPING", { kind: "to", target: "ready_shipping" }],
    ["PD-TO-delivered", { kind: "to", target: "delivered" }],
    ["PD-TO-nowhere", null],
    ["10482", null],
  ])("%s", (code, command) => {
    expect(commandOfCode(code)).toEqual(command);
  });
});

describe("a session", () => {
  test("keeps scans in their order until each is answered", () => {
    const session = going(scanned("1"), scanned("2"));
    expect(session.wishes.map((wish) => wish.kind === "scan" && wish.code)).toEqual(["1", "2"]);
    const next = sessionAfter(session, { kind: "answered", view: view("1", "done") });
    expect(next.entries.map(({ standing }) => standing)).toEqual(["done", "waiting"]);
    expect(verdictOf(next).kind).toBe("done");
  });

  test.each(["unknown", "may_not", "several"] as const)(
    "stands still after %s until it is released, and then nothing is selected",
    (outcome) => {
      const blocked = going(scanned("1"), scanned("2"), {
        kind: "answered",
        view: view("1", outcome),
      });
      expect(blocked.block).toEqual({ kind: outcome, entry: 0 });
      const more = sessionAfter(blocked, scanned("3"));
      expect(more.entries.at(-1)?.standing).toBe("not_taken");
      expect(more.wishes).toHaveLength(1);
      expect(more.sound?.count).toBe((blocked.sound?.count ?? 0) + 1);
      const free = sessionAfter(more, { kind: "released", order: null });
      expect(free).toMatchObject({ block: null, shown: null });
      expect(free.wishes).toMatchObject([{ kind: "scan", code: "2" }]);
      expect(notTaken(free).map(({ code }) => code)).toEqual(["1", "2", "3"]);
    },
  );

  test("blocks where a scan could not be written down, too", () => {
    const failure = { code: "disk_full" as const, details: {} };
    const session = going(scanned("1"), { kind: "failed", failure });
    expect(verdictOf(session)).toMatchObject({ kind: "failed", failure });
    expect(session.sound?.name).toBe("stop");
  });

  test("sends a chosen one of several before what waits behind it", () => {
    const session = going(
      scanned("1"),
      scanned("2"),
      { kind: "answered", view: view("1", "several") },
      { kind: "released", order: { uuid: "u", orderNumber: "1" } },
    );
    expect(session.wishes).toMatchObject([
      { kind: "scan", entry: 0, code: "u" },
      { kind: "scan", entry: 1, code: "2" },
    ]);
  });

  test("takes nothing under what lies over it, nor while a status is chosen", () => {
    const covered = going({ ...scanned("1"), isCovered: true } as SessionEvent);
    expect(covered).toMatchObject({ wishes: [], block: null });
    expect(covered.sound?.name).toBe("stop");
    const choosing = going({ ...scanned("1"), isChoosing: true } as SessionEvent);
    expect(choosing).toMatchObject({ wishes: [], block: { kind: "no_target" } });
  });

  test("ends with what waited as not taken, and hears of what was on its way", () => {
    const ended = going(scanned("1", 1_000), scanned("2", 2_000), { kind: "ended", at: 61_000 });
    expect(notTaken(ended)).toHaveLength(2);
    const late = sessionAfter(ended, { kind: "answered", view: view("1", "done") });
    expect(notTaken(late).map(({ code }) => code)).toEqual(["2"]);
    expect(sumOf(late, 999_000)).toMatchObject({ done: 1, lasted: 60_000, perMinute: 1 });
  });
});

describe("a running session", () => {
  test("asks for 1,800 scans that come all at once, one at a time and in their order", async () => {
    let atOnce = 0;
    let most = 0;
    const codes: string[] = [];
    const running = beginSession({
      scan: async (code) => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await Promise.resolve();
        codes.push(code);
        atOnce -= 1;
        return view(code, "done");
      },
      undo: () => Promise.reject(new Error("nobody wants it back")),
      shipTo: () => Promise.resolve([]),
    });
    running.tell({ kind: "chose", target: "ready_shipping" });
    const wanted = Array.from({ length: 1_800 }, (_, place) => String(10_000 + place));
    for (const code of wanted) {
      running.tell(scanned(code));
    }
    while (running.now().wishes.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    expect(most).toBe(1);
    expect(codes).toEqual(wanted);
    expect(sumOf(running.now(), 0).done).toBe(1_800);
  });

  test("goes on with the next wish after one that failed, once it is released", async () => {
    let tries = 0;
    const running = beginSession({
      scan: (code) => {
        tries += 1;
        return tries === 1
          ? Promise.reject({ code: "disk_full", details: {} })
          : Promise.resolve(view(code, "done"));
      },
      undo: () => Promise.reject(new Error("nobody wants it back")),
      shipTo: () => Promise.resolve([]),
    });
    running.tell({ kind: "chose", target: "ready_shipping" });
    running.tell(scanned("1"));
    running.tell(scanned("2"));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(running.now().block?.kind).toBe("failed");
    expect(tries).toBe(1);
    running.tell({ kind: "released", order: null });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(running.now().entries.map(({ standing }) => standing)).toEqual(["failed", "done"]);
  });
});
