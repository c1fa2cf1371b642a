import type { WebhookTest } from "../../bridge/types";
import { ToneMark } from "../../design";
import { Message } from "../../messages";

/** What came of a test event, in one line. */
export function TestResult({ test }: { readonly test: WebhookTest }) {
  const hasArrived = test.arrivedAfter !== null;
  return (
    <p className="flex items-start gap-2 pt-2 text-small">
      <span className="pt-0.5">
        <ToneMark tone={hasArrived ? "done" : "needs"} />
      </span>
      <span className={hasArrived ? "" : "text-needs"}>
        {test.arrivedAfter === null ? (
          <Message id="webhooks.testedAway" />
        ) : (
          <Message
            id="webhooks.tested"
            values={{ kept: test.answeredAfter, here: test.arrivedAfter }}
          />
        )}
      </span>
    </p>
  );
}
