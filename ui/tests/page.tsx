/** Opens the whole page on a desk in memory, as a person would have it before them. */
import { act, createEvent, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";

import { App } from "../src/app";
import { newQueryClient } from "../src/queries";
import { clearSelection } from "../src/selection";
import { type DeskOptions, type PreviewDesk, startDesk } from "./preview/desk";

type User = ReturnType<typeof userEvent.setup>;

export interface OpenedPage {
  readonly desk: PreviewDesk;
  readonly user: User;
}

/** Milliseconds between keys: whoever is faster is a scanner. */
const betweenKeys = 70;

/** Lets this time go by, milliseconds. */
export const wait = (time: number) =>
  act(() => new Promise<void>((resolve) => setTimeout(resolve, time)));

/** Somebody who types quickly, but no faster than hands do, and sees what came of it. */
function person(): User {
  const user = userEvent.setup();
  const typist = userEvent.setup({ delay: betweenKeys });
  return {
    ...user,
    keyboard: async (keys) => {
      await typist.keyboard(keys);
      await wait(betweenKeys);
    },
    type: async (field, text, options) => {
      // In other fields no pace means anything.
      const isWatched = field.matches("header input");
      await (isWatched ? typist : user).type(field, text, options);
      await wait(isWatched ? betweenKeys : 0);
    },
  };
}

/** Starts a desk, opens the page at `hash`, and waits for its first screen. */
export async function openPage(options: DeskOptions = {}, hash = "#/orders"): Promise<OpenedPage> {
  const desk = startDesk({ count: 400, ...options });
  window.history.replaceState(null, "", hash);
  // The page is one module for all tests; the address is read when history is walked.
  window.dispatchEvent(new PopStateEvent("popstate"));
  clearSelection();
  const user = person();
  render(<App client={newQueryClient()} />);
  await screen.findByRole("main");
  return { desk, user };
}

/** What the system makes of a letter's key in an Arabic layout. */
const arabicLetter = "\u0634";

/**
 * A scanner sends this, and then the key Enter, as the layout of the United States has it; the
 * system reads it in that layout or in an Arabic one. Its times are its own: a busy machine makes no
 * person of it.
 */
export async function scan(
  text: string,
  {
    end = "Enter",
    layout = "american",
  }: { end?: string | null; layout?: "american" | "arabic" } = {},
) {
  const signs: Record<string, readonly [string, boolean]> = {
    "-": ["Minus", false],
    _: ["Minus", true],
    "]": ["BracketRight", false],
  };
  const codes = [...text].map((character): [string, string, boolean] => {
    if (/[0-9]/.test(character)) {
      return [`Digit${character}`, character, false];
    }
    if (/[a-zA-Z]/.test(character)) {
      const key = layout === "arabic" ? arabicLetter : character;
      return [`Key${character.toUpperCase()}`, key, /[A-Z]/.test(character)];
    }
    const [code, shift] = signs[character] ?? ["Slash", false];
    return [code, character, shift];
  });
  const presses = end === null ? codes : [...codes, [end, end, false] as const];
  // The clock of events, which is not that of the test.
  const start = new Event("clock").timeStamp;
  act(() => {
    for (const [place, [code, key, shiftKey]] of presses.entries()) {
      const target = document.activeElement ?? document.body;
      const press = createEvent.keyDown(target, { code, key, shiftKey });
      Object.defineProperty(press, "timeStamp", { value: start + place * 8 });
      const isTyped = fireEvent(target, press);
      if (isTyped && target instanceof HTMLInputElement && key.length === 1) {
        fireEvent.change(target, { target: { value: target.value + key } });
      }
    }
  });
  await wait(betweenKeys);
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
