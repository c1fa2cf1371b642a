import { type ReactNode, useId } from "react";

import { askedName, StandingWords } from "../../actions";
import type { CaseDecided, CaseView } from "../../bridge/types";
import { Amount, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import { caseName, caseTones, decidedWords, doOf, whatOf, whyValues } from "./case-words";
import { Evidence } from "./evidence";

/** One case: what is the matter, what is known by whom, what to do, and what was decided before. */
export function CaseCard({
  view,
  trouble,
  actions,
  aside,
}: {
  readonly view: CaseView;
  /** Why the last decision was not carried out. */
  readonly trouble: ReactNode;
  readonly actions: ReactNode;
  /** At the end of the title's line. */
  readonly aside: ReactNode;
}) {
  const translate = useMessages();
  const heading = useId();
  return (
    <div className="@container min-h-0 flex-1 overflow-y-auto bg-canvas" tabIndex={-1}>
      <div className="mx-auto flex max-w-[1080px] flex-col gap-4 p-5">
        <article
          aria-labelledby={heading}
          className="relative rounded-card border border-line bg-panel"
          key={view.id}
        >
          <header className="border-line border-b px-5 py-4">
            <Title heading={heading} view={view} />
            <Why view={view} />
          </header>
          <Evidence view={view} />
          <div className="sticky bottom-0 flex flex-col gap-3 rounded-b-card border-line border-t bg-panel px-5 py-4">
            {trouble}
            <Standing view={view} />
            {actions}
          </div>
          {aside}
        </article>
        {view.decided.length > 0 && (
          <section aria-label={translate("case.decided")} className="px-5">
            <h3 className="pb-1.5 font-medium text-ink-faint text-small">
              {translate("case.decided")}
            </h3>
            <ol className="flex flex-col gap-2">
              {view.decided.map((decided) => (
                <Decision decided={decided} key={`${decided.at}${decided.step}`} />
              ))}
            </ol>
          </section>
        )}
      </div>
    </div>
  );
}

/** "#10482 · 348.00 · Unpaid, 3 h 12 min" */
function Title({ view, heading }: { readonly view: CaseView; readonly heading: string }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(10_000);
  const { order } = view;
  return (
    <h2
      className={`flex flex-wrap items-center gap-x-2.5 font-semibold text-title ${order === null ? "" : "pe-40"}`}
      id={heading}
    >
      <ToneMark size={18} tone={caseTones[view.class]} />
      <bdi>{`#${caseName(view)}`}</bdi>
      <Dot />
      <Amount
        halalas={view.halalas ?? order?.totalHalalas ?? view.checkout?.amountHalalas ?? null}
        sign={14}
        text={order?.totalText ?? null}
      />
      <Dot />
      <span>{whatOf(translate, format, view, now)}</span>
    </h2>
  );
}

function Dot() {
  return (
    <span aria-hidden="true" className="text-ink-faint">
      {"·"}
    </span>
  );
}

function Why({ view }: { readonly view: CaseView }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <p className="mt-1.5 max-w-[74ch]">
      <Message id={`case.${view.class}.why`} values={whyValues(translate, format, view, now)} />
    </p>
  );
}

/** What is recommended, or where the case stands: asked of Points, put off, explained. */
function Standing({ view }: { readonly view: CaseView }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  const asked = askedOf(view);
  if (asked !== null) {
    return (
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="pending flex items-center gap-1.5 px-2 py-0.5 text-moving">
          <ToneMark size={12} tone="moving" />
          {askedName(translate, format, asked)}
        </span>
        <span className="text-ink-soft">
          <StandingWords action={asked} />
        </span>
      </p>
    );
  }
  if (view.state === "snoozed" && view.snoozedUntil !== null) {
    return (
      <p>
        <Message id="case.snoozedUntil" values={{ time: format.short(view.snoozedUntil, now) }} />
      </p>
    );
  }
  if (view.state !== "open") {
    return <p>{translate(view.state === "closed" ? "case.isClosed" : "case.isExplained")}</p>;
  }
  return (
    <p className="max-w-[74ch]">
      <span className="font-semibold">{translate("case.do")}</span>{" "}
      <Message id={doOf(view)} values={{ number: caseName(view) }} />
    </p>
  );
}

/** What was decided about this case, and Points has not confirmed yet. */
export function askedOf({ order, decided }: CaseView) {
  const pending = order?.pending ?? null;
  return pending !== null && decided.some(({ action }) => action === pending.id) ? pending : null;
}

function Decision({ decided: { step, at, by, note } }: { readonly decided: CaseDecided }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <li>
      <p>
        {decidedWords(translate, step)}
        <span className="text-ink-faint text-small" title={format.exact(at)}>
          {translate("listed.separator")}
          {by === null ? (
            <bdi>{format.short(at, now)}</bdi>
          ) : (
            <Message id="case.decidedBy" values={{ name: by, time: format.short(at, now) }} />
          )}
        </span>
      </p>
      {note !== null && (
        <p className="text-ink-soft">
          <q>
            <bdi>{note}</bdi>
          </q>
        </p>
      )}
    </li>
  );
}
