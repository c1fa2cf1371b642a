import type { ReactNode } from "react";

import { Button, FailureNote, Progress, ToneMark } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { financialTone, financialWord, type Tone } from "../../points";
import { type Check, tally } from "./check";

/** Under the toolbar: how far a check is, and what the checks came to so far. */
export function Results({
  check,
  onCancel,
  onClear,
}: {
  readonly check: Check;
  readonly onCancel: () => void;
  readonly onClear: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const { run, failure } = check;
  const isEmpty = check.results.size === 0 && check.skipped === 0;
  return (
    <>
      {failure !== null && (
        <div className="px-4 pb-3">
          <FailureNote failure={failure} />
        </div>
      )}
      {(run !== null || !isEmpty) && (
        <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-5 gap-y-1 border-line border-y bg-canvas px-4 py-1.5">
          {run !== null && (
            <span className="flex w-[180px] flex-col gap-1 text-moving">
              <span className="text-ink text-small leading-none">
                <Message
                  id="sync.running"
                  values={{
                    done: format.count(run.done),
                    total: format.count(run.total),
                  }}
                />
              </span>
              <Progress done={run.done} name={translate("stale.progress")} total={run.total} />
            </span>
          )}
          <Summary check={check} />
          <span className="flex-1" />
          {run === null ? (
            <Button kind="quiet" onPress={onClear} size="small">
              {translate("stale.clear")}
            </Button>
          ) : (
            <Button isDisabled={run.isCancelled} onPress={onCancel} size="small">
              {translate(run.isCancelled ? "stale.cancelling" : "stale.cancel")}
            </Button>
          )}
        </div>
      )}
      <SpokenSummary check={check} />
    </>
  );
}

/** The numbers, each with its mark and word. */
function Summary({ check }: { readonly check: Check }) {
  const translate = useMessages();
  return (
    <dl className="flex flex-wrap items-center gap-x-5 gap-y-1">
      {lines(check, translate).map(({ tone, words, count }) => (
        <Count count={count} key={words} tone={tone}>
          {words}
        </Count>
      ))}
    </dl>
  );
}

/** The same as one sentence, spoken when a run is over and not at each order. */
function SpokenSummary({ check }: { readonly check: Check }) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <span className="sr-only" role="status">
      {check.run === null
        ? lines(check, translate)
            .map(({ words, count }) => `${words}: ${format.count(count)}`)
            .join(translate("stale.separator"))
        : translate("stale.progress")}
    </span>
  );
}

interface SummaryLine {
  readonly tone: Tone;
  readonly words: string;
  readonly count: number;
}

function lines(check: Check, translate: ReturnType<typeof useMessages>): readonly SummaryLine[] {
  const { became, unchanged, gone, failed } = tally(check.results.values());
  const all: readonly SummaryLine[] = [
    ...became.map(([status, count]) => ({
      tone: financialTone(status),
      words: financialWord(translate, status, null),
      count,
    })),
    { tone: "waiting", words: translate("stale.sum.unchanged"), count: unchanged },
    { tone: "stop", words: translate("stale.sum.gone"), count: gone },
    { tone: "needs", words: translate("stale.sum.failed"), count: failed },
    { tone: "waiting", words: translate("stale.sum.skipped"), count: check.skipped },
  ];
  return all.filter(({ count }) => count > 0);
}

function Count({
  tone,
  count,
  children,
}: {
  readonly tone: Tone;
  readonly count: number;
  readonly children: ReactNode;
}) {
  const format = useFormat();
  return (
    <div className="flex items-center gap-1.5">
      <ToneMark tone={tone} />
      <dt className="text-ink-soft">{children}</dt>
      <dd className="font-semibold">
        <bdi>{format.count(count)}</bdi>
      </dd>
    </div>
  );
}
