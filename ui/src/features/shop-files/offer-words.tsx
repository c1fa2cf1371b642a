import type { FileOffer } from "../../bridge/types";
import { useFormat, useNow } from "../../format";
import { Message } from "../../messages";

const step = 10_000;

/** Which file came, and when. */
export function OfferWords({ offer }: { readonly offer: FileOffer }) {
  const format = useFormat();
  const now = useNow(step);
  return (
    <span className="min-w-0 wrap-anywhere" title={format.exact(offer.writtenAt)}>
      <Message
        id="offer.came"
        values={{
          name: <bdi className="font-medium">{offer.name}</bdi>,
          ago: format.ago(now - offer.writtenAt),
        }}
      />
    </span>
  );
}
