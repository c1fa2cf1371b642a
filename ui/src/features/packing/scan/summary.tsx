import { type ReactNode, useMemo } from "react";

import type { OrderTotal } from "../../../bridge/types";
import { Button, ToneMark } from "../../../design";
import { useFormat, useNow } from "../../../format";
import { useMessages } from "../../../messages";
import { shippingWord } from "../../../points";
import { useManyActions } from "../../../queries";
import { stateTone } from "../state-words";
import { actionIdOf, cameOf, type ToLookAt, toLookAt } from "./came";
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
  const ids = useMemo(
    () => session.entries.flatMap((entry) => actionIdOf(entry) ?? []),
    [session.entries],
  );
  const actions = useManyActions(ids);
  const came = cameOf(session, actions);
  const look = toLookAt(session, actions);
  return (
    <section className="flex min-h-0 min-w-0 flex-1 flex-col items-center overflow-y-auto p-8">
      <div className="my-auto flex w-full max-w-[960px] flex-col gap-8">
        <h2 className="font-semibold text-[clamp(28px,3vw,52px)] leading-tight">
          {came.confirmed === done
            ? translate("packing.summary.title", { count: done })
            : translate("packing.summary.titleInPart", {
                confirmed: format.count(came.confirmed),
                count: done,
              })}
        </h2>
        <dl className="grid grid-cols-[repeat(auto-fit,minmax(170px,1fr))] gap-4">
          <Figure words={translate("packing.summary.lasted")}>{format.span(lasted)}</Figure>
          <Figure words={translate("packing.summary.perMinute")}>{format.count(perMinute)}</Figure>
          {cameFigures
            .filter((figure) => came[figure] > 0)
            .map((figure) => (
              <Figure key={figure} words={translate(`packing.summary.${figure}`)}>
                {format.count(came[figure])}
              </Figure>
            ))}
          <Figure words={translate("packing.summary.already")}>{format.count(already)}</Figure>
          <Figure words={translate("packing.summary.notTaken")}>
            {format.count(notTaken(session).length)}
          </Figure>
          {remaining !== null && (
            <Figure words={translate("packing.summary.remaining")}>
              {format.count(remaining.count)}
              {remaining.atLeast && "+"}
            </Figure>
          )}
        </dl>
        {look.length > 0 && (
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold text-title">{translate("packing.summary.missed")}</h3>
            <ul className="max-h-[34vh] overflow-y-auto rounded-card border border-line">
              {look.map((missed) => (
                <Missed key={missed.entry.id} {...missed} />
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

/** What has a figure where there is any of it; that all is confirmed stands in the title. */
const cameFigures = ["waiting", "sent", "refused", "needsYou"] as const;

function Missed({ entry, action }: ToLookAt) {
  const translate = useMessages();
  const tone =
    action !== null ? stateTone[action.state] : entry.standing === "several" ? "needs" : "stop";
  const message = action?.message ?? null;
  return (
    <li className="flex min-h-10 items-center gap-3 border-line/60 border-b px-4 py-1.5 last:border-b-0">
      <ToneMark tone={tone} />
      <bdi className="min-w-0 flex-1 truncate font-medium" dir="auto">
        {nameOf(entry)}
      </bdi>
      {message !== null && (
        <q className="min-w-0 truncate text-ink-faint text-small">
          <bdi>{message}</bdi>
        </q>
      )}
      <span className="shrink-0 text-ink-soft text-small">
        {action === null
          ? translate(`packing.standing.${entry.standing}`)
          : translate(`packing.state.${action.state}`)}
      </span>
      <bdi className="shrink-0 text-ink-faint text-small">
        {entry.target !== null && shippingWord(translate, entry.target)}
      </bdi>
    </li>
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
