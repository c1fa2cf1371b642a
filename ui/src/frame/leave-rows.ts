import { isCovered } from "../commands";
import { isInRows } from "../design";

/** The focus leaves the rows: no key acts on the active one before it is pointed at again. */
export function leaveRows(): void {
  if (isInRows() && document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
}

/**
 * The same for rows under something that lies over the page: it gives the focus back to them when it
 * closes, which nobody asked for who scanned meanwhile.
 */
export function leaveRowsUncovered(): void {
  const settle = (event: Event) => {
    if (isCovered()) {
      return;
    }
    for (const name of signs) {
      document.removeEventListener(name, settle, { capture: true });
    }
    if (event.type === "focusin") {
      leaveRows();
    }
  };
  // A key or the pointer comes first where nothing was given back: what follows is a person's wish.
  const signs = ["focusin", "keydown", "pointerdown"];
  for (const name of signs) {
    document.addEventListener(name, settle, { capture: true });
  }
}
