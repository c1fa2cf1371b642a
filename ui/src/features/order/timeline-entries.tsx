import { createContext, useContext } from "react";

import { askedName, WhyWords } from "../../actions";
import type { ActionView, NoteView } from "../../bridge/types";
import { Button, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { ChangeWords, SourceWords } from "../../heard";
import { Message, useMessages } from "../../messages";
import { actionTones, changeId, shippingWord } from "../../points";
import { startOfDay } from "../../search";
import { NoteText } from "./note";
import type { TimelineLine } from "./timeline-lines";

/** The day under whose heading an entry stands, as the UTC milliseconds when it began. */
export const EntryDay = createContext(0);

/** What a line of the timeline says. */
export function TimelineEntry({
  line,
  onJson,
}: {
  readonly line: TimelineLine;
  readonly onJson: (id: number) => void;
}) {
  switch (line.kind) {
    case "observation":
      return <Observation line={line} onJson={onJson} />;
    case "unchanged":
      return <Unchanged line={line} onJson={onJson} />;
    case "action":
      return <Action action={line.action} />;
    case "note":
      return <Note note={line.note} />;
  }
}

type LineOf<Kind extends TimelineLine["kind"]> = Extract<TimelineLine, { kind: Kind }>;

function Observation({
  line: { at, observation, isFirst, changes, omitted },
  onJson,
}: {
  readonly line: LineOf<"observation">;
  readonly onJson: (id: number) => void;
}) {
  const translate = useMessages();
  return (
    <div>
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1">
          {isFirst && observation.source === "read" ? (
            translate("timeline.firstRead")
          ) : (
            <SourceWords event={observation.event} source={observation.source} />
          )}
        </span>
        <When at={at} />
      </div>
      {changes.map((change) => (
        <ChangeWords change={change} key={change.field} />
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
  );
}

/** Reads in a row that brought nothing new. */
function Unchanged({
  line: { latest, reads, since },
  onJson,
}: {
  readonly line: LineOf<"unchanged">;
  readonly onJson: (id: number) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <div className="flex items-baseline gap-2 text-ink-soft">
      <span className="min-w-0 flex-1">
        {translate("timeline.unchanged", { count: reads })}
        {startOfDay(since) !== startOfDay(latest.lastHeardAt) && (
          <span className="text-ink-faint text-small">
            {" "}
            <Message id="timeline.since" values={{ time: format.short(since, now) }} />
          </span>
        )}{" "}
        <Raw id={latest.id} onJson={onJson} />
      </span>
      <When at={latest.lastHeardAt} />
    </div>
  );
}

function Raw({ id, onJson }: { readonly id: number; readonly onJson: (id: number) => void }) {
  const translate = useMessages();
  return (
    <Button className="-ms-2 h-5!" kind="quiet" onPress={() => onJson(id)} size="small">
      {translate("evidence.json")}
    </Button>
  );
}

function Action({ action }: { readonly action: ActionView }) {
  const translate = useMessages();
  const quoted = [action.nameAr, action.nameEn, action.givenReason].filter((text) => text !== null);
  return (
    <div>
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1">
          <Asked action={action} />
        </span>
        <When at={action.askedAt} />
      </div>
      {quoted.map((text) => (
        <p className="wrap-anywhere text-ink-soft text-small" key={text}>
          <q>
            <bdi>{text}</bdi>
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
              {translate(changeId(change))}
              <WhyWords change={change} />
            </span>
            <When at={change.at} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Who asked for what. */
function Asked({ action }: { readonly action: ActionView }) {
  const translate = useMessages();
  const format = useFormat();
  const { kind, target } = action;
  const person = action.askedBy ?? "";
  if (kind !== "shipping") {
    return (
      <Message
        id={person === "" ? "timeline.askedFor" : "timeline.askedForBy"}
        values={{ person, what: askedName(translate, format, action) }}
      />
    );
  }
  return target === null ? (
    <Message
      id={person === "" ? "timeline.askedLabel" : "timeline.askedLabelBy"}
      values={{ person }}
    />
  ) : (
    <Message
      id={person === "" ? "timeline.asked" : "timeline.askedBy"}
      values={{ person, status: shippingWord(translate, target) }}
    />
  );
}

/** A note in its time; the whole of it stands above. */
function Note({ note }: { readonly note: NoteView }) {
  const translate = useMessages();
  const author = note.author ?? "";
  return (
    <div>
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1">
          {author === "" ? (
            translate("timeline.note")
          ) : (
            <Message id="timeline.noteBy" values={{ person: author }} />
          )}
          {note.editedAt !== null && (
            <span className="text-ink-faint text-small"> {translate("notes.edited")}</span>
          )}
        </span>
        <When at={note.writtenAt} />
      </div>
      <div className="text-ink-soft text-small">
        <NoteText clamped text={note.text} />
      </div>
    </div>
  );
}

/** When; on the day of the heading the clock alone. */
function When({ at }: { readonly at: number }) {
  const format = useFormat();
  const now = useNow(60_000);
  const isOfDay = startOfDay(at) === useContext(EntryDay);
  return (
    <bdi className="shrink-0 text-ink-faint text-small" title={format.exact(at)}>
      {isOfDay ? format.clock(at) : format.short(at, now)}
    </bdi>
  );
}
