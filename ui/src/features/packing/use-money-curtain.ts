import { useEffect, useState } from "react";

import type { Settings } from "../../bridge/types";

/** Whether money is hidden at the packing table, and what draws it back. */
export interface Curtain {
  /** The packing table is on the screen, and no amount may be read on it. */
  readonly isClosed: boolean;
  /** Somebody brought the money back. */
  readonly isDrawn: boolean;
  readonly draw: () => void;
  readonly close: () => void;
}

/**
 * Hides the money at the packing table of a store, where the shop wants that. What is drawn back
 * closes again as soon as the table is left.
 */
export function useMoneyCurtain(
  settings: Pick<Settings, "hideMoneyWhenPacking">,
  /** The store whose packing table is on the screen; none: another screen is. */
  store: string | null,
): Curtain {
  const [drawnAt, setDrawnAt] = useState<string | null>(null);
  useEffect(() => {
    setDrawnAt((before) => (before === store ? before : null));
  }, [store]);
  const isDrawn = drawnAt !== null && drawnAt === store;
  return {
    isClosed: store !== null && settings.hideMoneyWhenPacking && !isDrawn,
    isDrawn,
    draw: () => setDrawnAt(store),
    close: () => setDrawnAt(null),
  };
}
