import { createContext, useContext } from "react";

import { askedName } from "../../actions";
import type { ActionView, FieldChange } from "../../bridge/types";
import { HideIcon } from "../../design";
import { useFormat } from "../../format";
import { useMessages } from "../../messages";

/** Whether no amount may be read in the decision: it came up where amounts are hidden. */
export const HidesMoney = createContext(false);

export function useHidesMoney(): boolean {
  return useContext(HidesMoney);
}

/** That amounts are hidden, and where they are shown again. */
export function HiddenNote() {
  const translate = useMessages();
  return (
    <p className="flex items-start gap-2 text-ink-soft">
      <span className="pt-[3px] text-ink-faint">
        <HideIcon size={14} />
      </span>
      {translate("decision.hidden")}
    </p>
  );
}

/** What is asked for, as a noun; where amounts are hidden, of which kind it is. */
export function useNameOf(): (action: ActionView) => string {
  const translate = useMessages();
  const format = useFormat();
  const isHidden = useHidesMoney();
  return (action) =>
    isHidden && action.amountHalalas !== null
      ? translate(`asked.kind.${action.kind}`)
      : askedName(translate, format, action);
}

/** A text of a person or of Points as it may be read; one with a figure in it may tell an amount. */
export function useReadable(): (text: string | null) => string | null {
  const isHidden = useHidesMoney();
  return (text) => (isHidden && text !== null && /\p{Nd}/u.test(text) ? null : text);
}

/** Whether what changed tells an amount: money, points, or items with their prices. */
export function tellsAmount({ kind }: FieldChange): boolean {
  return kind === "money" || kind === "points" || kind === "json";
}
