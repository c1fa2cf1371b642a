import type { ActionView } from "../../bridge/types";
import { Button, Note } from "../../design";
import { useFormat, useNow } from "../../format";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { shippingWord } from "../../points";
import { useSettleAction } from "../../queries";

/**
 * An action of which nobody knows what came: what happened, what it means, and what can be done.
 * It is never sent again by itself; only a person sends it once more, after a read left it open.
 */
export function UnclearAction({
  action,
  uuid,
}: {
  readonly action: ActionView;
  readonly uuid: string;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow();
  const settle = useSettleAction(uuid);
  const { fail } = useNotices();
  const isForPerson = action.state === "needs_person";
  const run = (step: "read" | "sendAgain" | "giveUp") =>
    settle.mutate({ step, id: action.id }, { onError: fail });
  const status = shippingWord(translate, action.target);
  return (
    <Note
      actions={
        <>
          <Button
            isDisabled={settle.isPending}
            kind={isForPerson ? "plain" : "primary"}
            onPress={() => run("read")}
            size="small"
          >
            {translate("unclear.checkNow")}
          </Button>
          {isForPerson && (
            <>
              <Button isDisabled={settle.isPending} onPress={() => run("sendAgain")} size="small">
                {translate("unclear.sendAgain")}
              </Button>
              <Button
                isDisabled={settle.isPending}
                kind="quiet"
                onPress={() => run("giveUp")}
                size="small"
              >
                {translate("unclear.giveUp")}
              </Button>
            </>
          )}
        </>
      }
      title={<Message id="unclear.title" values={{ status }} />}
      tone="needs"
    >
      <p>
        <Message id="unclear.what" values={{ time: format.clock(action.askedAt) }} />{" "}
        {translate(isForPerson ? "unclear.meansForPerson" : "unclear.means")}
      </p>
      {action.nextSettleAt !== null && action.nextSettleAt > now && (
        <p className="mt-1 text-small">
          <Message
            id="unclear.nextRead"
            values={{ span: format.span(action.nextSettleAt - now) }}
          />
        </p>
      )}
    </Note>
  );
}
