import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { ExportReport, ExportRequest, FailureView } from "../src/bridge/types";
import { broken, ended, heard, noExport, stopping } from "../src/features/export/run";
import { type OpenedPage, openPage, rowOf, seriousFaults } from "./page";

/** An export that the test brings to its end. */
function heldExport() {
  let finish: (report: ExportReport | null) => void = () => undefined;
  let fail: (failure: FailureView) => void = () => undefined;
  const answers = {
    export_orders: () =>
      new Promise<ExportReport | null>((resolve, reject) => {
        finish = resolve;
        fail = reject;
      }),
  };
  return {
    answers,
    finish: (report: ExportReport | null) => act(async () => finish(report)),
    fail: (failure: FailureView) => act(async () => fail(failure)),
    tell: (done: number, total: number) => act(async () => emit("desk-export", { done, total })),
  };
}

async function choose({ user }: OpenedPage, format: string) {
  await rowOf("10800");
  await user.click(screen.getByRole("button", { name: "Export" }));
  const menu = await screen.findByRole("menu", { name: "Export" });
  await user.click(within(menu).getByRole("menuitem", { name: new RegExp(`^${format}`) }));
  return screen.findByRole("dialog", { name: "Export orders" });
}

function asked({ desk }: OpenedPage): ExportRequest | undefined {
  const calls = desk.calls.filter(({ command }) => command === "export_orders");
  return calls.at(-1)?.args["request"] as ExportRequest | undefined;
}

describe("an export", () => {
  test("takes all that the list shows, with its columns, in the language of the page", async () => {
    const page = await openPage({}, "#/orders?search=108&sort=total");
    const dialog = await choose(page, "Excel");
    expect(
      within(dialog).getByText(/^The one order that matches|^The \d+ orders that match/),
    ).toBeInTheDocument();
    await page.user.click(within(dialog).getByRole("button", { name: "Save as…" }));
    expect(asked(page)).toEqual({
      selection: {
        uuids: [],
        matching: expect.objectContaining({ search: "108", sort: "total" }),
        except: [],
      },
      format: "xlsx",
      columns: [
        "number",
        "reference",
        "type",
        "financial",
        "shipping",
        "total",
        "points",
        "created",
        "checked",
      ],
      language: "en",
    });
  });

  test("takes all columns where the person wants them, and every field as JSON Lines", async () => {
    const page = await openPage();
    const dialog = await choose(page, "CSV");
    expect(within(dialog).getByText("All 400 orders")).toBeInTheDocument();
    await page.user.click(within(dialog).getByRole("radio", { name: "All" }));
    await page.user.click(within(dialog).getByRole("button", { name: "Save as…" }));
    expect(asked(page)).toMatchObject({ format: "csv", columns: [] });
    await page.user.click(await within(dialog).findByRole("button", { name: "Done" }));
    const again = await choose(page, "JSON Lines");
    expect(within(again).getByText("Every field of each order.")).toBeInTheDocument();
    await page.user.click(within(again).getByRole("button", { name: "Save as…" }));
    expect(asked(page)).toMatchObject({ format: "jsonl", columns: [] });
  });

  test("says how far it is, and where the file lies", async () => {
    const { answers, tell, finish } = heldExport();
    const page = await openPage({ answers });
    const dialog = await choose(page, "CSV");
    await page.user.click(within(dialog).getByRole("button", { name: "Save as…" }));
    expect(await within(dialog).findByText(/asks for the file’s name/)).toBeInTheDocument();
    await tell(150, 400);
    expect(await within(dialog).findByText("150 of 400 orders")).toBeInTheDocument();
    expect(within(dialog).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "150");
    await tell(400, 400);
    expect(await within(dialog).findByText(/Finishing the file/)).toBeInTheDocument();
    await finish({ path: "/home/noura/orders.csv", orders: 400 });
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("400 orders written");
    expect(within(dialog).getByText("/home/noura/orders.csv")).toBeInTheDocument();
    expect(within(dialog).getByRole("button", { name: "Done" })).toHaveFocus();
    await page.user.click(within(dialog).getByRole("button", { name: "Show in folder" }));
    expect(page.desk.calls.map(({ command }) => command)).toContain("show_export");
    expect(await seriousFaults()).toEqual([]);
  });

  test("is forgotten where the person names no file", async () => {
    const { answers, finish } = heldExport();
    const page = await openPage({ answers });
    const dialog = await choose(page, "CSV");
    await page.user.click(within(dialog).getByRole("button", { name: "Save as…" }));
    await finish(null);
    expect(await within(dialog).findByRole("button", { name: "Save as…" })).toBeInTheDocument();
  });

  test("can be stopped, and says that nothing was written", async () => {
    const { answers, tell, fail } = heldExport();
    const page = await openPage({ answers });
    const dialog = await choose(page, "Excel");
    await page.user.click(within(dialog).getByRole("button", { name: "Save as…" }));
    await tell(1, 400);
    await page.user.click(await within(dialog).findByRole("button", { name: "Stop" }));
    expect(page.desk.calls.map(({ command }) => command)).toContain("cancel_export");
    expect(await within(dialog).findByText("Stopping…")).toBeInTheDocument();
    expect(within(dialog).getByRole("button", { name: "Stop" })).toBeDisabled();
    await fail({ code: "cancelled", details: {} });
    expect(await within(dialog).findByText("Stopped. No file was written.")).toBeInTheDocument();
  });

  test("says why it failed, and can be tried again at once", async () => {
    const page = await openPage({ exported: "full disk" });
    const dialog = await choose(page, "CSV");
    await page.user.click(within(dialog).getByRole("button", { name: "Save as…" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("The disk is full.");
    expect(within(dialog).getByRole("button", { name: "Save as…" })).toBeEnabled();
  });

  test("goes on while its dialog is closed, and says when it is done", async () => {
    const { answers, tell, finish } = heldExport();
    const page = await openPage({ answers });
    const dialog = await choose(page, "CSV");
    await page.user.click(within(dialog).getByRole("button", { name: "Save as…" }));
    await tell(100, 400);
    await page.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await page.user.click(screen.getByRole("button", { name: "Exporting, 25%" }));
    const again = await screen.findByRole("dialog", { name: "Export orders" });
    expect(within(again).getByText("100 of 400 orders")).toBeInTheDocument();
    // A dialog hears Escape once the focus has come into it.
    await waitFor(() => expect(again).toContainElement(document.activeElement as HTMLElement));
    await page.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await finish({ path: "/home/noura/orders.csv", orders: 400 });
    expect(await screen.findByText("400 orders written")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Export" })).toBeInTheDocument();
  });
});

describe("how an export stands", () => {
  test("is not moved by what is told after its end", () => {
    const written = ended({ path: "a", orders: 3 });
    expect(heard(written, 1, 3)).toBe(written);
    expect(heard(noExport, 1, 3)).toBe(noExport);
  });

  test("stays stopping while orders still come", () => {
    const run = stopping(heard({ stage: "naming" }, 1, 3));
    expect(heard(run, 2, 3)).toMatchObject({ stage: "writing", done: 2, isStopping: true });
  });

  test("tells a stop from a failure", () => {
    expect(broken({ code: "cancelled", details: {} })).toEqual({ stage: "stopped" });
    expect(broken({ code: "disk_full", details: {} })).toMatchObject({ stage: "failed" });
  });
});
