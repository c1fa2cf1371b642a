import { type ReactNode, useEffect, useRef } from "react";

import type { Connected } from "../../bridge/types";
import { Button } from "../../design";
import { Proofs } from "../../key-entry";
import { Message, useMessages } from "../../messages";

/** What connecting proved and what it did not, and the step that the store needs next. */
export function NextStep({
  connected,
  addOrders,
  onLater,
}: {
  readonly connected: Connected;
  readonly addOrders: ReactNode;
  readonly onLater: () => void;
}) {
  const translate = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  // The form is gone, and the focus with it: what came of it is read out from here.
  useEffect(() => heading.current?.focus(), []);
  const { profile, proved } = connected;
  return (
    <div className="appear flex flex-col gap-6">
      <section className="flex flex-col gap-3">
        <h1 className="font-semibold text-total outline-none" ref={heading} tabIndex={-1}>
          <Message id="welcome.connected" values={{ name: profile.name }} />
        </h1>
        <Proofs environment={profile.environment} proofs={proved} />
      </section>
      <section className="flex flex-col gap-3 border-line border-t pt-5">
        <h2 className="font-semibold text-title">{translate("welcome.next")}</h2>
        {addOrders}
        <Button className="self-start" kind="quiet" onPress={onLater} size="small">
          {translate("welcome.later")}
        </Button>
      </section>
    </div>
  );
}
