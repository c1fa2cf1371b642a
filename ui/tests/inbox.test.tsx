import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { openPage, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";
import { usualInbox } from "./preview/inbox";

async function openSettings(options: DeskOptions = {}) {
  return openPage({ count: 0, profiles: "one", ...options }, "#/settings");
}

// First: what React Aria announced in other tests stays in the document for seconds.
test.each(["en", "ar"] as const)("axe finds nothing serious in %s", async (language) => {
  await openSettings({
    settings: { language },
    inbox: {
      ...usualInbox(Date.now()),
      failure: { code: "inbox_unreachable", details: { technical: "timed out" } },
      isSilent: true,
    },
  });
  expect(await seriousFaults()).toEqual([]);
});

test("a token is sent once, kept in no field, and a wrong one is said beside it", async () => {
  const { user, desk } = await openSettings();
  const field = (name: string) => screen.findByLabelText(name, { selector: "input" });
  await user.type(await field("Address"), "https://inbox.shop.sa/hooks/main");
  await user.type(await field("Token of this desk"), "something-else");
  await user.click(screen.getByRole("button", { name: "Connect" }));
  expect(await screen.findByText(/does not know this token/)).toBeVisible();
  expect(await field("Token of this desk")).toHaveValue("");

  await user.type(await field("Token of this desk"), "the-desks-own-token");
  await user.click(screen.getByRole("button", { name: "Connect" }));
  expect(await screen.findByText("Listening")).toBeVisible();
  const asked = desk.calls.filter(({ command }) => command === "connect_inbox");
  expect(asked).toHaveLength(2);
  expect(document.body.innerHTML).not.toContain("the-desks-own-token");
});

test("without an address or a token nothing is asked", async () => {
  const { user, desk } = await openSettings();
  await user.click(await screen.findByRole("button", { name: "Connect" }));
  expect(await screen.findByText(/not the address of an inbox/)).toBeVisible();
  await user.type(screen.getByLabelText("Address", { selector: "input" }), "https://a.sa");
  await user.click(screen.getByRole("button", { name: "Connect" }));
  expect(await screen.findByText(/does not know this token/)).toBeVisible();
  expect(desk.calls.some(({ command }) => command === "connect_inbox")).toBe(false);
});

test("how it stands is said, and leaving it asks first", async () => {
  const { user, desk } = await openSettings({
    inbox: { ...usualInbox(Date.now()), behind: 2, isSilent: true },
  });
  expect(await screen.findByText("1,204 notices")).toBeVisible();
  expect(screen.getByText("2 notices")).toBeVisible();
  expect(screen.getByText(/silent for longer than usual/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Disconnect" }));
  const dialog = await screen.findByRole("dialog");
  expect(desk.calls.some(({ command }) => command === "leave_inbox")).toBe(false);
  await user.click(within(dialog).getByRole("button", { name: "Disconnect" }));
  await waitFor(() => expect(screen.getByLabelText("Address")).toBeVisible());
});
