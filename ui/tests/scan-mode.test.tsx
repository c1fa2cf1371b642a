import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ScanView } from "../src/bridge/types";
import { openPage, scan, seriousFaults, wait } from "./page";
import type { DeskOptions, PreviewDesk } from "./preview/desk";

/** What a loudspeaker was asked to play: the wave of each note. */
let notes: OscillatorType[] = [];

class SilentContext {
  readonly currentTime = 0;
  readonly destination = {};
  close() {
    return Promise.resolve();
  }
  createGain() {
    const gain = {
      value: 0,
      setValueAtTime: () => undefined,
      linearRampToValueAtTime: () => undefined,
    };
    return { gain, connect: () => undefined };
  }
  createOscillator() {
    const oscillator = {
      type: "sine" as OscillatorType,
      frequency: { value: 0 },
      connect: () => undefined,
      start: () => notes.push(oscillator.type),
      stop: () => undefined,
    };
    return oscillator;
  }
}

beforeEach(() => {
  notes = [];
  vi.stubGlobal("AudioContext", SilentContext);
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, "AudioContext");
});

const toPacked = "PD-TO-ready_shipping";
const asked = (desk: PreviewDesk, command: string) =>
  desk.calls.filter((call) => call.command === command);
const scanned = (desk: PreviewDesk) =>
  asked(desk, "scan").map(({ args }) => [args["code"], args["target"]]);
/** The numbers of orders that a scan may pack. */
const mayBePacked = (desk: PreviewDesk) =>
  desk.orders
    .map(({ row }) => row)
    .filter(
      (row) =>
        row.financialStatus === "captured" &&
        row.orderType === "replacing" &&
        row.shipping.word !== "ready_shipping" &&
        row.pending === null &&
        row.presence === "known",
    )
    .map(({ orderNumber }) => orderNumber ?? "");
const part = (selector: string): HTMLElement => {
  // Looking for roles through a whole page takes jsdom seconds.
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) {
    throw new Error(`There is no ${selector}`);
  }
  return found;
};
const big = () => part("[role=application]");
const list = () => part("[role=application] aside");
const done = () => part("[role=application] header p bdi").textContent;
const isOpen = () => document.querySelector("[role=application]") !== null;

/** A desk that answers a scan only when it is told to. */
function slowDesk() {
  const waiting: (() => void)[] = [];
  const answer = () => act(async () => waiting.shift()?.());
  const scanOf = ({ code }: Record<string, unknown>) =>
    new Promise<ScanView>((resolve) => {
      const isKnown = !String(code).startsWith("NOSUCH");
      waiting.push(() =>
        resolve({
          code: String(code),
          outcome: isKnown ? "done" : "unknown",
          order: isKnown ? { uuid: String(code), orderNumber: String(code) } : null,
          from: "new",
          actionId: null,
          since: null,
          by: null,
          hindrance: null,
          matches: [],
        }),
      );
    });
  return { answer, options: { answers: { scan: scanOf } } satisfies DeskOptions };
}

async function openScanMode(options: DeskOptions = {}) {
  const page = await openPage({ packing: { hold: 600_000 }, ...options }, "#/packing");
  const button = await screen.findByRole("button", { name: /^Scan/ });
  await page.user.click(button);
  await waitFor(() => expect(isOpen()).toBe(true));
  return { ...page, numbers: mayBePacked(page.desk) };
}

