import { useId, useState } from "react";

import type { DayFigures } from "../../bridge/types";
import {
  ChartCard,
  ChartKey,
  Column,
  DayChart,
  Strokes,
  ValueLines,
  valueScale,
} from "../../charts";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";

/** Stale checkouts at the end of each day: reserved below, unpaid on top. A day without a figure
 * has a small cross on the base line, not a nought. */
export function StaleChart({
  days,
  height,
}: {
  readonly days: readonly DayFigures[];
  /** Pixels. */
  readonly height: number;
}) {
  const translate = useMessages();
  const format = useFormat();
  const strokes = useId();
  const [reached, setReached] = useState<number | null>(null);
  const shown = days[reached ?? days.length - 1];
  const counted = days.filter(({ stale }) => stale !== null);
  // Before the first figure nothing is missing: the desk was not there yet.
  const first = days.findIndex(({ stale }) => stale !== null);
  const missing = first < 0 ? 0 : days.length - first - counted.length;
  const scale = valueScale(
    [0, Math.max(...counted.map(({ stale }) => (stale?.unpaid ?? 0) + (stale?.reserved ?? 0)), 0)],
    [height - 2, 8],
  );
  const title = translate("figures.stale.title");
  const spoken = ({ startsAt, stale }: DayFigures) =>
    stale === null
      ? translate("figures.stale.spokenNone", { date: format.date(startsAt) })
      : translate("figures.stale.spoken", {
          date: format.date(startsAt),
          unpaid: stale.unpaid,
          reserved: stale.reserved,
        });
  return (
    <ChartCard
      figures={{
        head: translate("figures.day"),
        columns: [
          { key: "unpaid", words: translate("figures.stale.unpaid") },
          { key: "reserved", words: translate("figures.stale.reserved") },
          { key: "at", words: translate("figures.stale.countedAt") },
        ],
        rows: days.toReversed().map(({ date, startsAt, stale }) => ({
          key: date,
          head: format.date(startsAt),
          plainHead: date,
          cells:
            stale === null
              ? [none, none, none]
              : [
                  { shown: format.count(stale.unpaid), plain: String(stale.unpaid) },
                  { shown: format.count(stale.reserved), plain: String(stale.reserved) },
                  {
                    shown: format.clock(stale.countedAt),
                    plain: new Date(stale.countedAt).toISOString(),
                  },
                ],
        })),
      }}
      sum={
        <p className="flex flex-wrap items-baseline gap-x-3">
          {shown?.stale == null ? (
            <span className="text-ink-soft">{translate("figures.stale.none")}</span>
          ) : (
            <>
              <span className="font-semibold text-title">
                <Message
                  id="figures.stale.count"
                  values={{ count: shown.stale.unpaid + shown.stale.reserved }}
                />
              </span>
              <span className="text-ink-soft">
                <Message
                  id="figures.stale.asOf"
                  values={{ time: format.clock(shown.stale.countedAt) }}
                />
              </span>
            </>
          )}
          {reached !== null && shown !== undefined && (
            <bdi className="text-ink-faint text-small">{format.date(shown.startsAt)}</bdi>
          )}
        </p>
      }
      title={title}
      {...(missing > 0
        ? { note: <Message id="figures.stale.missing" values={{ count: missing }} /> }
        : {})}
    >
      <DayChart
        days={days.map((figures) => ({
          at: figures.startsAt,
          label: format.dayOfYear(figures.startsAt),
          spoken: spoken(figures),
        }))}
        gutter={48}
        height={height}
        name={title}
        onDay={setReached}
      >
        {(area) => (
          <>
            <ValueLines {...area} scale={scale} words={format.brief} />
            <Strokes className="text-needs" id={strokes} />
            {days.map(({ date, stale }, place) => {
              const at = { width: area.days.band, x: area.days.start(place) };
              if (place < first) {
                return null;
              }
              if (stale === null) {
                return <Missing key={date} x={area.days.middle(place)} y={scale.of(0) - 5} />;
              }
              return (
                <g key={date}>
                  <Column
                    {...at}
                    base={scale.of(0)}
                    className="text-moving"
                    top={scale.of(stale.reserved)}
                  />
                  <Column
                    {...at}
                    base={scale.of(stale.reserved)}
                    className="stroke-needs"
                    fill={`url(#${strokes})`}
                    top={scale.of(stale.reserved + stale.unpaid)}
                  />
                </g>
              );
            })}
          </>
        )}
      </DayChart>
      <ChartKey
        entries={[
          { words: translate("figures.stale.unpaid"), tone: "text-needs", shape: "strokes" },
          { words: translate("figures.stale.reserved"), tone: "text-moving" },
        ]}
      />
    </ChartCard>
  );
}

const none = { shown: "–", plain: "" };

function Missing({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <path
      className="stroke-control"
      d={`M${x - 2} ${y - 2}l4 4M${x + 2} ${y - 2}l-4 4`}
      fill="none"
      strokeLinecap="round"
    />
  );
}
