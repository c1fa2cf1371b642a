import type { ReactNode } from "react";

import type { FailureView } from "../bridge/types";
import { Message, type MessageId, useMessages } from "../messages";
import type { Tone } from "../points";
import { ToneMark, toneGround } from "./marks";

/** A boxed note: what happened, what it means, what to do. */
export function Note({
  tone,
  title,
  children,
  actions,
  live = false,
}: {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Spoken at once when it appears. */
  readonly live?: boolean;
}) {
  return (
    <div
      className={`flex gap-2.5 rounded-card px-3 py-2.5 ${toneGround[tone]}`}
      role={live ? "alert" : undefined}
    >
      <span className="pt-[3px]">
        <ToneMark tone={tone} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children !== undefined && <div className="mt-0.5 text-ink-soft">{children}</div>}
        {actions !== undefined && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}

/** The words of a failure: effect, next step, and Points' own words where it gave any. */
export function FailureWords({
  failure,
  goesOn = false,
}: {
  readonly failure: FailureView;
  /** The desk tries again by itself, as it does with the orders that it watches. */
  readonly goesOn?: boolean;
}) {
  const translate = useMessages();
  const detail = failure.details["message"] ?? failure.details["excerpt"];
  const values = wordsOf(failure);
  return (
    <>
      <span>
        <Message id={`error.${failure.code}.effect`} values={values} />{" "}
        <Message id={nextStep(failure, goesOn)} values={values} />
      </span>
      {detail !== undefined && detail !== "" && (
        <span className="mt-1 block text-small">
          {translate("error.ownWords")}{" "}
          <q className="selectable">
            <bdi>{detail}</bdi>
          </q>
        </span>
      )}
    </>
  );
}

/** What to do: as long as Points asked to wait, or nothing where the desk goes on by itself. */
function nextStep({ code, details }: FailureView, goesOn: boolean): MessageId {
  if (code === "throttled" && details["retry_after_seconds"] !== undefined) {
    return "error.throttled.nextSeconds";
  }
  if (code === "points_down" && goesOn) {
    return "error.points_down.nextByItself";
  }
  return `error.${code}.next`;
}

/** A failure as a boxed note. */
export function FailureNote({
  failure,
  actions,
  live = true,
  goesOn = false,
}: {
  readonly failure: FailureView;
  readonly actions?: ReactNode;
  readonly live?: boolean;
  /** The desk tries again by itself. */
  readonly goesOn?: boolean;
}) {
  return (
    <Note
      live={live}
      title={<Message id={`error.${failure.code}.cause`} values={wordsOf(failure)} />}
      tone="stop"
      {...(actions === undefined ? {} : { actions })}
    >
      <FailureWords failure={failure} goesOn={goesOn} />
    </Note>
  );
}

/** The details under the names that the messages use. */
export function wordsOf(failure: FailureView): Record<string, string | number> {
  const { details } = failure;
  return {
    seconds: Number(details["retry_after_seconds"] ?? 0),
    status: details["http_status"] ?? details["status"] ?? "",
    port: details["port"] ?? "",
    technical: details["technical"] ?? "",
    path: details["path"] ?? "",
    limit: details["limit_megabytes"] ?? details["limit"] ?? "",
    found: details["found"] ?? "",
    known: details["known"] ?? "",
  };
}

/** What is missing, why, and one button. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  readonly icon: ReactNode;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="grid h-full place-items-center p-8">
      <div className="flex max-w-[420px] flex-col items-center gap-3 text-center">
        <span className="grid size-12 place-items-center rounded-full bg-accent-soft text-accent">
          {icon}
        </span>
        <h2 className="font-semibold text-title">{title}</h2>
        <div className="text-ink-soft">{children}</div>
        {action !== undefined && <div className="pt-2">{action}</div>}
      </div>
    </div>
  );
}