describe("scan mode", () => {
  test("chooses the status once by its number; then each scan sends its order there", async () => {
    const { user, desk, numbers } = await openScanMode();
    await screen.findByRole("heading", { name: "Where does every scanned order go?" });
    expect(await seriousFaults()).toEqual([]);
    await user.keyboard("2");
    await screen.findByText("Scan a label");
    for (const number of numbers.slice(0, 3)) {
      await scan(number);
      const verdict = await within(big()).findByText("Done");
      await waitFor(() => expect(verdict.closest("[role=status]")).toHaveTextContent(number));
    }
    expect(scanned(desk)).toEqual(numbers.slice(0, 3).map((number) => [number, "ready_shipping"]));
    expect(done()).toBe("3");
    expect(within(list()).getAllByRole("listitem")).toHaveLength(3);
    expect(within(list()).getAllByText(/goes out in/)).toHaveLength(3);
    // Nothing else on the page heard of it.
    expect(window.location.hash).toBe("#/packing");
    expect(await seriousFaults()).toEqual([]);
  });

  test("takes a status from a command barcode in any case, on an Arabic layout too", async () => {
    const { desk, numbers } = await openScanMode();
    await scan(toPacked.toUpperCase(), { layout: "arabic" });
    await screen.findByText("Scan a label");
    const [number = ""] = numbers;
    const reference = desk.orders.find(({ row }) => row.orderNumber === number)?.row
      .referenceNumber;
    await scan(reference ?? "", { layout: "arabic" });
    await within(big()).findByText("Done");
    expect(scanned(desk)).toEqual([[reference, "ready_shipping"]]);
    expect(asked(desk, "ship")).toEqual([]);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  test("works with single keys switched off, and fires no key of the page", async () => {
    const { user } = await openScanMode({ settings: { singleKeyShortcuts: false } });
    await user.keyboard("2");
    await screen.findByText("Scan a label");
    await user.keyboard("a/n");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  test("says who had done it before, and when", async () => {
    const { numbers } = await openScanMode();
    await scan(toPacked);
    await scan(numbers[0] ?? "");
    await within(big()).findByText("Done");
    await scan(numbers[0] ?? "");
    const verdict = await within(big()).findByText("Done already");
    expect(verdict.closest("[role=status]")).toHaveTextContent(/by نورة/);
    expect(done()).toBe("1");
  });

  test("does nothing with a label before a status is chosen", async () => {
    const { user, desk, numbers } = await openScanMode();
    await scan(numbers[0] ?? "");
    await screen.findByText("Choose a status first");
    expect(scanned(desk)).toEqual([]);
    await user.keyboard("{Enter}");
    await screen.findByRole("heading", { name: "Where does every scanned order go?" });
  });
});

describe("a miss", () => {
  test("blocks until a key is pressed, and what is scanned meanwhile is not taken", async () => {
    const { user, desk, numbers } = await openScanMode();
    await scan(toPacked);
    await scan("NOSUCH-77");
    const miss = await within(big()).findByText("Unknown");
    expect(miss.closest("[role=alert]")).toHaveTextContent("NOSUCH-77");
    notes = [];
    // Its own key Enter releases nothing.
    await scan(numbers[0] ?? "");
    expect(within(big()).getByText("Unknown")).toBeInTheDocument();
    expect(within(big()).getByText(/Not taken since: 1 scan/)).toHaveTextContent(numbers[0] ?? "");
    expect(notes).toContain("square");
    await scan("PD-UNDO");
    expect(within(big()).getByText(/Not taken since: 2 scans/)).toBeInTheDocument();
    expect(asked(desk, "undo_action")).toEqual([]);
    expect(scanned(desk)).toHaveLength(1);
    fireEvent.keyDown(document.activeElement ?? document.body, { code: "Enter", repeat: true });
    await wait(80);
    expect(within(big()).getByText("Unknown")).toBeInTheDocument();
    await user.keyboard("{Enter}");
    // Nothing is left that a key could act on.
    expect(await within(big()).findByText("Scan a label")).toBeInTheDocument();
    expect(scanned(desk)).toHaveLength(1);
    await scan(numbers[0] ?? "");
    await within(big()).findByText("Done");
    expect(done()).toBe("1");
  });

  test("goes on by the space bar, whatever button had the focus", async () => {
    const { user } = await openScanMode();
    await scan(toPacked);
    await user.click(within(big()).getByRole("button", { name: /Change status/ }));
    await user.keyboard("2");
    await scan("NOSUCH-77");
    await within(big()).findByText("Unknown");
    await user.keyboard("[Space]");
    await within(big()).findByText("Scan a label");
  });

  test("says why an order may not go", async () => {
    const { desk } = await openScanMode();
    const unpaid = desk.orders.find(
      ({ row }) => row.financialStatus === "new" && row.presence === "known",
    );
    await scan(toPacked);
    await scan(unpaid?.row.orderNumber ?? "");
    const miss = await within(big()).findByText("Not allowed");
    expect(miss.closest("[role=alert]")).toHaveTextContent(/unpaid, cancelled or refunded/);
  });

  test("of several orders is chosen from by a digit", async () => {
    const { user, desk, numbers } = await openScanMode();
    const [one = "", other = ""] = numbers;
    for (const fixture of desk.orders) {
      if ([one, other].includes(fixture.row.orderNumber ?? "")) {
        fixture.row = { ...fixture.row, referenceNumber: "PARCEL-9" };
      }
    }
    await scan(toPacked);
    await scan("PARCEL-9");
    await within(big()).findByText("Which one?");
    await user.keyboard("2");
    await within(big()).findByText("Done");
    const chosen = desk.orders.find(({ row }) => row.orderNumber === other)?.row.uuid;
    expect(scanned(desk).at(-1)).toEqual([chosen, "ready_shipping"]);
    expect(within(list()).getAllByRole("listitem")).toHaveLength(1);
  });
});

describe("scans faster than the answer", () => {
  test("are asked for one after the other, in their order", async () => {
    const { answer, options } = slowDesk();
    const { desk, numbers } = await openScanMode(options);
    await scan(toPacked);
    await scan(numbers[0] ?? "");
    await scan(numbers[1] ?? "");
    expect(scanned(desk)).toEqual([[numbers[0], "ready_shipping"]]);
    expect(within(big()).getByText("2 wait")).toBeInTheDocument();
    await answer();
    await waitFor(() => expect(done()).toBe("1"));
    await waitFor(() => expect(scanned(desk)).toHaveLength(2));
    await answer();
    await waitFor(() => expect(done()).toBe("2"));
    expect(scanned(desk).map(([code]) => code)).toEqual(numbers.slice(0, 2));
  });

  test("wait behind a miss, and are not lost", async () => {
    const { answer, options } = slowDesk();
    const { user, desk, numbers } = await openScanMode(options);
    await scan(toPacked);
    await scan("NOSUCH-77");
    await scan(numbers[0] ?? "");
    await answer();
    await within(big()).findByText("Unknown");
    expect(scanned(desk)).toHaveLength(1);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(scanned(desk)).toHaveLength(2));
    await answer();
    await waitFor(() => expect(done()).toBe("1"));
    expect(scanned(desk).map(([code]) => code)).toEqual(["NOSUCH-77", numbers[0]]);
  });

  test("at three a second are all counted", { timeout: 180_000 }, async () => {
    const { desk, numbers } = await openScanMode({ packing: { writing: 150 } });
    await scan(toPacked);
    const thirty = numbers.slice(0, 30);
    expect(thirty).toHaveLength(30);
    for (const number of thirty) {
      await scan(number);
      await wait(260);
    }
    await waitFor(() => expect(done()).toBe("30"), { timeout: 60_000 });
    expect(scanned(desk).map(([code]) => code)).toEqual(thirty);
    expect(within(list()).getAllByRole("listitem")).toHaveLength(20);
  });
});

describe("undo at the scanner", () => {
  test("inside the hold leaves nothing sent", async () => {
    const { desk, numbers } = await openScanMode();
    await scan(toPacked);
    await scan(numbers[0] ?? "");
    await within(big()).findByText("Done");
    await scan("PD-UNDO");
    const verdict = await within(big()).findByText("Taken back");
    expect(verdict.closest("[role=status]")).toHaveTextContent("Nothing was sent to Points.");
    expect(done()).toBe("0");
    expect(asked(desk, "undo_action")).toHaveLength(1);
    await scan("PD-UNDO");
    await within(big()).findByText("Nothing to undo");
  });

  test("after the hold offers an honest new status, which takes a key of its own", async () => {
    const { user, desk, numbers } = await openScanMode({ packing: { hold: 0, confirming: null } });
    const [number = ""] = numbers;
    const before = desk.orders.find(({ row }) => row.orderNumber === number)?.row.shipping.word;
    await scan(toPacked);
    await scan(number);
    await within(big()).findByText("Done");
    await wait(60);
    await user.keyboard("z");
    const verdict = await within(big()).findByText("Sent already");
    expect(verdict.closest("[role=alert]")).toHaveTextContent(/the customer may see both/);
    expect(asked(desk, "ship")).toEqual([]);
    await user.keyboard("1");
    await within(big()).findByText("Set back");
    const [sent] = asked(desk, "ship");
    expect(sent?.args["request"]).toMatchObject({ target: before });
  });
});

describe("what was scanned last", () => {
  test("is taken back by the table's key too, and nothing older", async () => {
    const { user, desk } = await openPage({ packing: { hold: 600_000 } }, "#/packing");
    await waitFor(() => expect(document.querySelector("[role=row] bdi")).not.toBeNull());
    await user.keyboard("]");
    await user.keyboard("]");
    await waitFor(() => expect(asked(desk, "ship")).toHaveLength(1));
    await user.click(screen.getByRole("button", { name: /^Scan/ }));
    await waitFor(() => expect(isOpen()).toBe(true));
    const number = mayBePacked(desk).at(-1) ?? "";
    await scan(toPacked);
    await scan(number);
    await within(big()).findByText("Done");
    await scan("PD-FINISH");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(isOpen()).toBe(false));
    const strip = await screen.findByRole("region", { name: "The last step" });
    await waitFor(() => expect(strip).toHaveTextContent(`${number}: Packed`));
    await user.keyboard("z");
    await screen.findByText(/nothing was sent/);
    const first = asked(desk, "ship")[0]?.args["request"] as { uuids: string[] };
    const isPending = (uuid: string | undefined) =>
      desk.orders.find(({ row }) => row.uuid === uuid)?.row.pending !== null;
    expect(isPending(first.uuids[0])).toBe(true);
    expect(desk.orders.find(({ row }) => row.orderNumber === number)?.row.pending).toBeNull();
  });
});

describe("undo of a scan for which nothing changed", () => {
  test.each([
    ["refused", "Refused by Points", /Nothing changed at Points/],
    ["order_changed", "Nothing was sent", /under “Waits for a decision”/],
  ] as const)("because of %s says so, and sends nothing back", async (ending, words, why) => {
    const { user, desk, numbers } = await openScanMode({
      packing: { hold: 0, confirming: 0, ending },
    });
    await scan(toPacked);
    await scan(numbers[0] ?? "");
    await within(big()).findByText("Done");
    await wait(60);
    await user.keyboard("z");
    const verdict = await within(big()).findByText(words);
    expect(verdict.closest("[role=alert]")).toHaveTextContent(why);
    await user.keyboard("1");
    expect(asked(desk, "ship")).toEqual([]);
    expect(done()).toBe("0");
  });
});

describe("the end of a session", () => {
  test("sums up what was done, how long it took, what is left and what was not taken", async () => {
    const { user, desk, numbers } = await openScanMode();
    await scan(toPacked);
    await scan(numbers[0] ?? "");
    await within(big()).findByText("Done");
    await scan("NOSUCH-77");
    await within(big()).findByText("Unknown");
    await user.keyboard("{Enter}");
    await scan("PD-FINISH");
    await within(big()).findByRole("heading", { name: "0 of 1 order confirmed so far" });
    for (const words of [
      "Not sent yet",
      "Time",
      "A minute",
      "Not taken",
      "Not confirmed as packed yet",
    ]) {
      expect(within(big()).getByText(words)).toBeInTheDocument();
    }
    expect(within(big()).getByText("NOSUCH-77")).toBeInTheDocument();
    // What is scanned now is no order of anybody's session any more.
    await scan(numbers[1] ?? "");
    expect(within(big()).getByText(numbers[1] ?? "")).toBeInTheDocument();
    expect(scanned(desk)).toHaveLength(2);
    expect(await seriousFaults()).toEqual([]);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(isOpen()).toBe(false));
    // The keys are the page's again.
    await user.keyboard("2");
    expect(await screen.findByRole("grid", { name: "Packed" })).toBeInTheDocument();
  });

  test.each([
    ["refused", "Refused by Points", "refused"],
    ["order_changed", "Needs you", "waits for you"],
  ] as const)(
    "counts no order as done that was %s since, and names it",
    async (ending, figure, words) => {
      const { numbers } = await openScanMode({ packing: { hold: 0, confirming: 0, ending } });
      await scan(toPacked);
      for (const number of numbers.slice(0, 2)) {
        await scan(number);
        await waitFor(() => expect(list()).toHaveTextContent(number));
      }
      await scan("PD-FINISH");
      await within(big()).findByRole("heading", { name: "0 of 2 orders confirmed so far" });
      const count = await within(big()).findByText(figure, { selector: "dt" });
      expect(count.parentElement).toHaveTextContent("2");
      const look = within(big()).getByRole("heading", { name: "Look at these" }).parentElement;
      const rows = within(look ?? big()).getAllByRole("listitem");
      expect(rows.map((row) => row.textContent)).toEqual(
        numbers.slice(0, 2).map((number) => expect.stringContaining(`${number}${words}`)),
      );
    },
  );

  test("is called done once Points has confirmed all of it", async () => {
    const { numbers } = await openScanMode({ packing: { hold: 0, confirming: 0 } });
    await scan(toPacked);
    await scan(numbers[0] ?? "");
    await within(big()).findByText("Done");
    await scan("PD-FINISH");
    await within(big()).findByRole("heading", { name: "1 order done" });
  });

  test("is asked for by one question, however many were scanned", async () => {
    const { desk, numbers } = await openScanMode({ packing: { hold: 0, confirming: 0 } });
    await scan(toPacked);
    for (const number of numbers.slice(0, 3)) {
      await scan(number);
      await within(big()).findByText("Done");
    }
    await scan("PD-FINISH");
    const before = desk.calls.length;
    await within(big()).findByRole("heading", { name: "3 orders done" });
    const asked = desk.calls.slice(before);
    expect(asked.filter(({ command }) => command === "action")).toEqual([]);
    expect(
      desk.calls.filter(({ command }) => command === "actions").at(-1)?.args["ids"],
    ).toHaveLength(3);
  });

  test("asks first while a miss waits for its key", async () => {
    const { user, desk, numbers } = await openScanMode();
    await scan(toPacked);
    await scan("NOSUCH-77");
    await within(big()).findByText("Unknown");
    await user.keyboard("{Escape}");
    const dialog = await screen.findByRole("dialog", { name: "End the session?" });
    await scan(numbers[0] ?? "");
    expect(scanned(desk)).toHaveLength(1);
    await user.click(within(dialog).getByRole("button", { name: "Keep scanning" }));
    expect(within(big()).getByText("Unknown")).toBeInTheDocument();
    expect(within(big()).getByText(/Not taken since: 1 scan/)).toBeInTheDocument();
  });

  test("without any scan needs no summary", async () => {
    const { user } = await openScanMode();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(isOpen()).toBe(false));
  });
});

describe("the sounds", () => {
  test("differ for done, done already and a miss, and can be switched off", async () => {
    const { numbers } = await openScanMode();
    await scan(toPacked);
    expect(notes).toEqual([]);
    await scan(numbers[0] ?? "");
    await waitFor(() => expect(notes).toEqual(["sine", "sine"]));
    await scan(numbers[0] ?? "");
    await waitFor(() => expect(notes.slice(2)).toEqual(["triangle", "triangle"]));
    await scan("NOSUCH-77");
    await waitFor(() => expect(notes.slice(4)).toEqual(["square", "square", "square"]));
  });

  test("are none where they are switched off", async () => {
    const { numbers } = await openScanMode({ settings: { scanSounds: false } });
    await scan(toPacked);
    await scan(numbers[0] ?? "");
    await within(big()).findByText("Done");
    expect(notes).toEqual([]);
  });
});

test("the command barcodes are printed from the window", async () => {
  const { user, desk } = await openScanMode();
  await act(() =>
    user.click(within(big()).getByRole("button", { name: "Print command barcodes" })),
  );
  await screen.findByText("The sheet is opened for printing");
  expect(asked(desk, "print_scan_commands")).toHaveLength(1);
});
