import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { type OpenedPage, openPage, rowOf, seriousFaults } from "./page";
import type { DeskOptions } from "./preview/desk";

const noura: DeskOptions = { settings: { atDesk: "Noura" } };

const region = () => screen.getByRole("region", { name: /^(Order|الطلب)$/ });
const asked = ({ desk }: OpenedPage, command: string) =>
  desk.calls.filter((call) => call.command === command).map(({ args }) => args);

/** Opens an order of the list that nobody has written on. Each test has one of its own. */
async function openUnnoted(number: string, options: DeskOptions = noura): Promise<OpenedPage> {
  const page = await openPage(options);
  await page.user.click(await rowOf(number));
  await screen.findByRole("heading", { name: `Order ${number}` });
  return page;
}

/** Opens the order that has a story, with three notes on it. */
async function openNoted(options: DeskOptions = noura): Promise<OpenedPage> {
  const page = await openPage(options, "#/orders?ascending=yes");
  await page.user.click(await rowOf("10402"));
  await waitFor(() => expect(within(region()).getAllByRole("article")).toHaveLength(3));
  return page;
}

const notes = () => within(region()).getAllByRole("article");
const note = (text: string) => {
  const found = notes().find((article) => article.textContent?.includes(text));
  if (found === undefined) {
    throw new Error(`no note says ${text}`);
  }
  return found;
};
const composer = () => within(region()).getByRole("textbox", { name: "New note" });

// First: what React Aria announced in other tests stays in the document for seconds.
describe.each(["en", "ar"] as const)("axe in %s", (language) => {
  test("finds nothing serious in notes, the composer and the question for a name", async () => {
    const { user } = await openNoted({ settings: { language } });
    await user.keyboard("n");
    await user.keyboard("Called");
    expect(await seriousFaults()).toEqual([]);
    await user.keyboard("{Control>}{Enter}{/Control}");
    await screen.findByRole("dialog");
    expect(await seriousFaults()).toEqual([]);
  });
});

describe("a new note", () => {
  test("is written by N and stored by Ctrl and Enter, and the focus comes back to the row", async () => {
    const page = await openUnnoted("10795");
    expect(within(region()).queryByRole("article")).not.toBeInTheDocument();
    await page.user.keyboard("n");
    expect(composer()).toHaveFocus();
    await page.user.keyboard("Called.{Enter}Calls again at 4{Control>}{Enter}{/Control}");
    await waitFor(() => expect(notes()).toHaveLength(1));
    expect(asked(page, "write_note")).toMatchObject([{ text: "Called.\nCalls again at 4" }]);
    expect(notes()[0]).toHaveTextContent("Noura");
    expect(within(notes()[0] as HTMLElement).getByText(/Calls again at 4/)).toHaveAttribute(
      "dir",
      "auto",
    );
    expect(within(region()).queryByRole("textbox")).not.toBeInTheDocument();
    expect(await rowOf("10795")).toHaveFocus();
  });

  test("is not stored empty, nor longer than the desk keeps it", async () => {
    const page = await openUnnoted("10796");
    await page.user.keyboard("n  {Control>}{Enter}{/Control}");
    expect(asked(page, "write_note")).toEqual([]);
    await page.user.clear(composer());
    await page.user.paste("ن".repeat(1_990));
    expect(within(region()).getByText("10 characters left")).toBeInTheDocument();
    await page.user.paste("ن".repeat(11));
    expect(within(region()).getByText("1 character too long")).toBeInTheDocument();
    await page.user.keyboard("{Control>}{Enter}{/Control}");
    expect(asked(page, "write_note")).toEqual([]);
    await page.user.keyboard("{Backspace}{Control>}{Enter}{/Control}");
    await waitFor(() => expect(asked(page, "write_note")).toHaveLength(1));
  });

  test("stays as a draft of its order by Escape, over other orders and back", async () => {
    const page = await openUnnoted("10797");
    await page.user.keyboard("nHalf a sent{Escape}");
    expect(screen.getByRole("heading", { name: "Order 10797" })).toBeInTheDocument();
    expect(within(region()).queryByRole("textbox")).not.toBeInTheDocument();
    expect(within(region()).getByText("Half a sent")).toBeInTheDocument();
    await page.user.keyboard("j");
    await screen.findByRole("heading", { name: "Order 10796" });
    expect(within(region()).queryByText("Half a sent")).not.toBeInTheDocument();
    await page.user.keyboard("k");
    await screen.findByRole("heading", { name: "Order 10797" });
    await page.user.keyboard("n");
    expect(composer()).toHaveFocus();
    await page.user.keyboard("ence{Control>}{Enter}{/Control}");
    await waitFor(() =>
      expect(asked(page, "write_note")).toMatchObject([{ text: "Half a sentence" }]),
    );
  });

  test("that is being written never takes the focus from who walks through the orders", async () => {
    const page = await openUnnoted("10793");
    await page.user.keyboard("nStill writing");
    await page.user.click(await rowOf("10795"));
    await screen.findByRole("heading", { name: "Order 10795" });
    await page.user.keyboard("j");
    await page.user.keyboard("j");
    await screen.findByRole("heading", { name: "Order 10793" });
    expect(within(region()).queryByRole("textbox")).not.toBeInTheDocument();
    expect(within(region()).getByText("Still writing")).toBeInTheDocument();
  });

  test("opens the active row of the list first", async () => {
    const page = await openPage(noura);
    const row = await rowOf("10800");
    await page.user.keyboard("j");
    await page.user.keyboard("k");
    expect(row).toHaveFocus();
    await page.user.keyboard("n");
    await screen.findByRole("heading", { name: "Order 10800" });
    await waitFor(() => expect(composer()).toHaveFocus());
    await page.user.keyboard("{Escape}");
    expect(row).toHaveFocus();
  });

  test("that the desk refuses stays in its field, and says why", async () => {
    const page = await openUnnoted("10799", {
      ...noura,
      answers: {
        write_note: () => {
          throw { code: "disk_full", details: {} };
        },
      },
    });
    await page.user.keyboard("nKeep me{Control>}{Enter}{/Control}");
    expect(await within(region()).findByText("The disk is full.")).toBeInTheDocument();
    expect(composer()).toHaveValue("Keep me");
  });
});

