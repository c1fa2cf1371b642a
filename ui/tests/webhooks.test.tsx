import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { openPage, seriousFaults } from "./page";
import type { DeskOptions, PreviewDesk } from "./preview/desk";
import { inboxHere, usualInbox } from "./preview/inbox";

const hook = "https://inbox.dar-al-oud.sa/hooks/main";

async function openSettings(options: DeskOptions = {}, hash = "#/settings?webhooks=open") {
  return openPage({ count: 0, profiles: "one", inbox: usualInbox(Date.now()), ...options }, hash);
}

const asked = (desk: PreviewDesk, command: string) =>
  desk.calls.filter((call) => call.command === command);
const named = (name: string) => screen.findByRole("listitem", { name });
const heading = () => screen.findByRole("heading", { name: "Webhooks at Points" });

// First: what React Aria announced in other tests stays in the document for seconds.
describe.each(["en", "ar"] as const)("axe finds nothing serious in %s", (language) => {
  test("in the list", async () => {
    await openSettings({ settings: { language }, webhooks: { has: "odd" } });
    await screen.findByText(hook);
    expect(await seriousFaults()).toEqual([]);
  });

  test("where there is none, and in the question what to register", async () => {
    await openSettings(
      { settings: { language }, webhooks: { has: "nothing" } },
      "#/settings?webhooks=register",
    );
    await screen.findByRole("dialog");
    expect(await seriousFaults()).toEqual([]);
  });
});

describe("the list", () => {
  test("is asked of Points only once it is opened, and again when somebody wants it", async () => {
    const { user, desk } = await openSettings({}, "#/settings");
    const advanced = await screen.findByRole("button", { name: /^Advanced/ });
    expect(advanced).toHaveAttribute("aria-expanded", "false");
    expect(asked(desk, "webhooks")).toHaveLength(0);
    await user.click(advanced);
    expect(await screen.findByText(hook)).toBeVisible();
    expect(asked(desk, "webhooks")).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Read again" }));
    await waitFor(() => expect(asked(desk, "webhooks")).toHaveLength(2));
    // It stays open for whoever comes back.
    await waitFor(() => expect(window.location.hash).toBe("#/settings?webhooks=open"));
  });

  test("says which one leads here and where its secret is", async () => {
    await openSettings();
    const here = within(await named("دار العود"));
    expect(here.getByText("Leads here")).toBeVisible();
    expect(here.getByText(/Secret in the keyring/)).toBeVisible();
    const elsewhere = within(await named("Warehouse"));
    expect(elsewhere.queryByText("Leads here")).not.toBeInTheDocument();
    expect(elsewhere.getByText(/it leads elsewhere/)).toBeVisible();
    expect(elsewhere.queryByRole("button", { name: /test event/ })).not.toBeInTheDocument();
  });

  test("has the words that exist for a merchant who may not have any", async () => {
    await openSettings({ webhooks: { unread: "forbidden" } });
    expect(await screen.findByText(/does not allow this for your account/)).toBeVisible();
    expect(screen.queryByText("No webhook yet")).not.toBeInTheDocument();
  });
});

