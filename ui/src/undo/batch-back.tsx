import { Message } from "../messages";
import type { CancelledBatch } from "../queries";
import { tallyBack } from "./tally-back";

/** How much of a batch was taken back, and how much had left before. */
export function BatchBack({ cancelled }: { readonly cancelled: CancelledBatch }) {
  const { taken, sent } = tallyBack(cancelled);
  return (
    <>
      <Message id="undo.batch.taken" values={{ count: taken }} />
      {sent > 0 && (
        <>
          {" "}
          <Message id="undo.batch.sent" values={{ count: sent }} />
        </>
      )}
    </>
  );
}
