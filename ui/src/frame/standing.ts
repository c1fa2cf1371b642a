import { useEffect, useState } from "react";

import type { SyncPhase, SyncView } from "../bridge/types";
import { isAway } from "../points";

/** How sync stands, in the words of the header and the banners. */
export type Standing = SyncPhase | "offline";

/**
 * How sync stands. A new try alone mends nothing: until a read succeeds it stands as before, so
 * that nothing on the screen comes and goes with each try.
 */
export function standing({ phase, problem }: SyncView): Standing {
  const isWaiting = phase === "waiting" || (phase === "running" && problem !== null);
  if (!isWaiting) {
    return phase;
  }
  return problem !== null && isAway(problem.code) ? "offline" : "waiting";
}

/** A run of so many orders is shown at once. */
const worthShowing = 10;

/** A shorter run is shown only if it goes on for this long, in milliseconds. */
const soonOver = 800;

/** Whether to show how far a run is: the single reads of a quiet day come and go unseen. */
export function useIsWorthShowing(isRunning: boolean, total: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isRunning) {
      setLasts(false);
      return;
    }
    const timer = setTimeout(() => setLasts(true), soonOver);
    return () => clearTimeout(timer);
  }, [isRunning]);
  return isRunning && (lasts || total >= worthShowing);
}