describe("a note that is there", () => {
  test("shows who wrote it, and on demand how it read before", async () => {
    const { user } = await openNoted();
    expect(notes()[0]).toHaveTextContent("شكر العميل");
    expect(note("Left with the guard")).toHaveTextContent("Omar");
    const edited = note("يريد التوصيل بعد المغرب");
    expect(edited).not.toHaveTextContent("مساءً");
    const shows = within(edited).getByRole("button", { name: "edited" });
    expect(shows).toHaveAttribute("aria-expanded", "false");
    act(() => shows.focus());
    await user.keyboard("{Enter}");
    expect(shows).toHaveAttribute("aria-expanded", "true");
    expect(edited).toHaveTextContent(/Until .*مساءً/);
  });

  test("is changed in its place; a text that is the same asks for nothing", async () => {
    const page = await openNoted();
    const guard = note("Left with the guard");
    act(() => within(guard).getByRole("button", { name: "Edit the note" }).focus());
    await page.user.keyboard("{Enter}");
    const field = within(guard).getByRole("textbox", { name: "Edit the note" });
    expect(field).toHaveFocus();
    await page.user.keyboard("{Control>}{Enter}{/Control}");
    expect(within(guard).queryByRole("textbox")).not.toBeInTheDocument();
    expect(asked(page, "edit_note")).toEqual([]);
    await page.user.keyboard("{Enter} Name: Saad{Control>}{Enter}{/Control}");
    await waitFor(() =>
      expect(note("Name: Saad")).toHaveTextContent("he signed for it. Name: Saad"),
    );
    expect(within(note("Name: Saad")).getByRole("button", { name: "edited" })).toBeInTheDocument();
  });

  test("is removed at once and brought back by the notice, or by Ctrl and Z", async () => {
    const page = await openNoted();
    for (const back of ["button", "keys"]) {
      act(() =>
        within(note("Left with the guard"))
          .getByRole("button", { name: "Remove the note" })
          .focus(),
      );
      await page.user.keyboard("{Enter}");
      await waitFor(() => expect(notes()).toHaveLength(2));
      expect(await screen.findByText("The note is removed")).toBeInTheDocument();
      if (back === "button") {
        await page.user.click(screen.getByRole("button", { name: /^Undo/ }));
      } else {
        await page.user.keyboard("{Control>}z{/Control}");
      }
      await waitFor(() => expect(notes()).toHaveLength(3));
      expect(screen.queryByText("The note is removed")).not.toBeInTheDocument();
    }
    expect(asked(page, "restore_note")).toEqual([{ id: 2 }, { id: 2 }]);
  });
});

describe("who is at this desk", () => {
  test("is asked before the first note is stored, and never again", async () => {
    const page = await openUnnoted("10791", {});
    await page.user.keyboard("nFirst{Control>}{Enter}{/Control}");
    const dialog = await screen.findByRole("dialog", { name: "Who is at this desk?" });
    expect(asked(page, "write_note")).toEqual([]);
    await waitFor(() =>
      expect(within(dialog).getByRole("textbox", { name: "Your name" })).toHaveFocus(),
    );
    await page.user.keyboard("  Noura {Enter}");
    await waitFor(() => expect(notes()).toHaveLength(1));
    expect(asked(page, "save_settings")).toMatchObject([{ settings: { atDesk: "Noura" } }]);
    expect(notes()[0]).toHaveTextContent("Noura");
    await page.user.keyboard("nSecond{Control>}{Enter}{/Control}");
    await waitFor(() => expect(notes()).toHaveLength(2));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  test("need not be said", async () => {
    const page = await openUnnoted("10790", {});
    await page.user.keyboard("nFirst{Control>}{Enter}{/Control}");
    await page.user.click(await screen.findByRole("button", { name: "Rather not say" }));
    await waitFor(() => expect(notes()).toHaveLength(1));
    expect(asked(page, "save_settings")).toMatchObject([{ settings: { atDesk: "" } }]);
    expect(notes()[0]).not.toHaveTextContent("Noura");
  });

  test("left open by Escape stores nothing, and the note is still there", async () => {
    const page = await openUnnoted("10788", {});
    await page.user.keyboard("nFirst{Control>}{Enter}{/Control}");
    const dialog = await screen.findByRole("dialog");
    await waitFor(() => expect(within(dialog).getByRole("textbox")).toHaveFocus());
    await page.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(asked(page, "write_note")).toEqual([]);
    expect(composer()).toHaveValue("First");
  });

  test("can be changed in the settings", async () => {
    const page = await openPage({ count: 0, ...noura }, "#/settings");
    const field = screen.getByRole("textbox", { name: "Who is at this desk?" });
    expect(field).toHaveValue("Noura");
    await page.user.clear(field);
    await page.user.type(field, "Omar{Enter}");
    expect(asked(page, "save_settings")).toMatchObject([{ settings: { atDesk: "Omar" } }]);
  });
});