describe("registering", () => {
  test("begins with the inbox and the name of the shop, and ends in the list", async () => {
    const { user, desk } = await openSettings({ webhooks: { has: "nothing" } });
    const button = await screen.findByRole("button", { name: "Register this inbox" });
    await user.click(button);
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByLabelText("Name")).toHaveValue("دار العود");
    expect(dialog.getByLabelText("Address")).toHaveValue(hook);
    await user.click(dialog.getByRole("button", { name: "Register" }));
    expect(await screen.findByText(/Secret with the inbox/)).toBeVisible();
    expect(asked(desk, "register_webhook")).toEqual([
      { command: "register_webhook", args: { request: { name: "دار العود", url: hook } } },
    ]);
  });

  test("says beside the field what is wrong with it, and brings the person there", async () => {
    const { user } = await openSettings();
    await user.click(await screen.findByRole("button", { name: "Register an address…" }));
    const dialog = within(await screen.findByRole("dialog"));
    const name = dialog.getByLabelText("Name");
    const url = dialog.getByLabelText("Address");
    await user.type(url, hook);
    await user.clear(name);
    await user.click(dialog.getByRole("button", { name: "Register" }));
    await waitFor(() => expect(name).toHaveFocus());
    expect(name).toHaveAccessibleDescription(/at most 255 characters/);
    await user.type(name, "Second");
    await user.click(dialog.getByRole("button", { name: "Register" }));
    await waitFor(() => expect(url).toHaveFocus());
    expect(url).toHaveAccessibleDescription(/has a webhook with this address already/);
  });

  test("without an inbox says what has to be first", async () => {
    const { desk } = await openPage(
      { count: 0, profiles: "one", webhooks: { has: "nothing" } },
      "#/settings?webhooks=register",
    );
    expect(await screen.findByText(/Connect an inbox first/)).toBeVisible();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(asked(desk, "webhooks")).toHaveLength(1);
  });

  test("an inbox that nobody can reach says that it lacks a name", async () => {
    await openSettings({
      inbox: inboxHere(Date.now(), { host: null }),
      webhooks: { has: "nothing" },
    });
    expect(await screen.findByText(/It gets one above/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Register this inbox" })).not.toBeInTheDocument();
  });
});

describe("one webhook", () => {
  test("is changed, and the focus goes back to where it came from", async () => {
    const { user, desk } = await openSettings();
    const change = await screen.findByRole("button", { name: "Change Warehouse" });
    await user.click(change);
    const url = within(await screen.findByRole("dialog")).getByLabelText("Address");
    await user.clear(url);
    await user.type(url, "https://erp.example.sa/new{Enter}");
    expect(await screen.findByText("https://erp.example.sa/new")).toBeVisible();
    expect(asked(desk, "change_webhook")).toHaveLength(1);
    await waitFor(() => expect(change).toHaveFocus());
  });

  test("is removed after a question that says what stops, and the heading has the focus", async () => {
    const { user, desk } = await openSettings();
    await user.click(await screen.findByRole("button", { name: "Remove Warehouse" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/Orders are read as before/)).toBeVisible();
    expect(asked(desk, "remove_webhook")).toHaveLength(0);
    await user.click(dialog.getByRole("button", { name: "Remove" }));
    await waitFor(() => expect(screen.queryByText("Warehouse")).not.toBeInTheDocument());
    await waitFor(async () => expect(await heading()).toHaveFocus());
  });

  test("that is gone at Points is no longer in the list once that was said", async () => {
    let isGone = false;
    const { user } = await openSettings({
      answers: {
        remove_webhook: () => {
          isGone = true;
          throw { code: "webhook_unknown", details: {} };
        },
        webhooks: () => ({
          webhooks: isGone
            ? []
            : [
                {
                  uuid: "one",
                  name: "Old",
                  url: "https://old.sa/in",
                  createdAt: null,
                  leadsHere: false,
                  secret: "elsewhere",
                },
              ],
          suggestedUrl: hook,
          readAt: Date.now(),
        }),
      },
    });
    await user.click(await screen.findByRole("button", { name: "Remove Old" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Remove" }));
    expect(await dialog.findByText(/no such webhook any more/)).toBeVisible();
    await user.keyboard("{Escape}");
    expect(await screen.findByText("No webhook yet")).toBeVisible();
  });

  test("has its secret handed over, and the next step has the focus", async () => {
    const { user } = await openSettings();
    await user.click(await screen.findByRole("button", { name: "Hand the secret to the inbox" }));
    expect(await screen.findByText(/Secret with the inbox/)).toBeVisible();
    expect(
      screen.queryByRole("button", { name: "Hand the secret to the inbox" }),
    ).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Send a test event" })).toHaveFocus();
  });

  test("says why an inbox takes no secret", async () => {
    const { user } = await openSettings({ webhooks: { takesSecrets: false } });
    await user.click(await screen.findByRole("button", { name: "Hand the secret to the inbox" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("--desks-set-secrets");
  });
});

describe("a test event", () => {
  const send = async (test: NonNullable<DeskOptions["webhooks"]>["test"]) => {
    const opened = await openSettings({ webhooks: test === undefined ? {} : { test } });
    await opened.user.click(await screen.findByRole("button", { name: "Send a test event" }));
    return opened;
  };

  test("says when it was kept and when it was here, aloud", async () => {
    await send("arrives");
    const said = await screen.findByText("Kept after 12 ms, here after 80 ms.");
    expect(said.closest("[role=status]")).not.toBeNull();
  });

  test("that arrives elsewhere says so", async () => {
    await send("elsewhere");
    expect(await screen.findByText(/the address is that of another inbox/)).toBeVisible();
  });

  test("that is refused says why, with what the network said", async () => {
    await send("webhook_unreachable");
    expect(await screen.findByRole("alert")).toHaveTextContent("connection refused");
  });

  test("says nothing of an address that was changed meanwhile", async () => {
    const { user } = await send("arrives");
    await screen.findByText(/Kept after/);
    await user.click(screen.getByRole("button", { name: "Change دار العود" }));
    const url = within(await screen.findByRole("dialog")).getByLabelText("Address");
    await user.clear(url);
    await user.type(url, "https://inbox.dar-al-oud.sa/hooks/second{Enter}");
    expect(await screen.findByText("https://inbox.dar-al-oud.sa/hooks/second")).toBeVisible();
    expect(screen.getByText("Leads here")).toBeVisible();
    expect(screen.queryByText(/Kept after/)).not.toBeInTheDocument();
  });
});

describe("one is led there", () => {
  test("from Today, by the key of a silent inbox", async () => {
    const { user } = await openSettings(
      { isCalm: true, inbox: { ...usualInbox(Date.now()), isSilent: true } },
      "#/today",
    );
    await screen.findByText(/Nothing was heard from Points/);
    await user.keyboard("1");
    await waitFor(async () => expect(await heading()).toHaveFocus());
    expect(await screen.findByText(hook)).toBeVisible();
    await waitFor(() => expect(window.location.hash).toBe("#/settings?webhooks=open"));
  });

  test("by the palette, to the list and to the question what to register", async () => {
    const { user } = await openSettings({ webhooks: { has: "nothing" } }, "#/orders");
    await user.keyboard("{Control>}k{/Control}");
    await user.keyboard("webhooks at{Enter}");
    await waitFor(async () => expect(await heading()).toHaveFocus());
    await user.keyboard("{Control>}k{/Control}");
    await user.keyboard("register this{Enter}");
    const dialog = within(await screen.findByRole("dialog", { name: "Register a webhook" }));
    expect(dialog.getByLabelText("Address")).toHaveValue(hook);
  });
});
