import { useCallback, useRef, useState } from "react";

import type {
  CaseDecision,
  CaseStep,
  CaseView,
  Decided,
  DecisionOutcome,
} from "../../bridge/types";
import { useNotices } from "../../frame";
import { go, wholeReview } from "../../location";
import { Message, useMessages } from "../../messages";
import { useDecideCase, useReopenCase } from "../../queries";
import { useUndo } from "../../undo";
import { caseName, decidedWords } from "./case-words";
import { isOtherCase } from "./facts";

/** Why a decision was not carried out. */
export type Trouble =
  | { readonly of: "changed"; readonly id: number; readonly before: CaseView }
  | { readonly of: "unreadable"; readonly id: number; readonly decision: CaseDecision };

/** What a decision may say beside the step. */
export type Said = Partial<Omit<CaseDecision, "step">>;

/** A decision about a step. */
export function decisionOf(step: CaseStep, said: Said = {}): CaseDecision {
  return { step, note: null, until: null, uuid: null, token: null, ...said };
}

/** With what the case rested on when the person saw it: on anything else it is not carried out. */
function asSeen({ facts }: CaseView, decision: CaseDecision): CaseDecision {
  return facts === undefined ? decision : { ...decision, facts };
}

/**
 * Decides about cases, and says what came of it. `onDone` is told of each case that was decided or
 * is none any more: the next one comes then.
 */
export function useDeciding(onDone: (decided: CaseView) => void) {
  const translate = useMessages();
  const { say, fail } = useNotices();
  const { did, takeBack } = useUndo();
  const { mutateAsync, isPending } = useDecideCase();
  const { mutate: reopen } = useReopenCase();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isBusy = useRef(false);
  const [asking, setAsking] = useState<number | null>(null);

  const bring = useCallback(
    (id: number) =>
      reopen(id, {
        onSuccess: (view) => {
          setTrouble(null);
          go({ screen: "review", order: null, review: { ...wholeReview, case: view.id } });
        },
        onError: fail,
      }),
    [reopen, fail],
  );

  const settle = useCallback(
    (seen: CaseView, decision: CaseDecision, { outcome, case: now, action }: Decided) => {
      const number = caseName(seen);
      if (outcome === "not_readable") {
        setTrouble({ of: "unreadable", id: seen.id, decision });
      } else if (now.state === "closed" && action === null && decision.step !== "paste_uuid") {
        setTrouble(null);
        say(<Message id="case.closedItself" values={{ number }} />);
        onDone(seen);
      } else if (outcome === "facts_changed") {
        setTrouble({ of: "changed", id: seen.id, before: seen });
      } else if (decision.step === "read_again") {
        const isOther = isOtherCase(seen, now);
        setTrouble(isOther ? { of: "changed", id: seen.id, before: seen } : null);
        if (!isOther) {
          say(<Message id="case.readSame" values={{ number }} />);
        }
      } else {
        setTrouble(null);
        const words = (
          <span>
            <Message
              id="case.did"
              values={{ number, what: decidedWords(translate, decision.step) }}
            />
          </span>
        );
        did(words, () => (action === null ? bring(seen.id) : takeBack(action)));
        onDone(seen);
      }
    },
    [translate, say, did, takeBack, bring, onDone],
  );

  /** What the desk answers; none where it failed, which is said. */
  const decide = useCallback(
    async (seen: CaseView, decision: CaseDecision): Promise<DecisionOutcome | null> => {
      // A second press in the same moment knows of no first one yet.
      if (isBusy.current) {
        return null;
      }
      isBusy.current = true;
      setAsking(seen.id);
      try {
        const decided = await mutateAsync({ id: seen.id, decision: asSeen(seen, decision) });
        settle(seen, decision, decided);
        return decided.outcome;
      } catch (thrown) {
        fail(thrown);
        return null;
      } finally {
        isBusy.current = false;
        setAsking(null);
      }
    },
    [mutateAsync, settle, fail],
  );

  /** The same for a question that shows by itself what failed. */
  const decideAsked = useCallback(
    async (seen: CaseView, decision: CaseDecision): Promise<DecisionOutcome> => {
      setAsking(seen.id);
      const decided = await mutateAsync({ id: seen.id, decision: asSeen(seen, decision) }).finally(
        () => setAsking(null),
      );
      // The question itself says that it could not be read.
      if (decided.outcome !== "not_readable") {
        settle(seen, decision, decided);
      }
      return decided.outcome;
    },
    [mutateAsync, settle],
  );

  const held = asking ?? trouble?.id ?? null;
  return { decide, decideAsked, bring, isPending, held, trouble };
}
