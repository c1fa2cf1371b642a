import type { ReactNode } from "react";

import { ToneMark } from "../design";
import { useFormat } from "../format";
import { useMessages } from "../messages";
import { financialTone, financialWord, type Tone } from "../points";
import { type Check, tally } from "./check";

/** The numbers, each with its mark and word. */
export function Summary({ check }: { readonly check: Check<unknown> }) {
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
export function SpokenSummary({
  check,
  meanwhile,
}: {
  readonly check: Check<unknown>;
  readonly meanwhile: string;
}) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <span className="sr-only" role="status">
      {check.run === null
        ? lines(check, translate)
            .map(({ words, count }) => `${words}: ${format.count(count)}`)
            .join(translate("check.separator"))
        : meanwhile}
    </span>
  );
}

interface SummaryLine {
  readonly tone: Tone;
  readonly words: string;
  readonly count: number;
}

function lines(
  check: Check<unknown>,
  translate: ReturnType<typeof useMessages>,
): readonly SummaryLine[] {
  const { became, unchanged, gone, failed } = tally(check.results.values());
  const all: readonly SummaryLine[] = [
    ...became.map(([status, count]) => ({
      tone: financialTone(status),
      words: financialWord(translate, status, null),
      count,
    })),
    { tone: "waiting", words: translate("check.sum.unchanged"), count: unchanged },
    { tone: "stop", words: translate("check.sum.gone"), count: gone },
    { tone: "needs", words: translate("check.sum.failed"), count: failed },
    { tone: "waiting", words: translate("check.sum.skipped"), count: check.skipped },
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
