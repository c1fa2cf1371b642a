import type { BatchRow } from "../bridge/types";
import { wasNotSent } from "../points";
import type { CancelledBatch } from "../queries";

/** Whether it reached Points, or may have. What Points refused changed nothing there. */
function wasSent(row: BatchRow): boolean {
  return (
    row.state === "sending" ||
    row.state === "confirmed" ||
    row.state === "unknown" ||
    (row.state === "needs_person" && !wasNotSent(row))
  );
}

/** How many orders of a batch were taken back just now, and how many had left before. Pure. */
export function tallyBack({ before, after }: CancelledBatch): {
  readonly taken: number;
  readonly sent: number;
} {
  const backBefore = new Set(
    before.rows.filter(({ state }) => state === "withdrawn").map(({ actionId }) => actionId),
  );
  const taken = after.rows.filter(
    ({ state, actionId }) => state === "withdrawn" && !backBefore.has(actionId),
  );
  return { taken: taken.length, sent: after.rows.filter(wasSent).length };
}
