import type { CheckedOrder } from "../bridge/types";
import { ToneMark, wordsOf } from "../design";
import { Message, useMessages } from "../messages";
import { financialTone, financialWord } from "../points";
import { hasMoved } from "./check";

/** What one check came to, in the row of its order. */
export function Outcome({
  checked,
  orderType,
}: {
  readonly checked: CheckedOrder;
  readonly orderType: string | null;
}) {
  const translate = useMessages();
  if (checked.outcome === "failed") {
    return (
      <Words mark="needs">
        {checked.failure === null ? (
          translate("check.failed")
        ) : (
          <Message id={`error.${checked.failure.code}.cause`} values={wordsOf(checked.failure)} />
        )}
      </Words>
    );
  }
  if (checked.outcome === "gone") {
    return <Words mark="stop">{translate("check.isGone")}</Words>;
  }
  const status = financialWord(translate, checked.after, orderType);
  if (!hasMoved(checked)) {
    return (
      <Words mark="waiting">
        <Message id="check.still" values={{ status }} />
      </Words>
    );
  }
  return (
    <Words mark={financialTone(checked.after)}>
      <span className="font-medium">
        <Message id="check.now" values={{ status }} />
      </span>
    </Words>
  );
}

function Words({
  mark,
  children,
}: {
  readonly mark: "waiting" | "moving" | "done" | "needs" | "stop";
  readonly children: React.ReactNode;
}) {
  return (
    <span className="flex min-w-0 items-start gap-2">
      <span className="pt-[3px]">
        <ToneMark tone={mark} />
      </span>
      <span className="line-clamp-2 min-w-0">{children}</span>
    </span>
  );
}
