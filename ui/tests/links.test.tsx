import { emit } from "@tauri-apps/api/event";
import { act, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { openPage, rowOf } from "./page";

test("a link of the system opens its order from any screen", async () => {
  const { desk } = await openPage({}, "#/settings");
  await screen.findByRole("heading", { name: "Stores" });
  const uuid = desk.orders.find(({ row }) => row.orderNumber === "10797")?.row.uuid ?? "";
  await act(() => emit("desk-link", { uuid }));
  expect(await screen.findByRole("heading", { name: "Order 10797" })).toBeInTheDocument();
  expect(await rowOf("10797")).toBeInTheDocument();
});
