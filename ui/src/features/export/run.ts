import type { ExportReport, FailureView } from "../../bridge/types";

/** Where an export stands. */
export type Export =
  | { readonly stage: "none" }
  /** The person names the file in the system's own dialog. */
  | { readonly stage: "naming" }
  | {
      readonly stage: "writing";
      readonly done: number;
      readonly total: number;
      readonly isStopping: boolean;
    }
  | { readonly stage: "written"; readonly report: ExportReport }
  /** Stopped by the person: nothing was written. */
  | { readonly stage: "stopped" }
  | { readonly stage: "failed"; readonly failure: FailureView };

/** Nothing is being written. */
export const noExport: Export = { stage: "none" };

/** Whether an export is under way. */
export function isUnderWay({ stage }: Export): boolean {
  return stage === "naming" || stage === "writing";
}

/** The desk told how far it is. What is told after the end is too late. */
export function heard(before: Export, done: number, total: number): Export {
  if (before.stage !== "naming" && before.stage !== "writing") {
    return before;
  }
  const isStopping = before.stage === "writing" && before.isStopping;
  return { stage: "writing", done, total, isStopping };
}

/** The person wants it to stop. */
export function stopping(before: Export): Export {
  return before.stage === "writing" ? { ...before, isStopping: true } : before;
}

/** The desk answered: with a file, or with nothing where the person named none. */
export function ended(report: ExportReport | null): Export {
  return report === null ? noExport : { stage: "written", report };
}

/** The desk could not write it. That a person stopped it is no failure. */
export function broken(failure: FailureView): Export {
  return failure.code === "cancelled" ? { stage: "stopped" } : { stage: "failed", failure };
}
