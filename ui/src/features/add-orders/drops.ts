import { useCallback, useEffect, useState } from "react";

import { onDropped, onDropping } from "../../bridge";
import type { FailureView, FilePreview, TakenFile } from "../../bridge/types";

/** A file on its way into the list: being read while it is neither taken nor refused. */
export interface Drop {
  readonly name: string;
  readonly taken: TakenFile | null;
  readonly failure: FailureView | null;
}

/** Whether it is still being read. */
export function isBeingRead({ taken, failure }: Drop): boolean {
  return taken === null && failure === null;
}

/** What came of one file takes the place of the word that it is being read. */
export function withOutcome(drops: readonly Drop[], outcome: Drop): readonly Drop[] {
  const place = drops.findIndex((drop) => drop.name === outcome.name && isBeingRead(drop));
  return place < 0 ? [...drops, outcome] : drops.with(place, outcome);
}

/** The one file that came, where it has columns: it is looked at by itself. */
export function alonePreview(drops: readonly Drop[]): FilePreview | null {
  const [only] = drops;
  return drops.length === 1 && only?.taken?.kind === "preview" ? only.taken.value : null;
}

/** The files that were dropped on the window since they were last forgotten, in their order. */
export function useDrops(onDrop: () => void) {
  const [drops, setDrops] = useState<readonly Drop[]>([]);
  useEffect(
    () =>
      onDropping((name) => {
        setDrops((before) => [...before, { name, taken: null, failure: null }]);
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
