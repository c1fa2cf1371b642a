import type { ReactNode } from "react";

import type { OrderTotal } from "../../../bridge/types";
import { Button, ToneMark } from "../../../design";
import { useFormat, useNow } from "../../../format";
import { useMessages } from "../../../messages";
import { shippingWord } from "../../../points";
import { nameOf } from "./scan-list";
import { notTaken, type Session } from "./session";
import { sumOf } from "./verdict";

/** How the session went: how many, how long, what is left, and what was not taken. */
export function Summary({
  session,
  remaining,
  onLeave,
  onAnew,
}: {
  readonly session: Session;
  /** What is still to be packed, by what Points has confirmed. */
  readonly remaining: OrderTotal | null;
  readonly onLeave: () => void;
  readonly onAnew: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const { done, already, lasted, perMinute } = sumOf(session, useNow());
  const missed = notTaken(session);
  return (
    <section className="flex min-h-0 min-w-0 flex-1 flex-col items-center overflow-y-auto p-8">
      <div className="my-auto flex w-full max-w-[960px] flex-col gap-8">
        <h2 className="font-semibold text-[clamp(28px,3vw,52px)] leading-tight">
          {translate("packing.summary.title", { count: done })}
        </h2>
        <dl className="grid grid-cols-[repeat(auto-fit,minmax(170px,1fr))] gap-4">
          <Figure words={translate("packing.summary.lasted")}>{format.span(lasted)}</Figure>
          <Figure words={translate("packing.summary.perMinute")}>{format.count(perMinute)}</Figure>
          <Figure words={translate("packing.summary.already")}>{format.count(already)}</Figure>
          <Figure words={translate("packing.summary.notTaken")}>
            {format.count(missed.length)}
          </Figure>
          {remaining !== null && (
            <Figure words={translate("packing.summary.remaining")}>
              {format.count(remaining.count)}
              {remaining.atLeast && "+"}
            </Figure>
          )}
        </dl>
        {missed.length > 0 && (
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold text-title">{translate("packing.summary.missed")}</h3>
            <ul className="max-h-[34vh] overflow-y-auto rounded-card border border-line">
              {missed.map((entry) => (
                <li
                  className="flex min-h-10 items-center gap-3 border-line/60 border-b px-4 py-1.5 last:border-b-0"
                  key={entry.id}
                >
                  <ToneMark tone={entry.standing === "several" ? "needs" : "stop"} />
                  <bdi className="min-w-0 flex-1 truncate font-medium" dir="auto">
                    {nameOf(entry)}
                  </bdi>
                  <span className="text-ink-soft text-small">
                    {translate(`packing.standing.${entry.standing}`)}
                  </span>
                  <bdi className="text-ink-faint text-small">
                    {entry.target !== null && shippingWord(translate, entry.target)}
                  </bdi>
                </li>
              ))}
            </ul>
          </section>
        )}
        <div className="flex flex-wrap gap-3">
          <Button autoFocus keys="Esc" kind="primary" onPress={onLeave}>
            {translate("packing.summary.leave")}
          </Button>
          <Button onPress={onAnew}>{translate("packing.summary.anew")}</Button>
        </div>
      </div>
    </section>
  );
}

function Figure({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse justify-end gap-1 rounded-card border border-line bg-canvas px-5 py-4">
      <dt className="text-ink-soft">{words}</dt>
      <dd className="font-semibold text-[clamp(28px,2.6vw,48px)] leading-tight">
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}
