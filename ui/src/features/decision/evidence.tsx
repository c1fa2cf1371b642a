import { type ReactNode, useId } from "react";

import { StandingWords, standingTone, WhyWords } from "../../actions";
import type { ActionEvidence, ActionView, ObservationView, SentRequest } from "../../bridge/types";
import { ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { ChangeWords, SourceWords } from "../../heard";
import { Message, useMessages } from "../../messages";
import { actionTones, changeId, isAboutMoney } from "../../points";
import { tellsAmount, useHidesMoney, useNameOf, useReadable } from "./hidden-money";
import { OrderThen } from "./order-then";

/** What was asked and what left, beside what Points has shown and said since. */
export function Evidence({ evidence }: { readonly evidence: ActionEvidence }) {
  const translate = useMessages();
  const isHidden = useHidesMoney();
  const { action, requests, heard, others } = evidence;
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-5 max-beside:gap-x-6">
      <div className="flex min-w-0 flex-col gap-5">
        <Part title={translate("decision.asked")}>
          <Asked action={action} />
        </Part>
        <Part title={translate("decision.requests")}>
          {requests.length === 0 ? (
            <Nothing words={translate("decision.leftNothing")} />
          ) : (
            <ul className="flex flex-col gap-1.5">
              {requests.map((request) => (
                <Request
                  key={request.at}
                  request={request}
                  showsBody={!isHidden || !isAboutMoney(action.kind)}
                />
              ))}
            </ul>
          )}
        </Part>
        <Part title={translate("decision.came")}>
          <Changes action={action} />
        </Part>
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        {action.orderUuid !== null && (
          <Part title={translate("decision.order")}>
            <OrderThen evidence={evidence} />
          </Part>
        )}
        <Part title={translate("decision.heard")}>
          {heard.length === 0 ? (
            <Nothing words={translate("decision.heardNothing")} />
          ) : (
            <ul className="flex flex-col gap-2">
              {heard.map((observation) => (
                <Heard key={observation.id} observation={observation} />
              ))}
            </ul>
          )}
        </Part>
        {isAboutMoney(action.kind) && (
          <Part title={translate("decision.others")}>
            {others.length === 0 ? (
              <Nothing words={translate("decision.othersNone")} />
            ) : (
              <ul className="flex flex-col gap-1.5">
                {others.map((other) => (
                  <Other action={other} key={other.id} />
                ))}
              </ul>
            )}
          </Part>
        )}
      </div>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 className="mb-1 font-medium text-ink-faint text-small" id={heading}>
        {title}
      </h3>
      {children}
    </section>
  );
}

function Nothing({ words }: { readonly words: string }) {
  return <p className="text-ink-faint">{words}</p>;
}

/** What, by whom and when, and why as the person wrote it. */
function Asked({ action }: { readonly action: ActionView }) {
  const translate = useMessages();
  const format = useFormat();
  const nameOf = useNameOf();
  const reason = useReadable()(action.givenReason);
  const person = action.askedBy ?? "";
  const time = format.moment(action.askedAt);
  return (
    <>
      <p className="font-medium">
        <bdi>{nameOf(action)}</bdi>
      </p>
      <p className="text-ink-soft text-small" title={format.exact(action.askedAt)}>
        <Message id={person === "" ? "decision.when" : "decision.by"} values={{ person, time }} />
      </p>
      {reason !== null && (
        <p className="wrap-anywhere mt-1 text-ink-soft text-small">
          {translate("decision.reason")}:{" "}
          <q>
            <bdi>{reason}</bdi>
          </q>
        </p>
      )}
      {action.mark !== null && (
        <p className="text-ink-soft text-small">
          {translate("decision.mark")}: <bdi className="font-mono">{action.mark}</bdi>
        </p>
      )}
    </>
  );
}

function Request({
  request: { at, method, path, body },
  showsBody,
}: {
  readonly request: SentRequest;
  readonly showsBody: boolean;
}) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <li>
      <p className="flex items-baseline gap-2 text-small">
        <bdi className="min-w-0 flex-1 truncate font-mono" dir="ltr" title={path}>
          {method} {path}
        </bdi>
        <bdi className="shrink-0 text-ink-faint" title={format.exact(at)}>
          {format.moment(at)}
        </bdi>
      </p>
      {showsBody && body !== "" && (
        <details className="text-small">
          <summary className="text-ink-faint hover:text-ink">{translate("decision.body")}</summary>
          <pre
            className="mt-1 whitespace-pre-wrap wrap-anywhere rounded-control bg-sunken px-2 py-1 font-mono"
            dir="ltr"
          >
            {body}
          </pre>
        </details>
      )}
    </li>
  );
}

function Changes({ action }: { readonly action: ActionView }) {
  const translate = useMessages();
  const readable = useReadable();
  const format = useFormat();
  return (
    <ul>
      {action.changes.map((change) => (
        <li
          className="flex items-baseline gap-1.5 text-small"
          key={`${change.state} ${String(change.at)}`}
        >
          <span className="self-center">
            <ToneMark size={10} tone={actionTones[change.state]} />
          </span>
          <span className="min-w-0 flex-1 text-ink-soft">
            {translate(changeId(change))}
            <WhyWords change={{ ...change, message: readable(change.message) }} />
          </span>
          <bdi className="shrink-0 text-ink-faint" title={format.exact(change.at)}>
            {format.clock(change.at)}
          </bdi>
        </li>
      ))}
    </ul>
  );
}

function Heard({ observation }: { readonly observation: ObservationView }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  const isHidden = useHidesMoney();
  const changes = observation.changes.filter((change) => !isHidden || !tellsAmount(change));
  return (
    <li>
      <p className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1">
          <SourceWords event={observation.event} source={observation.source} />
        </span>
        <bdi
          className="shrink-0 text-ink-faint text-small"
          title={format.exact(observation.firstHeardAt)}
        >
          {format.short(observation.firstHeardAt, now)}
        </bdi>
      </p>
      {observation.changes.length === 0 ? (
        <p className="text-ink-faint text-small">{translate("timeline.noChange")}</p>
      ) : (
        changes.map((change) => <ChangeWords change={change} key={change.field} />)
      )}
      {changes.length < observation.changes.length && (
        <p className="text-ink-faint text-small">{translate("decision.heardHidden")}</p>
      )}
    </li>
  );
}

function Other({ action }: { readonly action: ActionView }) {
  const nameOf = useNameOf();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <li className="flex items-center gap-2">
      <ToneMark size={12} tone={standingTone(action)} />
      <span className="min-w-0 flex-1 truncate">
        <bdi>{nameOf(action)}</bdi>{" "}
        <span className="text-ink-faint text-small">
          <StandingWords action={action} />
        </span>
      </span>
      <bdi className="shrink-0 text-ink-faint text-small" title={format.exact(action.askedAt)}>
        {format.short(action.askedAt, now)}
      </bdi>
    </li>
  );
}
