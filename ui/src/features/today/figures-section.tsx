import { useId, useState } from "react";

import { failureOf } from "../../bridge";
import { Choices, FailureNote } from "../../design";
import { useMessages } from "../../messages";
import { useFigures } from "../../queries";
import { useChartHeight } from "./chart-height";
import { OrdersChart } from "./orders-chart";
import { PointsChart } from "./points-chart";
import { SettlementChart } from "./settlement-chart";
import { StaleChart } from "./stale-chart";

const stretches = ["30", "90"] as const;

/** The figures of the last days, as charts. */
export function FiguresSection() {
  const translate = useMessages();
  const heading = useId();
  const [stretch, setStretch] = useState<(typeof stretches)[number]>("30");
  const figures = useFigures(Number(stretch));
  const height = useChartHeight();
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3">
      <div className="flex items-center gap-4">
        <h2 className="flex-1 font-semibold text-title" id={heading}>
          {translate("figures.title")}
        </h2>
        <Choices
          name={translate("figures.stretch")}
          onChange={setStretch}
          options={stretches.map((value) => ({
            value,
            words: translate("figures.days", { count: Number(value) }),
          }))}
          value={stretch}
        />
      </div>
      {figures.error !== null && <FailureNote failure={failureOf(figures.error)} />}
      {figures.data !== undefined && (
        <div className="grid grid-cols-1 gap-4 min-[980px]:grid-cols-2">
          <OrdersChart days={figures.data.days} height={height} />
          <PointsChart days={figures.data.days} height={height} />
          <SettlementChart settlement={figures.data.settlement} />
          <StaleChart days={figures.data.days} height={height} />
        </div>
      )}
    </section>
  );
}
