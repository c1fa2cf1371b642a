import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { openPage, seriousFaults } from "./page";
import type { DeskOptions, PreviewDesk } from "./preview/desk";
import { inboxHere, takenPort, usualInbox } from "./preview/inbox";

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

test.each(["en", "ar"] as const)(
  "axe finds nothing serious in one kept here, in %s",
  async (language) => {
    await openSettings({ settings: { language }, inbox: inboxHere(Date.now(), { host: null }) });
    await screen.findByText("http://127.0.0.1:8180");
    expect(await seriousFaults()).toEqual([]);
  },
);

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
  // The form is gone; who goes on with Tab is not sent back to the top.
  await waitFor(() => expect(screen.getByRole("group", { name: "Inbox" })).toHaveFocus());
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

/** Chooses to keep an inbox on this computer. */
async function chooseHere(options: DeskOptions = {}) {
  const opened = await openSettings(options);
  await opened.user.click(await screen.findByRole("radio", { name: /On this computer/ }));
  return opened;
}
const keptHere = ({ calls }: PreviewDesk) =>
  calls.filter(({ command }) => command === "keep_inbox_here").map(({ args }) => args["request"]);

test("one on this computer needs nothing typed, and shows both its addresses then", async () => {
  const { user, desk } = await chooseHere();
  expect(screen.queryByLabelText("Token of this desk")).not.toBeInTheDocument();
  await user.type(screen.getByLabelText("Public name of the tunnel"), "inbox.shop.sa");
  await user.click(screen.getByRole("button", { name: "Keep an inbox here" }));
  expect(await screen.findByText("http://127.0.0.1:41873")).toBeVisible();
  expect(screen.getByText("https://inbox.shop.sa/hooks/main")).toBeVisible();
  expect(keptHere(desk)).toEqual([{ port: 0, host: "inbox.shop.sa" }]);

  // Nobody has told Points of it: the next step is one press away.
  await user.click(screen.getByRole("button", { name: "Register this inbox at Points" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Register a webhook" }));
  expect(dialog.getByLabelText("Address")).toHaveValue("https://inbox.shop.sa/hooks/main");
});

test("the address for the tunnel is there to be copied as soon as the port is", async () => {
  const { user } = await chooseHere();
  await user.type(screen.getByLabelText("Port"), "٨١٨٠");
  expect(screen.getByText("http://127.0.0.1:8180")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Copy the address for the tunnel" }));
  expect(await navigator.clipboard.readText()).toBe("http://127.0.0.1:8180");
});

test("what is no port is asked of nobody; one that is taken is said beside it", async () => {
  const { user, desk } = await chooseHere();
  const port = screen.getByLabelText("Port");
  await user.type(port, "70000");
  await user.click(screen.getByRole("button", { name: "Keep an inbox here" }));
  await waitFor(() => expect(port).toHaveFocus());
  expect(port).toHaveAccessibleDescription(/from 1 to 65535/);
  expect(keptHere(desk)).toEqual([]);

  await user.clear(port);
  await user.type(port, String(takenPort));
  await user.click(screen.getByRole("button", { name: "Keep an inbox here" }));
  await waitFor(() =>
    expect(port).toHaveAccessibleDescription(/port 8080 is in use by another program/),
  );
});

test("one that cannot listen says why, and is tried again as it was", async () => {
  const { user, desk } = await openSettings({
    inbox: {
      ...inboxHere(Date.now()),
      failure: { code: "inbox_port_taken", details: { port: "8180" } },
    },
  });
  expect(await screen.findByRole("alert")).toHaveTextContent(/port 8180 is in use/);
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Listening")).toBeVisible();
  expect(keptHere(desk)).toEqual([{ port: 8_180, host: "inbox.dar-al-oud.sa" }]);
});

test("one without a name says that Points cannot reach it, and is given one", async () => {
  const { user } = await openSettings({ inbox: inboxHere(Date.now(), { host: null }) });
  expect(await screen.findByText(/so Points cannot reach it/)).toBeVisible();
  const change = screen.getByRole("button", { name: "Change…" });
  await user.click(change);
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByLabelText("Port")).toHaveValue("8180");
  await user.type(dialog.getByLabelText("Public name of the tunnel"), "inbox.shop.sa{Enter}");
  expect(await screen.findByText("https://inbox.shop.sa/hooks/main")).toBeVisible();
  await waitFor(() => expect(change).toHaveFocus());
});

test("stopping one says what ends and what stays", async () => {
  const { user } = await openSettings({ inbox: inboxHere(Date.now()) });
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/its webhook stays at Points/)).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Stop" }));
  expect(await screen.findByRole("radio", { name: /On a server of yours/ })).toBeChecked();
});
