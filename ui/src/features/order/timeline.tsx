import { useState } from "react";

import type { ActionChange, ActionView, FieldChange, OrderDetail } from "../../bridge/types";
import { ArrowOnIcon, Button, EventIcon, ReadIcon, SendIcon, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import { fieldName, reasonId, shippingWord, type Tone } from "../../points";
import { FieldValue } from "./field-value";
import { JsonViewer } from "./json-viewer";
import { ReasonWords } from "./reason";
import { Section } from "./section";
import { SourceWords } from "./source-words";
import { type TimelineLine, timelineLines } from "./timeline-lines";

/** Everything that Points said and that we did, newest first, each with what it changed. */
export function Timeline({ detail }: { readonly detail: OrderDetail }) {
  const translate = useMessages();
  const [json, setJson] = useState<number | null>(null);
  return (
    <Section title={translate("detail.timeline")}>
      {detail.timeline.length === 0 ? (
        <p className="text-ink-faint">{translate("timeline.empty")}</p>
      ) : (
        <ol className="flex flex-col">
          {timelineLines(detail.timeline).map((line) => (
            <li
              className="relative flex gap-3 pb-3 before:absolute before:start-[7.5px] before:top-6 before:bottom-0 before:w-px before:bg-line last:before:hidden"
              key={keyOf(line)}
            >
              {line.kind === "observation" && <Observation line={line} onJson={setJson} />}
              {line.kind === "unchanged" && <Unchanged line={line} onJson={setJson} />}
              {line.kind === "action" && <Action action={line.action} />}
            </li>
          ))}
        </ol>
      )}
      {json !== null && <JsonViewer id={json} onClose={() => setJson(null)} />}
    </Section>
  );
}

type LineOf<Kind extends TimelineLine["kind"]> = Extract<TimelineLine, { kind: Kind }>;

function keyOf(line: TimelineLine): string {
  switch (line.kind) {
    case "observation":
      return `observation ${String(line.observation.id)}`;
    case "unchanged":
      return `unchanged ${String(line.latest.id)}`;
    case "action":
      return `action ${String(line.action.id)}`;
  }
}

function Observation({
  line: { observation, isFirst, changes, omitted },
  onJson,
}: {
  readonly line: LineOf<"observation">;
  readonly onJson: (id: number) => void;
}) {
  const translate = useMessages();
  const Icon = observation.source === "event" ? EventIcon : ReadIcon;
  return (
    <>
      <span className="pt-0.5 text-ink-faint">
        <Icon />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1">
            {isFirst && observation.source === "read" ? (
              translate("timeline.firstRead")
            ) : (
              <SourceWords event={observation.event} source={observation.source} />
            )}
          </span>
          <When at={isFirst ? observation.firstHeardAt : observation.lastHeardAt} />
        </div>
        {changes.map((change) => (
          <Change change={change} key={change.field} />
        ))}
        {observation.unreadable.length > 0 && (
          <p className="text-needs text-small">
            <Message
              id="timeline.unreadable"
              values={{ fields: observation.unreadable.join(", ") }}
            />
          </p>
        )}
        <div className="flex flex-wrap items-center gap-x-2 text-ink-faint text-small">
          {omitted > 0 && <span>{translate("timeline.omitted", { count: omitted })}</span>}
          {observation.changes.length === 0 && <span>{translate("timeline.noChange")}</span>}
          {observation.sightings > 1 && (
            <span>
              <Message id="evidence.sightings" values={{ count: observation.sightings }} />
            </span>
          )}
          <Raw id={observation.id} onJson={onJson} />
        </div>
      </div>
    </>
  );
}

/** Reads in a row that brought nothing new. */
function Unchanged({
  line: { latest, reads },
  onJson,
}: {
  readonly line: LineOf<"unchanged">;
  readonly onJson: (id: number) => void;
}) {
  const translate = useMessages();
  return (
    <>
      <span className="pt-0.5 text-ink-faint">
        <ReadIcon />
      </span>
      <div className="flex min-w-0 flex-1 items-baseline gap-2 text-ink-soft">
        <span className="min-w-0 flex-1">
          {translate("timeline.unchanged", { count: reads })} <Raw id={latest.id} onJson={onJson} />
        </span>
        <When at={latest.lastHeardAt} />
      </div>
    </>
  );
}

function Raw({ id, onJson }: { readonly id: number; readonly onJson: (id: number) => void }) {
  const translate = useMessages();
  return (
    <Button className="-ms-2" kind="quiet" onPress={() => onJson(id)} size="small">
      {translate("evidence.json")}
    </Button>
  );
}

function Change({ change }: { readonly change: FieldChange }) {
  const translate = useMessages();
  return (
    // Items and metadata are long texts without a space.
    <p className="line-clamp-3 wrap-anywhere text-ink-soft text-small">
      {fieldName(translate, change.field)}:{" "}
      {change.before !== null && (
        <>
          <span className="text-ink-faint">
            <FieldValue kind={change.kind} value={change.before} />
          </span>{" "}
          <ArrowOnIcon className="inline-block align-middle text-ink-faint" size={12} />
          <span className="sr-only">{translate("timeline.became")}</span>{" "}
        </>
      )}
      <span className="font-medium text-ink">
        <FieldValue kind={change.kind} value={change.after} />
      </span>
    </p>
  );
}

const actionTones: Readonly<Record<ActionView["state"], Tone>> = {
  queued: "waiting",
  sending: "moving",
  confirmed: "done",
  refused: "stop",
  unknown: "needs",
  needs_person: "needs",
  withdrawn: "waiting",
};

function Action({ action }: { readonly action: ActionView }) {
  const translate = useMessages();
  const labels = [action.nameAr, action.nameEn].filter((label) => label !== null);
  return (
    <>
      <span className="pt-0.5 text-accent">
        <SendIcon />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1">
            {action.target === null ? (
              translate("timeline.askedLabel")
            ) : (
              <Message
                id="timeline.asked"
                values={{ status: shippingWord(translate, action.target) }}
              />
            )}
          </span>
          <When at={action.askedAt} />
        </div>
        {labels.map((label) => (
          <p className="text-ink-soft text-small" key={label}>
            <q>
              <bdi>{label}</bdi>
            </q>
          </p>
        ))}
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
                {translate(`action.state.${change.state}`)}
                <Reason change={change} />
              </span>
              <When at={change.at} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** Why an action changed its state: our words for the code, and Points' own. */
function Reason({ change: { state, reason, message } }: { readonly change: ActionChange }) {
  return (
    <>
      {reasonId(state, reason) !== null && (
        <>
          {": "}
          <ReasonWords reason={reason} state={state} />
        </>
      )}
      {message !== null && (
        <>
          {" "}
          <q>
            <bdi>{message}</bdi>
          </q>
        </>
      )}
    </>
  );
}

function When({ at }: { readonly at: number }) {
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <bdi className="shrink-0 text-ink-faint text-small" title={format.exact(at)}>
      {format.short(at, now)}
    </bdi>
  );
}
