import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";

import { focusActiveRow, isInRows } from "../design";
import type { MessageId } from "../messages";

/** One key of the page. `code` is the place on the keyboard, so an Arabic layout works too. */
export interface Shortcut {
  readonly code: string;
  readonly shift?: boolean;
  /** What is printed on the key. */
  readonly cap: string;
  readonly words: MessageId;
  /** It goes on while it is held. Nothing else does: a held key must not send step after step. */
  readonly repeats?: boolean;
}

/** All single keys, in the order of the key list. */
export const shortcuts = {
  search: { code: "Slash", cap: "/", words: "keys.search" },
  next: { code: "KeyJ", cap: "J", words: "keys.next", repeats: true },
  previous: { code: "KeyK", cap: "K", words: "keys.previous", repeats: true },
  open: { code: "Enter", cap: "Enter", words: "keys.open" },
  close: { code: "Escape", cap: "Esc", words: "keys.close" },
  advance: { code: "BracketRight", cap: "]", words: "keys.advance" },
  shippingMenu: { code: "BracketRight", shift: true, cap: "Shift ]", words: "keys.shippingMenu" },
  refresh: { code: "KeyR", cap: "R", words: "keys.refresh" },
  copyNumber: { code: "KeyC", cap: "C", words: "keys.copyNumber" },
  copySentence: { code: "KeyS", cap: "S", words: "keys.copySentence" },
  note: { code: "KeyN", cap: "N", words: "keys.note" },
  print: { code: "KeyP", cap: "P", words: "keys.print" },
  saveView: { code: "KeyV", cap: "V", words: "keys.saveView" },
  addOrders: { code: "KeyA", cap: "A", words: "keys.addOrders" },
  need: { code: "Digit1", cap: "1 … 9", words: "keys.need" },
  keyList: { code: "Slash", shift: true, cap: "?", words: "keys.keyList" },
} as const satisfies Readonly<Record<string, Shortcut>>;

/** The name of a key. */
export type ShortcutName = keyof typeof shortcuts;

const EnabledContext = createContext(true);

/** Whether single keys do anything below; a setting, since they disturb some ways of typing. */
export function ShortcutsProvider({
  enabled,
  children,
}: {
  readonly enabled: boolean;
  readonly children: ReactNode;
}) {
  return <EnabledContext value={enabled}>{children}</EnabledContext>;
}

/** Whether single keys are on: a button shows its key only then. */
export function useShortcutsEnabled(): boolean {
  return useContext(EnabledContext);
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select")) &&
    // A box that was ticked by the mouse keeps the focus, and takes no letters.
    !target.matches("[type='checkbox'], [type='radio']")
  );
}

/** Whether something that takes the keys for itself lies over the page, wherever the focus is. */
export function isCovered(): boolean {
  return (
    document.querySelector(
      "[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox']",
    ) !== null
  );
}

/** Whether the key already means something to what has the focus, as Enter does to a link. */
function isTaken(code: string, target: EventTarget | null): boolean {
  return (
    code === "Enter" &&
    target instanceof Element &&
    target.closest("a, button, [role='button']") !== null
  );
}

/** Runs `act` when the key is pressed anywhere but in a field, a menu or a dialog. */
export function useShortcut(name: ShortcutName, act: () => void, active = true): void {
  const enabled = useShortcutsEnabled();
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const shortcut: Shortcut = shortcuts[name];
    // Escape closes even where single keys are off: it is no letter.
    if (!active || (!enabled && shortcut.code !== "Escape")) {
      return;
    }
    const onKey = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.code !== shortcut.code ||
        (event.repeat && shortcut.repeats !== true) ||
        event.shiftKey !== (shortcut.shift ?? false) ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target) ||
        isTaken(event.code, event.target) ||
        isCovered()
      ) {
        return;
      }
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [name, active, enabled]);
}

/**
 * A key of the active row, where no order is open. It acts only while the focus is in the rows;
 * else the first press shows which row is meant, and brings the focus there.
 */
export function onActiveRow(act: () => void): () => void {
  return () => {
    if (isInRows()) {
      act();
    } else {
      focusActiveRow();
    }
  };
}
