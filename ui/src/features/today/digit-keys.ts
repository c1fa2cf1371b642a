import { useEffect, useRef } from "react";

import { useShortcutsEnabled } from "../../frame";

/** A scanner's next character comes sooner than this, a person's next key later. Milliseconds. */
const burst = 60;

/** What takes the keys for itself, wherever it is on the screen. */
const covers = "[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox']";

/**
 * Runs `act` with 0 for the key 1, and so on to 9, when nobody is typing. A digit among others, as
 * a scanner sends them, is none of these keys.
 */
export function useDigitKeys(act: (place: number) => void): void {
  const enabled = useShortcutsEnabled();
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!enabled) {
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let before = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      clearTimeout(timer);
      const isInBurst = event.timeStamp - before < burst;
      before = event.timeStamp;
      // The place on the keyboard: an Arabic layout types ١ there.
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      const isTyping =
        event.target instanceof Element && event.target.closest("input, textarea") !== null;
      if (
        digit === undefined ||
        isInBurst ||
        hasModifier ||
        isTyping ||
        event.repeat ||
        event.defaultPrevented ||
        document.querySelector(covers) !== null
      ) {
        return;
      }
      timer = setTimeout(() => latest.current(Number(digit) - 1), burst);
    };
    window.addEventListener("keydown", onKey);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", onKey);
    };
  }, [enabled]);
}
