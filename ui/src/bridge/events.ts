/** What the desk tells the page by itself. Each function returns how to stop listening. */
import { listen } from "@tauri-apps/api/event";

import type { CheckProgress } from "./generated/CheckProgress";
import type { ExportProgress } from "./generated/ExportProgress";
import type { FailureView } from "./generated/FailureView";
import type { ImportProgress } from "./generated/ImportProgress";
import type { RunProgress } from "./generated/RunProgress";
import type { SyncView } from "./generated/SyncView";
import type { TakenFile } from "./generated/TakenFile";
import type { Topic } from "./generated/Topic";

/** What came of a file dropped on the window. */
export interface Dropped {
  /** What a person calls the file. */
  readonly name: string;
  readonly taken: TakenFile | null;
  readonly failure: FailureView | null;
}

function subscribe<Payload>(event: string, tell: (payload: Payload) => void): () => void {
  const stop = listen<Payload>(event, ({ payload }) => tell(payload));
  return () => {
    stop.then(
      (unlisten) => unlisten(),
      // A listener that was never registered has nothing to stop.
      () => undefined,
    );
  };
}

/** Some of what the page shows is out of date. */
export const onDeskChanged = (tell: (topics: Topic[]) => void) =>
  subscribe<{ topics: Topic[] }>("desk-changed", ({ topics }) => tell(topics));

/** Sync went on. */
export const onSync = (tell: (sync: SyncView) => void) => subscribe("desk-sync", tell);

/** One order of a running check was read. */
export const onCheck = (tell: (progress: CheckProgress) => void) => subscribe("desk-check", tell);

/** An export went on. */
export const onExport = (tell: (progress: ExportProgress) => void) =>
  subscribe("desk-export", tell);

/** A file of the shop is taken over. */
export const onImport = (tell: (progress: ImportProgress) => void) =>
  subscribe("desk-import", tell);

/** A run of the reconciliation went on. */
export const onRun = (tell: (progress: RunProgress) => void) => subscribe("desk-run", tell);

/** A file is held over the window, or no longer. */
export const onDrag = (tell: (over: boolean) => void) =>
  subscribe<{ over: boolean }>("desk-drag", ({ over }) => tell(over));

/** A file was dropped on the window, and is being read. */
export const onDropping = (tell: (name: string) => void) =>
  subscribe<{ name: string }>("desk-dropping", ({ name }) => tell(name));

/** A file was dropped on the window, and read. */
export const onDropped = (tell: (dropped: Dropped) => void) => subscribe("desk-dropped", tell);

/** The system handed a link over, which names this order; the desk watches it. */
export const onLink = (tell: (uuid: string) => void) =>
  subscribe<{ uuid: string }>("desk-link", ({ uuid }) => tell(uuid));
