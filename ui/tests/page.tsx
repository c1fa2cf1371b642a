/** Opens the whole page on a desk in memory, as a person would have it before them. */
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";

import { App } from "../src/app";
import { newQueryClient } from "../src/queries";
import { clearSelection } from "../src/selection";
import { type DeskOptions, type PreviewDesk, startDesk } from "./preview/desk";

export interface OpenedPage {
  readonly desk: PreviewDesk;
  readonly user: ReturnType<typeof userEvent.setup>;
}

/** Starts a desk, opens the page at `hash`, and waits for its first screen. */
export async function openPage(options: DeskOptions = {}, hash = "#/orders"): Promise<OpenedPage> {
  const desk = startDesk({ count: 400, ...options });
  window.history.replaceState(null, "", hash);
  // The page is one module for all tests; the address is read when history is walked.
  window.dispatchEvent(new PopStateEvent("popstate"));
  clearSelection();
  const user = userEvent.setup();
  render(<App client={newQueryClient()} />);
  await screen.findByRole("main");
  return { desk, user };
}

/** The row of an order by its number. */
export async function rowOf(number: string): Promise<HTMLElement> {
  // What was searched for is marked within it, as an element of its own.
  const cell = await screen.findByText((_words, element) => element?.textContent === number, {
    selector: "[role=gridcell] bdi",
  });
  const row = cell.closest<HTMLElement>("[role=row]");
  if (row === null) {
    throw new Error(`${number} is in no row`);
  }
  return row;
}

/** What axe finds that keeps somebody from using the page. Colours are measured in a real browser. */
export async function seriousFaults(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    resultTypes: ["violations"],
    preload: false,
    rules: { "color-contrast": { enabled: false } },
  });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}
