import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { openPage, rowOf, seriousFaults } from "./page";

const pasted = [
  "السلام عليكم",
  "https://pay.papp.sa/orders/3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d",
  "3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d",
].join("\n");

async function openDialog(options = {}, name = "Add orders") {
  const page = await openPage(options);
  await rowOf("10800");
  await page.user.keyboard("[KeyA]");
  return { ...page, dialog: await screen.findByRole("dialog", { name }) };
}

describe("adding orders", () => {
  test("takes the IDs out of any pasted text and reports line by line, what needs a look first", async () => {
    const { user, dialog, desk } = await openDialog();
    const add = within(dialog).getByRole("button", { name: "Add" });
    expect(add).toBeDisabled();
    await user.click(within(dialog).getByRole("textbox", { name: "Or paste" }));
    await user.paste(pasted);
    await user.click(add);
    expect(await within(dialog).findByText("1 order added")).toBeInTheDocument();
    expect(desk.calls.find(({ command }) => command === "track_text")?.args).toEqual({
      text: pasted,
    });
    const lines = within(within(dialog).getByRole("list", { name: "Line by line" })).getAllByRole(
      "listitem",
    );
    expect(lines.map((line) => line.textContent)).toEqual([
      "1السلام عليكمNo Points ID",
      "33f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6dRepeated",
      "23f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6dAdded",
    ]);
    await user.click(within(dialog).getByRole("button", { name: "Show the list" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });

  test("keeps the text and says what an ID looks like when there is none in it", async () => {
    const { user, dialog } = await openDialog();
    const box = within(dialog).getByRole("textbox", { name: "Or paste" });
    await user.click(box);
    await user.paste("10482");
    await user.click(within(dialog).getByRole("button", { name: "Add" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent(
      "There is no Points ID in it.",
    );
    expect(box).toHaveValue("10482");
  });

  test("leaves everything as it is when the file dialog is closed", async () => {
    const { user, dialog, desk } = await openDialog({ answers: { choose_file: () => null } });
    await user.click(within(dialog).getByRole("button", { name: "Choose a file…" }));
    await waitFor(() =>
      expect(desk.calls.some(({ command }) => command === "choose_file")).toBe(true),
    );
    expect(within(dialog).getByRole("textbox", { name: "Or paste" })).toBeInTheDocument();
  });

  const reportOf = (file: string, added: number) => ({
    name: file,
    taken: {
      kind: "tracked",
      value: { file, added, already: 0, repeated: 0, invalid: 0, rows: [] },
    },
    failure: null,
  });

  test("says that a dropped file is being read, and reports each of several", async () => {
    await openPage();
    await rowOf("10800");
    await act(() => emit("desk-drag", { over: true }));
    expect(await screen.findByText("Drop a file here")).toBeInTheDocument();
    await act(() => emit("desk-dropping", { name: "orders.csv" }));
    const dialog = await screen.findByRole("dialog", { name: "Add orders" });
    expect(dialog).toHaveTextContent("Reading orders.csv…");
    await act(() => emit("desk-dropped", reportOf("orders.csv", 2)));
    expect(dialog).not.toHaveTextContent("Reading");
    await act(() => emit("desk-dropping", { name: "picture.png" }));
    await act(() =>
      emit("desk-dropped", {
        name: "picture.png",
        taken: null,
        failure: { code: "file_not_text", details: {} },
      }),
    );
    await act(() => emit("desk-dropped", reportOf("more.csv", 3)));
    expect(dialog).toHaveTextContent("orders.csv2 orders added");
    expect(dialog).toHaveTextContent("picture.pngThis is not a text file");
    expect(dialog).toHaveTextContent("more.csv3 orders added");
  });

  test("says why a dropped file was not taken, and forgets what failed before", async () => {
    const { user, dialog } = await openDialog();
    await user.click(within(dialog).getByRole("textbox", { name: "Or paste" }));
    await user.paste("10482");
    await user.click(within(dialog).getByRole("button", { name: "Add" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("There is no Points ID");
    await act(() =>
      emit("desk-dropped", {
        name: "orders.csv",
        taken: null,
        failure: { code: "file_too_large", details: { limit_megabytes: "64" } },
      }),
    );
    await waitFor(() =>
      expect(within(dialog).getByRole("alert")).toHaveTextContent("The file is larger than 64 MB."),
    );
    expect(dialog).toHaveTextContent("orders.csv");
  });

  test("says what comes first when a file is dropped before there is a store", async () => {
    await openPage({ profiles: "none", count: 0 }, "#/welcome");
    await act(() => emit("desk-dropping", { name: "orders.csv" }));
    const dialog = await screen.findByRole("dialog", { name: "Connect your store first" });
    expect(dialog).toHaveTextContent("Connect yours, then drop the file again.");
  });

  test.each([
    ["running", "They are being read from Points now"],
    ["no_key", "once this store has a private key"],
    ["paused", "once you resume it"],
    ["waiting", "once it can"],
  ] as const)("promises no reading that does not happen: %s", async (phase, words) => {
    await openDialog({ sync: { phase } });
    await act(() => emit("desk-dropped", reportOf("orders.csv", 2)));
    expect(await screen.findByRole("dialog", { name: "Add orders" })).toHaveTextContent(words);
  });
});

test.each([
  ["en", "Add orders"],
  ["ar", "إضافة طلبات"],
] as const)("axe finds nothing serious in %s", async (language, name) => {
  await openDialog({ settings: { language } }, name);
  expect(await seriousFaults()).toEqual([]);
});
