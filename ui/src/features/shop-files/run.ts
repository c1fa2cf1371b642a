import type { FailureView, FileReading, ImportProgress, ImportReport } from "../../bridge/types";

/** A file that is to be taken over. */
export interface Subject {
  /** As the desk calls it. */
  readonly file: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly reading: FileReading;
  /** Behind so many rows it goes on; none where it begins. */
  readonly goesOnFrom: number | null;
}

/** Where taking a file over stands. */
export type ImportRun =
  | { readonly stage: "none" }
  | {
      readonly stage: "running";
      readonly subject: Subject;
      /** Bytes read. */
      readonly done: number;
      readonly total: number;
      readonly rows: number;
      readonly isStopping: boolean;
    }
  /** Whole, or stopped by the person; what was taken over stays. */
  | { readonly stage: "over"; readonly subject: Subject; readonly report: ImportReport }
  | { readonly stage: "failed"; readonly subject: Subject; readonly failure: FailureView };

/** No file is being taken over. */
export const noImport: ImportRun = { stage: "none" };

/** It begins. */
export function begin(subject: Subject): ImportRun {
  return {
    stage: "running",
    subject,
    done: 0,
    total: subject.size,
    rows: subject.goesOnFrom ?? 0,
    isStopping: false,
  };
}

/** The desk told how far it is. What is told of another file, or after the end, changes nothing. */
export function heard(before: ImportRun, progress: ImportProgress): ImportRun {
  if (before.stage !== "running" || before.subject.file !== progress.file) {
    return before;
  }
  const { done, total, rows } = progress;
  return { ...before, done, total, rows };
}

/** The person wants it to stop. */
export function stopping(before: ImportRun): ImportRun {
  return before.stage === "running" ? { ...before, isStopping: true } : before;
}

/** It goes on: the desk could not be told to stop. */
export function notStopped(before: ImportRun): ImportRun {
  return before.stage === "running" ? { ...before, isStopping: false } : before;
}

/** Whether it is this file that is taken over, or was just now. */
export function isAbout(
  run: ImportRun,
  file: number | null,
): run is Exclude<ImportRun, { stage: "none" }> {
  return run.stage !== "none" && run.subject.file === file;
}
