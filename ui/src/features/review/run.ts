/** Where a look through everything stands: pure. */
import type { FailureView, RunProgress } from "../../bridge/types";

export interface RunState {
  /** How far it is; none while none is under way. */
  readonly progress: RunProgress | null;
  /** Whether this page began it, and so hears of its end. */
  readonly isOwn: boolean;
  readonly isStopping: boolean;
  readonly failure: FailureView | null;
}

/** None is under way. */
export const noRun: RunState = {
  progress: null,
  isOwn: false,
  isStopping: false,
  failure: null,
};

/** A person began it. */
export function begun(): RunState {
  return { ...noRun, progress: { phase: "reading", done: 0, total: 0 }, isOwn: true };
}

/** The desk told how far it is: of this one, or of one that began by itself. */
export function heard(before: RunState, progress: RunProgress): RunState {
  return { ...before, progress, failure: null };
}

/** It ended, or the person stopped it. */
export function ended(): RunState {
  return noRun;
}

/** It broke off. */
export function broken(failure: FailureView): RunState {
  return { ...noRun, failure };
}
