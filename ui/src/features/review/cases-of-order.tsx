import type { CaseView } from "../../bridge/types";
import { ArrowOnIcon, ToneMark, toneGround } from "../../design";
import { useFormat, useNow } from "../../format";
import { go, wholeReview } from "../../location";
import { useMessages } from "../../messages";
import { caseTones, whatOf } from "./case-words";

/** The open cases of an order, a line each, which leads to the case. */
export function CasesOfOrder({ cases }: { readonly cases: readonly CaseView[] }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  const open = cases.filter(({ state }) => state === "open");
  return open.map((view) => {
    const tone = caseTones[view.class];
    return (
      <button
        className={`flex w-full items-center gap-2.5 rounded-card px-3 py-2 text-start ${toneGround[tone]}`}
        key={view.id}
        onClick={() =>
          go({ screen: "review", order: null, review: { ...wholeReview, case: view.id } })
        }
        type="button"
      >
        <ToneMark tone={tone} />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{whatOf(translate, format, view, now)}</span>
          <span className="block text-ink-soft text-small">{translate("case.toReview")}</span>
        </span>
        <ArrowOnIcon className="text-ink-soft" />
      </button>
    );
  });
}
