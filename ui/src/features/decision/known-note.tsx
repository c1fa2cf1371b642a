import { orderName, ReasonWords, StandingWords, standingTone } from "../../actions";
import type { ActionEvidence } from "../../bridge/types";
import { Button, CopyIcon, Note } from "../../design";
import { useFormat } from "../../format";
import { useCopy } from "../../frame";
import { Message, useMessages } from "../../messages";
import { financialWord, shippingWord } from "../../points";
import { useHidesMoney, useNameOf } from "./hidden-money";
import { knownOf, withoutAmount } from "./known";

/** What was asked of which order, and in one sentence what is known of it and what is not. */
export function KnownNote({ evidence }: { readonly evidence: ActionEvidence }) {
  const translate = useMessages();
  const format = useFormat();
  const copy = useCopy();
  const nameOf = useNameOf();
  const isHidden = useHidesMoney();
  const { action } = evidence;
  const known = knownOf(evidence);
  const number = orderName(action);
  const mark = action.mark === null ? null : `[ref ${action.mark}]`;
  const title = <Message id="asked.of" values={{ what: nameOf(action), number }} />;
  if (known === null) {
    return (
      <Note title={title} tone={standingTone(action)}>
        <StandingWords action={action} />
      </Note>
    );
  }
  const status =
    known.status === null
      ? ""
      : known.status.of === "shipping"
        ? shippingWord(translate, known.status.word)
        : financialWord(translate, known.status.word, null);
  return (
    <Note
      {...(known.look === "decision.look.mark" && mark !== null
        ? {
            actions: (
              <Button icon={<CopyIcon />} onPress={() => copy(mark)} size="small">
                <bdi dir="ltr">{mark}</bdi>
              </Button>
            ),
          }
        : {})}
      title={title}
      tone="needs"
    >
      <p>
        <Message id={known.says} values={{ status }} />{" "}
        {known.says === "decision.known.unsentOther" && (
          <ReasonWords reason={action.reason} state={action.state} />
        )}
      </p>
      {known.look !== null && (
        <p className="mt-1 text-ink">
          <Message
            id={isHidden ? withoutAmount(known.look) : known.look}
            values={{
              mark: (
                <bdi className="font-mono text-[0.92em]" dir="ltr">
                  {mark ?? ""}
                </bdi>
              ),
              amount: format.money(action.amountHalalas ?? 0),
              number,
            }}
          />
        </p>
      )}
    </Note>
  );
}
