import { type ReactNode, useState } from "react";

import type { Connected, DeskView } from "../../bridge/types";
import { everyOrder, go, noView } from "../../location";
import { useMessages } from "../../messages";
import { useStoreConnected } from "./answers";
import { ConnectForm } from "./connect-form";
import { Mark } from "./mark";
import { NextStep } from "./next-step";
import { Steps } from "./steps";

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
  const translate = useMessages();
  const storeConnected = useStoreConnected();
  const toOrders = () => go({ screen: "orders", order: null });

  const onConnected = (answer: Connected) => {
    go({ query: everyOrder, ...noView }, "replace");
    setConnected(answer);
    storeConnected();
  };

  return (
    <div className="h-full overflow-y-auto bg-canvas" tabIndex={-1}>
      <div className="mx-auto flex min-h-full max-w-[600px] flex-col justify-center gap-5 px-6 py-8">
        {connected === null && (
          <header className="flex items-start gap-4 px-1">
            <Mark />
            <div>
              <h1 className="font-semibold text-total">{translate("welcome.title")}</h1>
              <p className="mt-1 text-ink-soft">{translate("welcome.what")}</p>
            </div>
          </header>
        )}
        <div className="flex flex-col gap-5 rounded-dialog border border-line bg-panel px-7 py-6 shadow-flat">
          <Steps done={connected === null ? 0 : 1} />
          {connected === null ? (
            <ConnectForm
              desk={desk}
              onCancel={desk.profiles.length === 0 ? null : toOrders}
              onConnected={onConnected}
              // The desk may tell of the store before it answers; the form, and then the next
              // step, would give way to the store's list.
              onSend={() => go({ screen: "welcome", order: null }, "replace")}
            />
          ) : (
            <NextStep addOrders={addOrders(toOrders)} connected={connected} onLater={toOrders} />
          )}
        </div>
      </div>
    </div>
  );
}
