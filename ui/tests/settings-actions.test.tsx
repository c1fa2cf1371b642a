import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { Settings } from "../src/bridge/types";
import { openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";

// Whole pages on busy machines.
configure({ asyncUtilTimeout: 10_000 });

async function openSettings(options: DeskOptions = {}) {
  const page = await openPage({ count: 0, profiles: "one", ...options }, "#/settings");
  const saved = () =>
    page.desk.calls
      .filter(({ command }) => command === "save_settings")
      .map(({ args }) => args["settings"] as Settings)
      .at(-1);
  const pins = () =>
    page.desk.calls.filter(({ command }) => command === "set_packing_pin").map(({ args }) => args);
  return { ...page, saved, pins };
}

const label = {
  status: "ready_shipping",
  nameAr: "بانتظار المندوب",
  nameEn: "Waiting for the courier",
};

// First: what React Aria announced in other tests stays in the document for seconds.
test("axe finds nothing serious in them", async () => {
  await openSettings({ settings: { language: "ar", labelPresets: [label] } });
  expect(await seriousFaults()).toEqual([]);
});

describe("what is asked of Points", () => {
  test("is held back as long as somebody wants to be able to undo", async () => {
    const { user, saved } = await openSettings();
    const times = within(screen.getByLabelText("Time to undo a shipping status"));
    expect(times.getAllByRole("radio")).toHaveLength(5);
    await user.click(times.getByRole("radio", { name: "15 seconds" }));
    expect(saved()).toMatchObject({ undoSeconds: 15 });
    await user.click(times.getByRole("radio", { name: "Off" }));
    expect(saved()).toMatchObject({ undoSeconds: 0 });
  });

  test("has its amount typed again from a limit on, in any digits, or never", async () => {
    const { user, desk, saved } = await openSettings();
    const field = screen.getByLabelText("From this amount on");
    fireEvent.change(field, { target: { value: "abc" } });
    fireEvent.keyDown(field, { code: "Enter" });
    expect(saved()).toBeUndefined();
    expect(screen.getByText(/at most two decimals/)).toBeVisible();
    fireEvent.change(field, { target: { value: "0" } });
    fireEvent.keyDown(field, { code: "Enter" });
    expect(saved()).toBeUndefined();
    fireEvent.change(field, { target: { value: "٥٠٠" } });
    fireEvent.keyDown(field, { code: "Enter" });
    await waitFor(() => expect(saved()).toMatchObject({ typeAmountFrom: 50_000 }));
    expect(desk.calls.filter(({ command }) => command === "save_settings")).toHaveLength(1);
    await user.click(screen.getByLabelText(/Have large amounts typed again/));
    await waitFor(() => expect(saved()).toMatchObject({ typeAmountFrom: null }));
    await waitFor(() => expect(screen.queryByLabelText("From this amount on")).toBeNull());
  });

  test("goes out with or without marks, and with every status where one wants", async () => {
    const { user, saved } = await openSettings();
    await user.click(screen.getByLabelText(/End the reason of a refund/));
    expect(saved()).toMatchObject({ refundMarks: false });
    const several = within(screen.getByLabelText("Several waiting statuses of an order"));
    expect(several.getByRole("radio", { name: "Ask" })).toBeChecked();
    await user.click(several.getByRole("radio", { name: "All" }));
    expect(saved()).toMatchObject({ severalStatuses: "all", refundMarks: false });
  });
});

describe("the PIN", () => {
  test("is set, changed and removed, and says that it is no lock", async () => {
    const { user, pins } = await openSettings();
    expect(screen.getByText(/curtain and no lock/)).toBeVisible();
    await user.click(screen.getByText("Set a PIN…"));
    const field = await screen.findByLabelText("New PIN");
    await user.type(field, "12{Enter}");
    expect(pins()).toEqual([]);
    fireEvent.change(field, { target: { value: "٤٨٢١" } });
    await user.type(field, "{Enter}");
    await waitFor(() => expect(pins()).toEqual([{ present: null, pin: "٤٨٢١" }]));
    await user.click(await screen.findByText("Change the PIN…"));
    fireEvent.change(await screen.findByLabelText("Present PIN"), { target: { value: "4821" } });
    fireEvent.change(screen.getByLabelText("New PIN"), { target: { value: "7777" } });
    await user.click(screen.getByText("Change the PIN", { selector: "button" }));
    await waitFor(() => expect(pins()).toHaveLength(2));
    await user.click(await screen.findByText("Remove the PIN…"));
    const present = await screen.findByLabelText("Present PIN");
    await user.type(present, "1111{Enter}");
    expect(await screen.findByText(/This is not the PIN/)).toBeVisible();
    fireEvent.change(present, { target: { value: "7777" } });
    await user.type(present, "{Enter}");
    expect(await screen.findByText("Set a PIN…")).toBeVisible();
  });
});

describe("own labels", () => {
  test("are kept in both languages, changed, and taken away with a way back", async () => {
    const { user, saved } = await openSettings();
    await user.click(screen.getByText("Add a label"));
    const box = await screen.findByRole("dialog");
    const keep = within(box).getByText("Keep the label").closest("button");
    await user.type(within(box).getByLabelText("In English"), label.nameEn);
    expect(keep).toBeDisabled();
    await user.type(within(box).getByLabelText("In Arabic"), `${label.nameAr}{Enter}`);
    expect(saved()?.labelPresets).toEqual([label]);
    await user.click(await screen.findByLabelText("Remove “Waiting for the courier”"));
    expect(saved()?.labelPresets).toEqual([]);
    await user.click(await screen.findByText("Undo"));
    await waitFor(() => expect(saved()?.labelPresets).toEqual([label]));
  });

  test("are at most twenty", async () => {
    const labelPresets = Array.from({ length: 20 }, (_, place) => ({
      ...label,
      nameEn: `Label ${place}`,
    }));
    await openSettings({ settings: { labelPresets } });
    expect(screen.getByText("Add a label").closest("button")).toBeDisabled();
    expect(screen.getByText("20 labels are kept at most.")).toBeVisible();
  });

  test("are offered where their status is chosen", async () => {
    const { user, desk } = await openPage({ count: 30, settings: { labelPresets: [label] } });
    const row = await rowOf(desk.orders[0]?.row.orderNumber ?? "");
    await user.click(row);
    await user.click(await screen.findByLabelText("Change shipping status"));
    const box = await screen.findByRole("dialog");
    await user.click(within(box).getByRole("radio", { name: /Packed/ }));
    await user.click(within(box).getByText("Waiting for the courier"));
    expect(within(box).getByLabelText("Custom label in Arabic")).toHaveValue("بانتظار المندوب");
    await user.click(within(box).getByRole("radio", { name: /Delivered/ }));
    expect(within(box).queryByText("Waiting for the courier")).toBeNull();
  });
});
