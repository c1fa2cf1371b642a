import { type ReactNode, useState } from "react";

import type { Connected, DeskView } from "../../bridge/types";
import { everyOrder, go } from "../../location";
import { useStoreConnected } from "./answers";
import { ConnectForm } from "./connect-form";
import { NextStep } from "./next-step";

/** One column: connect a store, see what was proved, bring its orders. */
export function Welcome({
  desk,
  addOrders,
}: {
  readonly desk: DeskView;
  /** The way in for orders, which is a feature of its own. */
  readonly addOrders: (onDone: () => void) => ReactNode;
}) {
  const [connected, setConnected] = useState<Connected | null>(null);
  const storeConnected = useStoreConnected();
  const toOrders = () => go({ screen: "orders", order: null });

  const onConnected = (answer: Connected) => {
    go({ query: everyOrder }, "replace");
    setConnected(answer);
    storeConnected();
  };

  return (
    <div className="h-full overflow-y-auto" tabIndex={-1}>
      <div className="mx-auto flex min-h-full max-w-[520px] flex-col justify-center px-6 py-8">
        {connected === null ? (
          <ConnectForm
            desk={desk}
            onCancel={desk.profiles.length === 0 ? null : toOrders}
            onConnected={onConnected}
            // The desk may tell of the store before it answers; the form, and then the next step,
            // would give way to the store's list.
            onSend={() => go({ screen: "welcome", order: null }, "replace")}
          />
        ) : (
          <NextStep addOrders={addOrders(toOrders)} connected={connected} onLater={toOrders} />
        )}
      </div>
    </div>
  );
}
