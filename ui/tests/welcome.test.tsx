import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { ProfileView } from "../src/bridge/types";
import { openPage, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";

const secret = "sk_live_1f7c5e0a9d3b9f3c";

async function openWelcome(options: DeskOptions = {}) {
  const page = await openPage({ profiles: "none", count: 0, ...options }, "#/welcome");
  const type = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  const fill = () => {
    type("Store name", "دار العود");
    type("Private key", secret);
    type("Public key (optional)", "pk_4f1c9a7e2b60");
  };
  const connect = () => page.user.click(screen.getByText("Connect", { selector: "button" }));
  const asked = () => page.desk.calls.filter(({ command }) => command === "connect");
  return { ...page, type, fill, connect, asked };
}

// First: what React Aria announced in other tests stays in the document for seconds.
test.each(["en", "ar"] as const)("axe finds nothing serious in %s", async (language) => {
  await openWelcome({ settings: { language }, keyring: "locked" });
  expect(await seriousFaults()).toEqual([]);
});

describe("the welcome screen", () => {
  test("connects a store, says what was proved and what not, and leads to its orders", async () => {
    const { user, fill, connect, asked } = await openWelcome();
    fill();
    await connect();
    const heading = await screen.findByText("دار العود", { selector: "h1 *" });
    expect(heading.closest("h1")).toHaveFocus();
    expect(asked()[0]?.args).toEqual({
      request: {
        name: "دار العود",
        environment: "production",
        baseUrl: null,
        publicKey: "pk_4f1c9a7e2b60",
        privateKey: secret,
        keepForSession: false,
      },
    });
    expect(screen.getByText("Points accepted the private key for Production.")).toBeVisible();
    expect(screen.getByText(/Only the first checkout proves it/)).toBeVisible();
    expect(screen.getByText(/Points cannot list orders. Bring your shop’s file/)).toBeVisible();
    expect(document.documentElement.outerHTML + window.location.href).not.toContain(secret);
    await user.click(screen.getByText("Later, show me the empty list"));
    await waitFor(() => expect(window.location.hash).toBe("#/orders"));
  });

  test("stays where the desk tells of the store before it has answered", async () => {
    let answer: () => void = () => undefined;
    const mayAnswer = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const made: ProfileView = {
      id: "new-store",
      name: "دار العود",
      environment: "production",
      baseUrl: "https://business.papp.sa/api/v1",
      publicKey: null,
      key: { state: "stored", lastFour: "9f3c", storedAt: 0 },
    };
    const page = await openPage(
      {
        profiles: "none",
        count: 0,
        answers: {
          connect: async () => {
            await mayAnswer;
            return { profile: made, proved: ["private_key_accepted"] };
          },
        },
      },
      "#/orders",
    );
    fireEvent.change(screen.getByLabelText("Store name"), { target: { value: made.name } });
    fireEvent.change(screen.getByLabelText("Private key"), { target: { value: secret } });
    await page.user.click(screen.getByText("Connect", { selector: "button" }));
    page.desk.view.profiles.push(made);
    page.desk.view.activeProfile = made.id;
    await act(() => page.desk.changed("desk"));
    // The frame is that of the store by now; the form is still there.
    await screen.findByLabelText("Search orders");
    expect(screen.getByLabelText("Store name")).toHaveValue(made.name);
    await act(async () => answer());
    expect(await screen.findByText(made.name, { selector: "h1 *" })).toBeInTheDocument();
  });

  test("empties the private key once sent, and says beside it why Points refused it", async () => {
    const { fill, connect } = await openWelcome({
      answers: {
        connect: () => {
          throw { code: "key_refused", details: { message: "Invalid or inactive API key" } };
        },
      },
    });
    fill();
    await connect();
    const field = screen.getByLabelText("Private key");
    await waitFor(() => expect(field).toHaveFocus());
    expect(field).toHaveValue("");
    expect(field).toHaveAccessibleDescription(/Points refused the key.*Invalid or inactive/);
    expect(screen.getByLabelText("Store name")).toHaveValue("دار العود");
  });

  test("asks for what is missing before anything is sent", async () => {
    const { type, connect, asked } = await openWelcome();
    type("Private key", secret);
    await connect();
    expect(screen.getByLabelText("Store name")).toHaveAccessibleDescription(/name is empty/);
    expect(screen.getByLabelText("Private key")).toHaveValue(secret);
    expect(asked()).toEqual([]);
  });

  test("refuses one key in both fields, and leaves it in neither", async () => {
    const { fill, type, connect, asked } = await openWelcome();
    fill();
    type("Public key (optional)", ` ${secret}\n`);
    await connect();
    expect(screen.getByLabelText("Private key")).toHaveAccessibleDescription(/are the same/);
    expect(screen.getByLabelText("Private key")).toHaveValue("");
    expect(screen.getByLabelText("Public key (optional)")).toHaveValue("");
    expect(asked()).toEqual([]);
  });

  test("explains a missing keyring and offers to keep the key for the session", async () => {
    const { user, fill, connect, asked } = await openWelcome({ keyring: "no_service" });
    expect(screen.getByText(/A keyring is the locked place/)).toBeVisible();
    await user.click(screen.getByLabelText(/Keep the key for this session only/));
    fill();
    await connect();
    await waitFor(() => expect(asked()).toHaveLength(1));
    expect(asked()[0]?.args).toMatchObject({ request: { keepForSession: true } });
  });

  test("takes another address where it is unfolded", async () => {
    const { user, fill, type, connect, asked } = await openWelcome();
    await user.click(screen.getByText("Other address"));
    fill();
    type("Address", "https://points.example/api/v1");
    await connect();
    await waitFor(() => expect(asked()).toHaveLength(1));
    expect(asked()[0]?.args).toMatchObject({
      request: { environment: "custom", baseUrl: "https://points.example/api/v1" },
    });
  });

  test.each([
    [{ code: "offline", details: {} }, "Check the network, then try again."],
    [{ code: "points_down", details: { http_status: "503" } }, "Try again in a few minutes."],
    [{ code: "throttled", details: {} }, "Wait a minute, then try again."],
    [{ code: "throttled", details: { retry_after_seconds: "1" } }, "Wait 1 second, then"],
  ])("promises nothing that happens by itself: %o", async (failure, next) => {
    const { fill, connect } = await openWelcome({
      answers: {
        connect: () => {
          throw failure;
        },
      },
    });
    fill();
    await connect();
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(next);
    expect(alert).not.toHaveTextContent("by itself");
  });

  test("says beside a mistyped address that it was not found", async () => {
    const { user, fill, type, connect } = await openWelcome({
      answers: {
        connect: () => {
          throw { code: "address_not_found", details: {} };
        },
      },
    });
    await user.click(screen.getByText("Other address"));
    fill();
    type("Address", "https://pionts.example/api/v1");
    await connect();
    await waitFor(() =>
      expect(screen.getByLabelText("Address")).toHaveAccessibleDescription(
        /This address was not found/,
      ),
    );
  });
});
