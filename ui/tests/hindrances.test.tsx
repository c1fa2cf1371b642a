import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { openPage, rowOf, seriousFaults } from "./page";

describe("a store that could not be opened", () => {
  const profileFailure = { code: "profile_in_use" as const, details: {} };

  test("says why in the place of its orders, and is opened when asked again", async () => {
    const { user, desk } = await openPage({ profileFailure });
    const main = screen.getByRole("main");
    expect(await within(main).findByRole("heading")).toHaveTextContent(
      "دار العود could not be opened",
    );
    expect(main).toHaveTextContent("Another program has this store open.");
    expect(main).toHaveTextContent("Close the other window or pointsctl, then try again.");
    expect(await seriousFaults()).toEqual([]);
    await user.click(within(main).getByRole("button", { name: "Try again" }));
    await rowOf("10800");
    expect(desk.calls.filter(({ command }) => command === "open_profile")).toEqual([
      { command: "open_profile", args: { profile: "dar-al-oud" } },
    ]);
  });

  test("leaves the settings within reach", async () => {
    await openPage({ profileFailure }, "#/settings");
    expect(screen.queryByRole("button", { name: "Try again" })).not.toBeInTheDocument();
  });
});

describe("a store without its key", () => {
  test("is told of the keyring that holds it, and asks it again", async () => {
    const problem = { code: "keyring_locked" as const, details: {} };
    const { user, desk } = await openPage({ sync: { phase: "no_key", problem } });
    const banner = (await screen.findByText("Try again")).closest("[role=status]");
    expect(banner).toHaveTextContent("The keyring of this computer is locked.");
    expect(banner).toHaveTextContent("Unlock it with your password, then try again.");
    expect(banner).not.toHaveTextContent("has no private key");
    await user.click(screen.getByText("Try again"));
    expect(desk.calls.find(({ command }) => command === "sync_now")?.args).toEqual({ all: false });
  });

  test("is told so where there is none", async () => {
    const problem = { code: "key_missing" as const, details: {} };
    await openPage({ sync: { phase: "no_key", problem } });
    expect(await screen.findByText(/This store has no private key/)).toBeInTheDocument();
    expect(screen.queryByText("Try again")).not.toBeInTheDocument();
  });
});

describe("changes that wait", () => {
  test("are found from the list and go into the address", async () => {
    const { user } = await openPage();
    await rowOf("10800");
    const chip = await screen.findByRole("button", {
      name: "2 wait for you, 1 being checked",
    });
    await user.click(chip);
    await waitFor(() => expect(window.location.hash).toBe("#/orders?unsettled=yes"));
    expect(chip).toHaveAttribute("aria-pressed", "true");
    expect(await screen.findByText("3 found")).toBeInTheDocument();
  });

  test("are found from the review, on top of the log", async () => {
    const { user } = await openPage({}, "#/review");
    await user.click(await screen.findByRole("button", { name: "Show them" }));
    expect(await screen.findByText("2 wait for your decision")).toBeInTheDocument();
    await waitFor(() => expect(window.location.hash).toBe("#/log"));
  });

  test("leave no trace when there are none", async () => {
    const { desk } = await openPage();
    await rowOf("10800");
    for (const fixture of desk.orders) {
      fixture.row = { ...fixture.row, pending: null };
    }
    await act(() => desk.changed("actions"));
    await waitFor(() =>
      expect(
        screen.queryByRole("button", { name: /wait for you|being checked/ }),
      ).not.toBeInTheDocument(),
    );
  });
});

test("a failure above a dialog is closed without the dialog", async () => {
  const { user } = await openPage({
    answers: {
      save_settings: () => {
        throw { code: "disk_full", details: {} };
      },
    },
  });
  await rowOf("10800");
  await user.click(screen.getByRole("button", { name: "العربية" }));
  const failure = await screen.findByRole("alert");
  await user.keyboard("[KeyA]");
  const dialog = await screen.findByRole("dialog", { name: "Add orders" });
  const above = failure.closest<HTMLElement>("[data-react-aria-top-layer]");
  await user.click(within(above as HTMLElement).getByRole("button", { name: "Close" }));
  expect(failure).not.toBeInTheDocument();
  expect(dialog).toBeInTheDocument();
});
