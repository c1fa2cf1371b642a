import { Message } from "../messages";
import type { CancelledBatch } from "../queries";
import { tallyBack } from "./tally-back";

/** How much of a batch was taken back, and how much had left before. */
export function BatchBack({ cancelled }: { readonly cancelled: CancelledBatch }) {
  const { taken, left } = tallyBack(cancelled);
  return (
    <>
      <Message id="undo.batch.taken" values={{ count: taken }} />
      {left > 0 && (
        <>
          {" "}
          <Message id="undo.batch.left" values={{ count: left }} />
        </>
      )}
    </>
  );
}
