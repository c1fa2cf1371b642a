import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { openPage, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";

const secret = "sk_live_77c1d0f2a4e84b21";

async function openSettings(options: DeskOptions = {}) {
  const page = await openPage({ count: 0, ...options }, "#/settings");
  const asked = (command: string) =>
    page.desk.calls.filter((call) => call.command === command).map(({ args }) => args);
  const store = (name: string) => {
    const section = screen.getByLabelText(name, { selector: "section" });
    return within(section);
  };
  return { ...page, asked, store };
}

// First: what React Aria announced in other tests stays in the document for seconds.
test.each(["en", "ar"] as const)("axe finds nothing serious in %s", async (language) => {
  await openSettings({ settings: { language }, keyring: "no_bus", profiles: "one" });
  expect(await seriousFaults()).toEqual([]);
});

describe("the settings", () => {
  test("switch the language at once", async () => {
    const { user, asked } = await openSettings();
    await user.click(screen.getByText("العربية", { selector: "main [lang]" }));
    await waitFor(() => expect(document.documentElement).toHaveAttribute("dir", "rtl"));
    expect(screen.getByText("الإعدادات", { selector: "h1" })).toBeVisible();
    expect(asked("save_settings")[0]).toMatchObject({ settings: { language: "ar" } });
  });

  test("save a threshold as typed, and keep it within its range", async () => {
    const { user, asked } = await openSettings();
    const field = screen.getByLabelText("Unpaid is stale after", { selector: "input" });
    await user.clear(field);
    await user.type(field, "45{Enter}");
    expect(asked("save_settings")[0]).toMatchObject({ settings: { staleNewMinutes: 45 } });
    const pace = screen.getByLabelText("Most requests a second", { selector: "input" });
    await user.clear(pace);
    await user.type(pace, "900{Enter}");
    expect(asked("save_settings")[1]).toMatchObject({ settings: { requestsPerSecond: 100 } });
  });

  test("go back to the old value, and say so, when the desk refuses a change", async () => {
    const { user } = await openSettings({
      answers: {
        save_settings: () => {
          throw { code: "disk_full", details: {} };
        },
      },
    });
    await user.click(screen.getByLabelText(/Our orders need a licence/));
    expect(await screen.findByText("The disk is full.")).toBeVisible();
    expect(screen.getByLabelText(/Our orders need a licence/)).not.toBeChecked();
  });
});

describe("a store", () => {
  test("has its key checked with Points", async () => {
    const { user, store, asked } = await openSettings();
    await user.click(store("Najd Coffee").getByText("Check the key"));
    expect(
      await store("Najd Coffee").findByText("Points accepted the private key for Production."),
    ).toBeVisible();
    expect(asked("check_key")).toEqual([{ profile: "najd-coffee" }]);
  });

  test("gets another key, which is in the page no more once sent", async () => {
    const { user, store, asked } = await openSettings();
    await user.click(store("Najd Coffee").getByText("Replace the key…"));
    const field = await screen.findByLabelText("Private key");
    expect(field).toHaveAttribute("type", "password");
    fireEvent.change(field, { target: { value: secret } });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByLabelText("Private key")).not.toBeInTheDocument());
    expect(asked("replace_key")).toEqual([
      { profile: "najd-coffee", privateKey: secret, keepForSession: false },
    ]);
    expect(document.documentElement.outerHTML).not.toContain(secret);
  });

  test("loses its key only after a question, and says what that means", async () => {
    const { user, store, asked } = await openSettings();
    await user.click(store("Najd Coffee").getByLabelText("More for Najd Coffee"));
    await user.click(await screen.findByText("Remove the key…"));
    expect(await screen.findByText(/Its orders stay as they are/)).toBeVisible();
    expect(asked("remove_key")).toEqual([]);
    await user.click(screen.getByText("Remove the key", { selector: "button" }));
    expect(await store("Najd Coffee").findByText(/No private key/)).toBeVisible();
  });

  test("is removed only once its name is typed", async () => {
    const { user, store, asked } = await openSettings();
    await user.click(store("دار العود").getByLabelText("More for دار العود"));
    await user.click(await screen.findByText("Remove the store…"));
    const name = await screen.findByLabelText("Name of the store");
    const remove = screen.getByText("Remove the store", { selector: "button" });
    await user.type(name, "دار{Enter}");
    expect(remove).toBeDisabled();
    expect(asked("remove_profile")).toEqual([]);
    fireEvent.change(name, { target: { value: " دار العود" } });
    await user.click(remove);
    await waitFor(() =>
      expect(asked("remove_profile")).toEqual([{ profile: "dar-al-oud", deleteData: false }]),
    );
    await waitFor(() => expect(screen.queryByLabelText("More for دار العود")).toBeNull());
  });
});
