import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";

/** Opens the order at a place of the fixtures, and the dialog by its key. */
async function openPrinting(options: DeskOptions = {}) {
  const page = await openPage(options);
  const row = page.desk.orders[1]?.row;
  await page.user.click(await rowOf(row?.orderNumber ?? ""));
  await screen.findByRole("region", { name: "Order" });
  await screen.findByRole("button", { name: "Print the order" });
  await page.user.keyboard("p");
  const dialog = await screen.findByRole("dialog", { name: "Print the order" });
  return { ...page, dialog, uuid: row?.uuid ?? "" };
}

describe("printing", () => {
  test("makes a sheet as chosen and says that it opens", async () => {
    const { desk, user, dialog, uuid } = await openPrinting();
    expect(within(dialog).getByRole("radio", { name: "Packing slip" })).toBeChecked();
    expect(within(dialog).getByRole("radio", { name: "English" })).toBeChecked();
    await user.click(within(dialog).getByRole("radio", { name: "Order summary" }));
    expect(dialog).toHaveTextContent(
      "With prices, money, points and what happened. Not a tax invoice.",
    );
    await user.click(within(dialog).getByRole("radio", { name: "A6 label" }));
    await user.click(within(dialog).getByRole("radio", { name: "العربية" }));
    await user.click(within(dialog).getByRole("button", { name: "Open the PDF" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByText("PDF of one page, opening in your viewer")).toBeInTheDocument();
    expect(desk.calls.filter(({ command }) => command === "print_orders")).toEqual([
      {
        command: "print_orders",
        args: { request: { uuids: [uuid], kind: "summary", paper: "a6", language: "ar" } },
      },
    ]);
  });

  test("remembers the choice for the next order", async () => {
    const { user, dialog } = await openPrinting();
    await user.click(within(dialog).getByRole("radio", { name: "A6 label" }));
    await user.keyboard("{Escape}");
    await user.keyboard("p");
    const again = await screen.findByRole("dialog", { name: "Print the order" });
    expect(within(again).getByRole("radio", { name: "A4" })).toBeChecked();
    await user.click(within(again).getByRole("radio", { name: "A6 label" }));
    await user.click(within(again).getByRole("button", { name: "Open the PDF" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.keyboard("p");
    const next = await screen.findByRole("dialog", { name: "Print the order" });
    expect(within(next).getByRole("radio", { name: "A6 label" })).toBeChecked();
  });

  test("offers what was printed last, whatever the page's language is", async () => {
    const { dialog } = await openPrinting({
      settings: { printing: { kind: "summary", paper: "a6", language: "ar" } },
    });
    for (const name of ["Order summary", "A6 label", "العربية"]) {
      expect(within(dialog).getByRole("radio", { name })).toBeChecked();
    }
  });

  test("says where the PDF lies when no program opens it, and stays", async () => {
    const { user, dialog } = await openPrinting({
      answers: {
        print_orders: () => {
          throw { code: "viewer_failed", details: { path: "/home/noura/slip.pdf", message: "" } };
        },
      },
    });
    await user.click(within(dialog).getByRole("button", { name: "Open the PDF" }));
    expect(await within(dialog).findByText(/No program opened the PDF/)).toBeInTheDocument();
    expect(dialog).toHaveTextContent("/home/noura/slip.pdf");
    expect(await seriousFaults()).toEqual([]);
  });
});
