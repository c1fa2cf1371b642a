import type { OrderTotal } from "../bridge/types";
import { Message } from "../messages";

/** How many are chosen, spoken as it changes. */
export function SpokenChoice({ count }: { readonly count: OrderTotal | null }) {
  return (
    <span className="sr-only" role="status">
      {count !== null && (
        <Message
          id={count.atLeast ? "choose.countAtLeast" : "choose.count"}
          values={{ count: count.count }}
        />
      )}
    </span>
  );
}
