import { type ReactNode, useState } from "react";
import { Button as AriaButton } from "react-aria-components";

import { orderName } from "../../actions";
import { failureOf } from "../../bridge";
import type { ActionView, Decision } from "../../bridge/types";
import { Button, FailureNote, Note } from "../../design";
import { useNotices } from "../../frame";
import { Message, type MessageId, useMessages } from "../../messages";
import { isAboutMoney, wasNotSent } from "../../points";
import { useDecide } from "../../queries";
import { useHidesMoney, useNameOf } from "./hidden-money";

interface Option {
  readonly decision: Decision;
  readonly words: MessageId;
  readonly why: MessageId;
}

const afterSending: readonly Option[] = [
  { decision: "happened", words: "decision.happened", why: "decision.happenedWhy" },
  { decision: "did_not_happen", words: "decision.didNot", why: "decision.didNotWhy" },
  { decision: "send_again", words: "decision.again", why: "decision.againWhy" },
];

/** What never left did not happen: that is no question. */
const unsent: readonly Option[] = [
  { decision: "did_not_happen", words: "decision.leave", why: "decision.leaveWhy" },
  { decision: "send_again", words: "decision.anyway", why: "decision.anywayWhy" },
];

/**
 * What a person decides. What would move money once more is said again, word for word, before it is
 * sent.
 */
export function Choice({
  action,
  onDone,
}: {
  readonly action: ActionView;
  readonly onDone: () => void;
}) {
  const translate = useMessages();
  const { say, hint } = useNotices();
  const decide = useDecide((decision) => {
    say(translate(`decision.noted.${decision}`));
    onDone();
  });
  const [isAsking, setAsking] = useState(false);
  const isHidden = useHidesMoney();
  const run = (decision: Decision) => {
    if (!decide.isPending) {
      decide.mutate({ id: action.id, decision });
    }
  };
  // Money that nobody could read is not sent once more.
  const mustShow = ({ decision }: Option) =>
    isHidden && decision === "send_again" && isAboutMoney(action.kind);
  const choose = (option: Option) => {
    if (mustShow(option)) {
      hint(translate("decision.showFirst"));
    } else if (option.decision === "send_again" && isAboutMoney(action.kind)) {
      setAsking(true);
    } else {
      run(option.decision);
    }
  };
  return (
    <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-col gap-3 border-line border-t bg-raised px-5 py-4">
      {decide.error !== null && <FailureNote failure={failureOf(decide.error)} />}
      {isAsking && !isHidden ? (
        <SendAgain
          action={action}
          isPending={decide.isPending}
          onBack={() => setAsking(false)}
          onSend={() => run("send_again")}
        />
      ) : (
        <ul className="flex flex-wrap gap-2">
          {(wasNotSent(action) ? unsent : afterSending).map((option) => (
            <li className="flex min-w-[200px] flex-1" key={option.decision}>
              <OptionButton isDisabled={decide.isPending} onPress={() => choose(option)}>
                <span className="font-medium">{translate(option.words)}</span>
                <span className="text-ink-soft text-small">
                  {translate(mustShow(option) ? "decision.showFirst" : option.why)}
                </span>
              </OptionButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function OptionButton({
  isDisabled,
  onPress,
  children,
}: {
  readonly isDisabled: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  return (
    <AriaButton
      className="flex flex-1 flex-col rounded-card border border-line-strong bg-panel px-3 py-2 text-start data-hovered:border-accent data-hovered:bg-hover data-disabled:opacity-45 data-focus-visible:outline-2 data-focus-visible:outline-focus"
      isDisabled={isDisabled}
      onPress={onPress}
    >
      {children}
    </AriaButton>
  );
}

/** What would be sent once more, and what that means if the first one did arrive. */
function SendAgain({
  action,
  isPending,
  onBack,
  onSend,
}: {
  readonly action: ActionView;
  readonly isPending: boolean;
  readonly onBack: () => void;
  readonly onSend: () => void;
}) {
  const translate = useMessages();
  const nameOf = useNameOf();
  const risk =
    action.kind === "refund"
      ? "decision.sureRefund"
      : action.kind === "earning" || action.kind === "checkout"
        ? "decision.sureCreate"
        : "decision.sureOther";
  return (
    <Note
      actions={
        <>
          <Button isDisabled={isPending} kind="danger" onPress={onSend}>
            {translate("decision.send")}
          </Button>
          <Button autoFocus onPress={onBack}>
            {translate("decision.back")}
          </Button>
        </>
      }
      live
      title={
        <Message id="decision.sure" values={{ what: nameOf(action), number: orderName(action) }} />
      }
      tone="stop"
    >
      {!wasNotSent(action) && translate(risk)}
    </Note>
  );
}
