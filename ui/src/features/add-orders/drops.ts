import { useCallback, useEffect, useState } from "react";

import { onDropped, onDropping } from "../../bridge";
import type { FailureView, TrackReport } from "../../bridge/types";

/** A file on its way into the list: being read while it has neither a report nor a failure. */
export interface Drop {
  readonly name: string;
  readonly report: TrackReport | null;
  readonly failure: FailureView | null;
}

/** Whether it is still being read. */
export function isBeingRead({ report, failure }: Drop): boolean {
  return report === null && failure === null;
}

/** What came of one file takes the place of the word that it is being read. */
export function withOutcome(drops: readonly Drop[], outcome: Drop): readonly Drop[] {
  const place = drops.findIndex((drop) => drop.name === outcome.name && isBeingRead(drop));
  return place < 0 ? [...drops, outcome] : drops.with(place, outcome);
}

/** The files that were dropped on the window since they were last forgotten, in their order. */
export function useDrops(onDrop: () => void) {
  const [drops, setDrops] = useState<readonly Drop[]>([]);
  useEffect(
    () =>
      onDropping((name) => {
        setDrops((before) => [...before, { name, report: null, failure: null }]);
        onDrop();
      }),
    [onDrop],
  );
  useEffect(
    () =>
      onDropped((outcome) => {
        setDrops((before) => withOutcome(before, outcome));
        onDrop();
      }),
    [onDrop],
  );
  const forget = useCallback(() => setDrops([]), []);
  return { drops, forget };
}
