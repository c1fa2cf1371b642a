import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";

import type { MessageId } from "../messages";

/** One key of the page. `code` is the place on the keyboard, so an Arabic layout works too. */
export interface Shortcut {
  readonly code: string;
  readonly shift?: boolean;
  /** What is printed on the key. */
  readonly cap: string;
  readonly words: MessageId;
}

/** All single keys, in the order of the key list. */
export const shortcuts = {
  search: { code: "Slash", cap: "/", words: "keys.search" },
  next: { code: "KeyJ", cap: "J", words: "keys.next" },
  previous: { code: "KeyK", cap: "K", words: "keys.previous" },
  open: { code: "Enter", cap: "Enter", words: "keys.open" },
  close: { code: "Escape", cap: "Esc", words: "keys.close" },
  advance: { code: "BracketRight", cap: "]", words: "keys.advance" },
  shippingMenu: { code: "BracketRight", shift: true, cap: "Shift ]", words: "keys.shippingMenu" },
  refresh: { code: "KeyR", cap: "R", words: "keys.refresh" },
  copyNumber: { code: "KeyC", cap: "C", words: "keys.copyNumber" },
  addOrders: { code: "KeyN", cap: "N", words: "keys.addOrders" },
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

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

/** Whether something that takes the keys for itself lies over the page. */
function isCovered(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("[role='dialog'], [role='menu'], [role='listbox']") !== null
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
        event.shiftKey !== (shortcut.shift ?? false) ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target) ||
        isCovered(event.target)
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
