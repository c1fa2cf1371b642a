import type { SettlementFigures } from "../../bridge/types";
import { ChartCard } from "../../charts";
import { Amount } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { settlementWord } from "../../points";
import { plainRiyals } from "./sums";

/** Riyals of paid orders by state of settlement: a bar each, with its sum beside it. */
export function SettlementChart({
  settlement,
}: {
  readonly settlement: readonly SettlementFigures[];
}) {
  const translate = useMessages();
  const format = useFormat();
  const sum = settlement.reduce((before, { halalas }) => before + halalas, 0);
  const greatest = Math.max(...settlement.map(({ halalas }) => halalas), 1);
  const unsummed = settlement.reduce((before, { unsummedTotals }) => before + unsummedTotals, 0);
  const title = translate("figures.settlement.title");
  return (
    <ChartCard
      figures={{
        head: translate("field.settlement_status"),
        columns: [
          { key: "orders", words: translate("figures.orders.paid") },
          { key: "riyals", words: translate("figures.sar") },
        ],
        rows: settlement.map(({ status, orders, halalas }) => ({
          key: status ?? "",
          head: settlementWord(translate, status),
          plainHead: status ?? "",
          cells: [
            { shown: format.count(orders), plain: String(orders) },
            { shown: format.money(halalas), plain: plainRiyals(halalas) },
          ],
        })),
      }}
      sum={
        <span className="font-semibold text-title">
          <Amount halalas={sum} text={null} />
        </span>
      }
      title={title}
      {...(unsummed > 0
        ? { note: <Message id="figures.unsummedTotals" values={{ count: unsummed }} /> }
        : {})}
    >
      {settlement.length === 0 ? (
        <p className="text-ink-faint">{translate("figures.settlement.none")}</p>
      ) : (
        <ul className="flex max-h-[212px] flex-col gap-3 overflow-y-auto">
          {settlement.map(({ status, orders, halalas }) => (
            <li className="flex flex-col gap-1" key={status ?? ""}>
              <span className="flex items-baseline gap-3">
                <bdi className="min-w-0 flex-1 truncate">{settlementWord(translate, status)}</bdi>
                <span className="text-ink-faint text-small">
                  <Message id="figures.orders.count" values={{ count: orders }} />
                </span>
                <span className="font-medium">
                  <Amount halalas={halalas} text={null} />
                </span>
              </span>
              <span aria-hidden="true" className="block h-3 rounded-small bg-sunken">
                <span
                  className={`block h-full rounded-small ${status === null ? "border border-control border-dashed" : "bg-accent"}`}
                  style={{ inlineSize: `${Math.max(0, halalas / greatest) * 100}%` }}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </ChartCard>
  );
}
