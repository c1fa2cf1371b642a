/**
 * The rows of a list that is walked by keys. Whoever scrolls them carries `data-rows`; exactly one
 * row in it, the active one, can be reached by Tab.
 */
import { type RefObject, useEffect, useRef } from "react";

/** The row that a key leads to; null for keys that move nothing. `page` is the rows in view. */
export function rowAfter(code: string, active: number, count: number, page: number): number | null {
  const last = Math.max(count - 1, 0);
  switch (code) {
    case "ArrowDown":
      return Math.min(active + 1, last);
    case "ArrowUp":
      return Math.max(active - 1, 0);
    case "PageDown":
      return Math.min(active + page, last);
    case "PageUp":
      return Math.max(active - page, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** Whether the focus is on a row or in one. */
export function isInRows(): boolean {
  return document.activeElement?.closest("[data-rows]") != null;
}

/** Whether the focus is on nothing that could be named, as at the start. */
export function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Brings the focus to the active row of the list on the screen. */
export function focusActiveRow(): void {
  document
    .querySelector<HTMLElement>("[data-rows] [role='row'][tabindex='0']")
    ?.focus({ preventScroll: true });
}

/** For the element of a row: the focus follows the active row, but is never taken from elsewhere. */
export function useRovingFocus(isActive: boolean): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive && isInRows()) {
      element.current?.focus({ preventScroll: true });
    }
  }, [isActive]);
  return element;
}

/** How the active row is drawn, focused or not: its keys act on it. */
export const activeRow =
  "before:absolute before:inset-y-0 before:start-0 before:w-[2px] before:bg-accent";
