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

/** The words of a failure: cause, effect, next step, and Points' own words where it gave any. */
export function FailureWords({ failure }: { readonly failure: FailureView }) {
  const translate = useMessages();
  const detail = failure.details["message"] ?? failure.details["excerpt"];
  const part = (what: "cause" | "effect" | "next") => (
    <Message id={`error.${failure.code}.${what}` satisfies MessageId} values={wordsOf(failure)} />
  );
  return (
    <>
      <span>
        {part("effect")} {part("next")}
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

/** A failure as a boxed note. */
export function FailureNote({
  failure,
  actions,
  live = true,
}: {
  readonly failure: FailureView;
  readonly actions?: ReactNode;
  readonly live?: boolean;
}) {
  return (
    <Note
      live={live}
      title={<Message id={`error.${failure.code}.cause`} values={wordsOf(failure)} />}
      tone="stop"
      {...(actions === undefined ? {} : { actions })}
    >
      <FailureWords failure={failure} />
    </Note>
  );
}

/** The details under the names that the messages use. */
export function wordsOf(failure: FailureView): Record<string, string> {
  const { details } = failure;
  return {
    seconds: details["retry_after_seconds"] ?? "",
    status: details["http_status"] ?? "",
    path: details["path"] ?? "",
    limit: details["limit_megabytes"] ?? "",
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
  readonly title: string;
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
