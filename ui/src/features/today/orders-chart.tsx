import { LinePath } from "@visx/shape";
import { useState } from "react";

import type { DayFigures } from "../../bridge/types";
import { ChartCard, ChartKey, Column, DayChart, ValueLines, valueScale } from "../../charts";
import { Amount } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { plainRiyals, total } from "./sums";

/** The riyals have most of the height; the gap between the two is in pixels. */
const riyalsShare = 0.62;
const gap = 20;

/** Paid orders and their riyals, one above the other over the same days. */
export function OrdersChart({
  days,
  height,
}: {
  readonly days: readonly DayFigures[];
  /** Pixels. */
  readonly height: number;
}) {
  const translate = useMessages();
  const format = useFormat();
  const [reached, setReached] = useState<number | null>(null);
  const day = reached === null ? undefined : days[reached];
  const orders = day?.paidOrders ?? total(days, ({ paidOrders }) => paidOrders);
  const halalas = day?.paidHalalas ?? total(days, ({ paidHalalas }) => paidHalalas);
  const unsummed = total(days, ({ unsummedTotals }) => unsummedTotals);

  const riyalsHeight = Math.round(height * riyalsShare);
  const riyals = valueScale(
    [0, Math.max(...days.map(({ paidHalalas }) => paidHalalas / 100), 0)],
    [riyalsHeight, 8],
  );
  const counts = valueScale(
    [0, Math.max(...days.map(({ paidOrders }) => paidOrders), 0)],
    [height - 2, riyalsHeight + gap],
    1,
  );
  const title = translate("figures.orders.title");
  return (
    <ChartCard
      figures={{
        head: translate("figures.day"),
        columns: [
          { key: "orders", words: translate("figures.orders.paid") },
          { key: "riyals", words: translate("figures.sar") },
          { key: "open", words: translate("figures.orders.open") },
          { key: "ended", words: translate("figures.orders.ended") },
        ],
        rows: days.toReversed().map((figures) => ({
          key: figures.date,
          head: format.date(figures.startsAt),
          plainHead: figures.date,
          cells: [
            { shown: format.count(figures.paidOrders), plain: String(figures.paidOrders) },
            { shown: format.money(figures.paidHalalas), plain: plainRiyals(figures.paidHalalas) },
            { shown: format.count(figures.openOrders), plain: String(figures.openOrders) },
            { shown: format.count(figures.endedOrders), plain: String(figures.endedOrders) },
          ],
        })),
      }}
      sum={
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-semibold text-title">
            <Amount halalas={halalas} text={null} />
          </span>
          <span className="text-ink-soft">
            <Message id="figures.orders.count" values={{ count: orders }} />
          </span>
          {day !== undefined && (
            <bdi className="text-ink-faint text-small">{format.date(day.startsAt)}</bdi>
          )}
        </p>
      }
      title={title}
      {...(unsummed > 0
        ? { note: <Message id="figures.unsummedTotals" values={{ count: unsummed }} /> }
        : {})}
    >
      <DayChart
        days={days.map((figures) => ({
          at: figures.startsAt,
          label: format.dayOfYear(figures.startsAt),
          spoken: translate("figures.orders.spoken", {
            date: format.date(figures.startsAt),
            count: figures.paidOrders,
            riyals: format.money(figures.paidHalalas),
          }),
        }))}
        gutter={48}
        height={height}
        name={title}
        onDay={setReached}
      >
        {(area) => (
          <>
            <ValueLines {...area} scale={riyals} words={format.brief} />
            <ValueLines {...area} scale={counts} words={format.brief} />
            <g className="text-accent">
              {days.map((figures, place) => (
                <Column
                  base={riyals.of(0)}
                  className=""
                  key={figures.date}
                  top={riyals.of(figures.paidHalalas / 100)}
                  width={area.days.band}
                  x={area.days.start(place)}
                />
              ))}
            </g>
            <g className="text-moving">
              <LinePath
                data={days.map((figures, place) => ({ place, count: figures.paidOrders }))}
                fill="none"
                stroke="currentColor"
                strokeLinejoin="round"
                strokeWidth={1.75}
                x={({ place }) => area.days.middle(place)}
                y={({ count }) => counts.of(count)}
              />
              {days.map((figures, place) =>
                days.length <= 31 || figures === day ? (
                  <circle
                    cx={area.days.middle(place)}
                    cy={counts.of(figures.paidOrders)}
                    fill="currentColor"
                    key={figures.date}
                    r={figures === day ? 3.5 : 2}
                  />
                ) : null,
              )}
            </g>
          </>
        )}
      </DayChart>
      <ChartKey
        entries={[
          { words: translate("figures.orders.columns"), tone: "text-accent" },
          { words: translate("figures.orders.line"), tone: "text-moving", shape: "line" },
        ]}
      />
    </ChartCard>
  );
}
