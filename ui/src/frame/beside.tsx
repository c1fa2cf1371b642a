import type { ReactNode } from "react";

import { focusActiveRow } from "../design";
import { go } from "../location";
import { useIsSelecting } from "../selection";
import { useShortcut } from "./shortcuts";

/** Closes the open order; the focus goes back to the list. */
export function closeOrder(): void {
  go({ order: null });
  focusActiveRow();
}

/** The open order beside a list, in narrow windows over it, and the key that closes it. */
export function Beside({ children }: { readonly children: ReactNode }) {
  // What is chosen in the list is given up first.
  useShortcut("close", closeOrder, !useIsSelecting());
  return (
    <aside className="appear w-[420px] shrink-0 border-line border-s bg-panel max-beside:absolute max-beside:inset-y-0 max-beside:end-0 max-beside:w-full">
      {children}
    </aside>
  );
}
