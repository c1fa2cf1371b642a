import { useEffect, useRef } from "react";

import { useShortcutsEnabled } from "../../frame";

/** Runs `act` with 0 for the key 1, and so on to 9, when nobody is typing. */
export function useDigitKeys(act: (place: number) => void): void {
  const enabled = useShortcutsEnabled();
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!enabled) {
      return;
    }
    const onKey = (event: KeyboardEvent) => {
      // The place on the keyboard: an Arabic layout types ١ there.
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      const isElsewhere =
        event.target instanceof Element &&
        event.target.closest("input, textarea, [role='dialog'], [role='menu']") !== null;
      if (digit === undefined || event.defaultPrevented || hasModifier || isElsewhere) {
        return;
      }
      event.preventDefault();
      latest.current(Number(digit) - 1);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [enabled]);
}
