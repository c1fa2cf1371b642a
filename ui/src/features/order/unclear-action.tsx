import type { ReactNode } from "react";

import type { ActionView } from "../../bridge/types";
import { Button, Note } from "../../design";
import { useFormat, useNow } from "../../format";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { shippingWord, wasNotSent } from "../../points";
import { useSettleAction } from "../../queries";
import { ReasonWords } from "./reason";

/**
 * A change that needs evidence or a person: what happened, what it means, and what can be done.
 * It is never sent again by itself; only a person sends it once more.
 */
export function UnclearAction({
  action,
  uuid,
}: {
  readonly action: ActionView;
  readonly uuid: string;
}) {
  const translate = useMessages();
  const settle = useSettleAction(uuid);
  const { fail } = useNotices();
  const run = (step: "read" | "sendAgain" | "giveUp") =>
    settle.mutate({ step, id: action.id }, { onError: fail });
  const status =
    action.target === null ? translate("unclear.label") : shippingWord(translate, action.target);
  const decisions = action.state === "needs_person" && (
    <>
      <Button isDisabled={settle.isPending} onPress={() => run("sendAgain")} size="small">
        {translate("unclear.sendAgain")}
      </Button>
      <Button isDisabled={settle.isPending} kind="quiet" onPress={() => run("giveUp")} size="small">
        {translate("unclear.giveUp")}
      </Button>
    </>
  );
  if (wasNotSent(action)) {
    return (
      <Note
        actions={decisions}
        title={<Message id="unclear.notSent" values={{ status }} />}
        tone="needs"
      >
        <ReasonWords reason={action.reason} state={action.state} />{" "}
        {translate("unclear.nothingChanged")}
      </Note>
    );
  }
  return (
    <Note
      actions={
        <>
          <Button
            isDisabled={settle.isPending}
            kind={action.state === "needs_person" ? "plain" : "primary"}
            onPress={() => run("read")}
            size="small"
          >
            {translate("unclear.checkNow")}
          </Button>
          {decisions}
        </>
      }
      title={<Message id="unclear.title" values={{ status }} />}
      tone="needs"
    >
      <Evidence action={action} />
    </Note>
  );
}

/** What is known of a change whose answer was lost. */
function Evidence({ action }: { readonly action: ActionView }): ReactNode {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow();
  const sentAt = action.changes.find(({ state }) => state === "sending")?.at ?? action.askedAt;
  return (
    <>
      <p>
        <Message id="unclear.what" values={{ time: format.clock(sentAt) }} />{" "}
        {action.state === "needs_person" ? (
          <>
            {translate(
              action.reason === "read_cannot_tell" ? "unclear.otherStatus" : "unclear.oldStatus",
            )}{" "}
            {translate("unclear.choices")}
          </>
        ) : (
          translate("unclear.means")
        )}
      </p>
      {action.nextSettleAt !== null && action.nextSettleAt > now && (
        <p className="mt-1 text-small">
          <Message
            id="unclear.nextRead"
            values={{ span: format.span(action.nextSettleAt - now) }}
          />
        </p>
      )}
    </>
  );
}
