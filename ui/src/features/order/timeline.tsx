import { type ReactNode, useState } from "react";

import type { OrderDetail } from "../../bridge/types";
import { Choices, EditIcon, EventIcon, ReadIcon, SendIcon } from "../../design";
import { useFormat, useNow } from "../../format";
import { useMessages } from "../../messages";
import { startOfDay } from "../../search";
import { JsonViewer } from "./json-viewer";
import { Section } from "./section";
import { EntryDay, TimelineEntry } from "./timeline-entries";
import {
  type Side,
  sideOf,
  type TimelineDay,
  type TimelineLine,
  timelineDays,
  timelineLines,
} from "./timeline-lines";

const shown = ["all", "points", "us"] as const;
type Shown = (typeof shown)[number];

const sides = ["points", "us"] as const satisfies readonly Side[];

/**
 * Everything that happened, newest first: what Points said at the start, what we did and wrote at
 * the end. Where there is no room for two lanes they are one, and the marks tell them apart.
 */
export function Timeline({ detail }: { readonly detail: OrderDetail }) {
  const translate = useMessages();
  const [show, setShow] = useState<Shown>("all");
  const [json, setJson] = useState<number | null>(null);
  const days = timelineDays(timelineLines(detail.timeline, show === "all" ? null : show));
  return (
    <Section
      aside={
        detail.timeline.length > 0 && (
          <Choices
            name={translate("timeline.show")}
            onChange={setShow}
            options={shown.map((value) => ({
              value,
              words: translate(`timeline.show.${value}`),
            }))}
            value={show}
          />
        )
      }
      title={translate("detail.timeline")}
    >
      {days.length === 0 ? (
        <p className="text-ink-faint">
          {translate(show === "all" ? "timeline.empty" : `timeline.nothing.${show}`)}
        </p>
      ) : (
        // The lanes stand beside each other where this part of the page has the room.
        <div className="@container flex flex-col gap-2">
          {show === "all" && <Legend />}
          {days.map((day) => (
            <Day day={day} hasLanes={show === "all"} key={day.start} onJson={setJson} />
          ))}
        </div>
      )}
      {json !== null && <JsonViewer id={json} onClose={() => setJson(null)} />}
    </Section>
  );
}

/** Which mark is whose; in two lanes the names stand over them. */
function Legend() {
  const translate = useMessages();
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-ink-soft text-small @min-[560px]:grid @min-[560px]:grid-cols-[minmax(0,1fr)_24px_minmax(0,1fr)] @min-[560px]:gap-x-2.5">
      {sides.map((side) => (
        <li
          className={`flex items-center gap-1.5 ${side === "us" ? "@min-[560px]:col-start-3" : ""}`}
          key={side}
        >
          <span
            className={`size-3.5 shrink-0 ${side === "us" ? "rounded-[3px]!" : ""} ${markLook[side]}`}
          />
          {translate(`timeline.lane.${side}`)}
        </li>
      ))}
    </ul>
  );
}

/** What happened on one day. */
function Day({
  day: { start, lines },
  hasLanes,
  onJson,
}: {
  readonly day: TimelineDay;
  readonly hasLanes: boolean;
  readonly onJson: (id: number) => void;
}) {
  return (
    <div>
      <h4
        className={`pt-1 pb-1.5 font-medium text-ink-soft text-small ${hasLanes ? "@min-[560px]:text-center" : ""}`}
      >
        <DayName start={start} />
      </h4>
      <EntryDay value={start}>
        <ol className="flex flex-col">
          {lines.map((line) => (
            <Line hasLanes={hasLanes} key={keyOf(line)} line={line} onJson={onJson} />
          ))}
        </ol>
      </EntryDay>
    </div>
  );
}

function DayName({ start }: { readonly start: number }): ReactNode {
  const translate = useMessages();
  const format = useFormat();
  const today = startOfDay(useNow(60_000));
  if (start === today) {
    return translate("timeline.today");
  }
  // The last moment of the day before today lies within yesterday.
  if (start === startOfDay(today - 1)) {
    return translate("timeline.yesterday");
  }
  return <bdi>{format.weekday(start)}</bdi>;
}

/** A circle for Points, a square for us: no meaning hangs on colour alone. */
const markLook: Readonly<Record<Side, string>> = {
  points: "rounded-full border border-line-strong bg-panel text-ink-soft",
  us: "rounded-control bg-accent text-on-accent",
};

const oneLane =
  "relative grid grid-cols-[24px_minmax(0,1fr)] gap-x-2.5 pb-2.5 before:absolute before:start-[11.5px] before:top-6 before:bottom-0 before:w-px before:bg-line last:before:hidden";
const twoLanes =
  "@min-[560px]:grid-cols-[minmax(0,1fr)_24px_minmax(0,1fr)] @min-[560px]:before:top-7 @min-[560px]:before:start-[calc(50%-0.5px)]";

/** Where the words of a side stand, and what they stand on. */
const wordsLook: Readonly<Record<Side, string>> = {
  points: "pt-0.5 @min-[560px]:rounded-card @min-[560px]:border @min-[560px]:border-line",
  us: "rounded-card border border-transparent bg-accent-soft px-2.5 py-1.5",
};
const wordsPlace: Readonly<Record<Side, string>> = {
  points: "@min-[560px]:col-start-1 @min-[560px]:px-2.5 @min-[560px]:py-1.5",
  us: "@min-[560px]:col-start-3",
};

/** One line with its mark, on its side. */
function Line({
  line,
  hasLanes,
  onJson,
}: {
  readonly line: TimelineLine;
  readonly hasLanes: boolean;
  readonly onJson: (id: number) => void;
}) {
  const side = sideOf(line);
  const Icon = iconOf(line);
  return (
    <li className={`${oneLane} ${hasLanes ? twoLanes : ""}`} data-side={side}>
      <span
        className={`row-start-1 grid size-6 place-items-center ${markLook[side]} ${hasLanes ? "@min-[560px]:col-start-2 @min-[560px]:mt-1" : ""}`}
      >
        <Icon size={14} />
      </span>
      <div className={`row-start-1 min-w-0 ${wordsLook[side]} ${hasLanes ? wordsPlace[side] : ""}`}>
        <TimelineEntry line={line} onJson={onJson} />
      </div>
    </li>
  );
}

function iconOf(line: TimelineLine) {
  switch (line.kind) {
    case "observation":
      return line.observation.source === "event" ? EventIcon : ReadIcon;
    case "unchanged":
      return ReadIcon;
    case "action":
      return SendIcon;
    case "note":
      return EditIcon;
  }
}

function keyOf(line: TimelineLine): string {
  switch (line.kind) {
    case "observation":
      return `observation ${String(line.observation.id)} ${String(line.at)}`;
    case "unchanged":
      return `unchanged ${String(line.latest.id)} ${String(line.at)}`;
    case "action":
      return `action ${String(line.action.id)}`;
    case "note":
      return `note ${String(line.note.id)}`;
  }
}
