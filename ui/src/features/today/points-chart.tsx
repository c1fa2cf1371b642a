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
import { numberOf, sumOfPoints, total } from "./sums";

/** Points given, upwards, and redeemed, downwards from the same line. */
export function PointsChart({
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
  const day = reached === null ? undefined : days[reached];
  const given = day?.pointsGiven ?? sumOfPoints(days.map(({ pointsGiven }) => pointsGiven));
  const redeemed =
    day?.pointsRedeemed ?? sumOfPoints(days.map(({ pointsRedeemed }) => pointsRedeemed));
  const unsummed = total(days, ({ unsummedPoints }) => unsummedPoints);
  const scale = valueScale(
    [
      -Math.max(...days.map(({ pointsRedeemed }) => numberOf(pointsRedeemed)), 0),
      Math.max(...days.map(({ pointsGiven }) => numberOf(pointsGiven)), 0),
    ],
    [height - 8, 8],
    3,
  );
  const title = translate("figures.points.title");
  return (
    <ChartCard
      figures={{
        head: translate("figures.day"),
        columns: [
          { key: "given", words: translate("figures.points.given") },
          { key: "redeemed", words: translate("figures.points.redeemed") },
        ],
        rows: days.toReversed().map((figures) => ({
          key: figures.date,
          head: format.date(figures.startsAt),
          plainHead: figures.date,
          cells: [
            { shown: format.decimalText(figures.pointsGiven), plain: figures.pointsGiven },
            { shown: format.decimalText(figures.pointsRedeemed), plain: figures.pointsRedeemed },
          ],
        })),
      }}
      sum={
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-semibold text-title">
            <Message id="figures.points.givenSum" values={{ points: format.points(given) }} />
          </span>
          <span className="text-ink-soft">
            <Message id="figures.points.redeemedSum" values={{ points: format.points(redeemed) }} />
          </span>
          {day !== undefined && (
            <bdi className="text-ink-faint text-small">{format.date(day.startsAt)}</bdi>
          )}
        </p>
      }
      title={title}
      {...(unsummed > 0
        ? { note: <Message id="figures.unsummedPoints" values={{ count: unsummed }} /> }
        : {})}
    >
      <DayChart
        days={days.map((figures) => ({
          at: figures.startsAt,
          label: format.dayOfYear(figures.startsAt),
          spoken: translate("figures.points.spoken", {
            date: format.date(figures.startsAt),
            given: format.points(figures.pointsGiven),
            redeemed: format.points(figures.pointsRedeemed),
          }),
        }))}
        gutter={48}
        height={height}
        name={title}
        onDay={setReached}
      >
        {(area) => (
          <>
            <ValueLines {...area} scale={scale} words={(value) => format.brief(Math.abs(value))} />
            <Strokes className="text-moving" id={strokes} />
            {days.map((figures, place) => (
              <g key={figures.date}>
                <Column
                  base={scale.of(0)}
                  className="text-done"
                  top={scale.of(numberOf(figures.pointsGiven))}
                  width={area.days.band}
                  x={area.days.start(place)}
                />
                <Column
                  base={scale.of(0)}
                  className="stroke-moving"
                  fill={`url(#${strokes})`}
                  top={scale.of(-numberOf(figures.pointsRedeemed))}
                  width={area.days.band}
                  x={area.days.start(place)}
                />
              </g>
            ))}
          </>
        )}
      </DayChart>
      <ChartKey
        entries={[
          { words: translate("figures.points.given"), tone: "text-done" },
          { words: translate("figures.points.redeemed"), tone: "text-moving", shape: "strokes" },
        ]}
      />
    </ChartCard>
  );
}
