import { configure, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";

import type { Settings } from "../src/bridge/types";
import { openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";

// Whole pages on busy machines.
configure({ asyncUtilTimeout: 10_000 });

/** An order of which two statuses wait already, and a third one asked for. */
async function asked(settings: Partial<Settings> = {}) {
  let waiting = 2;
  const answers: DeskOptions["answers"] = {
    statuses_before: () => waiting,
    send_only_last: ({ id }) => {
      waiting = 0;
      return { ...page.desk.orders[6]?.row.pending, id, orderUuid: page.desk.orders[6]?.row.uuid };
    },
  };
  const page = await openPage({ settings: { undoSeconds: 60, ...settings }, answers });
  await page.user.click(await rowOf(page.desk.orders[6]?.row.orderNumber ?? ""));
  await screen.findByRole("button", { name: /^Mark as On the way/ });
  await page.user.keyboard("]");
  await screen.findByText(/“On the way” asked for 10794/);
  const calls = (name: string) => page.desk.calls.filter(({ command }) => command === name);
  const saved = () => calls("save_settings").at(-1)?.args["settings"] as Settings | undefined;
  return { ...page, calls, saved };
}

test("one is asked whether the last is enough, and it is remembered", async () => {
  const { user, calls, saved } = await asked();
  const question = await screen.findByRole("region", { name: "Several statuses wait" });
  expect(question).toHaveTextContent("3 statuses of 10794 wait. Send only the last?");
  expect(await seriousFaults()).toEqual([]);
  expect(calls("send_only_last")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Send only the last" }));
  await waitFor(() => expect(saved()).toMatchObject({ severalStatuses: "only_last" }));
  expect(calls("send_only_last")).toHaveLength(1);
  await waitFor(() => expect(question).not.toBeInTheDocument());
});

test("all are sent where one wants, which is remembered too", async () => {
  const { user, calls, saved } = await asked();
  await user.click(await screen.findByRole("button", { name: "Send all" }));
  await waitFor(() => expect(saved()).toMatchObject({ severalStatuses: "all" }));
  expect(calls("send_only_last")).toEqual([]);
  await waitFor(() => expect(screen.queryByRole("button", { name: "Send all" })).toBeNull());
});

test("nobody is asked who has answered", async () => {
  const { calls } = await asked({ severalStatuses: "only_last" });
  expect(screen.queryByRole("region", { name: "Several statuses wait" })).toBeNull();
  expect(calls("statuses_before")).toEqual([]);
});

test("nobody is asked where only one waits", async () => {
  const page = await openPage({ settings: { undoSeconds: 60 } });
  await page.user.click(await rowOf(page.desk.orders[6]?.row.orderNumber ?? ""));
  await screen.findByRole("button", { name: /^Mark as On the way/ });
  await page.user.keyboard("]");
  await screen.findByText(/“On the way” asked for 10794/);
  await waitFor(() =>
    expect(page.desk.calls.some(({ command }) => command === "statuses_before")).toBe(true),
  );
  expect(screen.queryByRole("region", { name: "Several statuses wait" })).toBeNull();
});
