import type { ReactNode } from "react";

import type { OrderDetail, Settings } from "../../bridge/types";
import { Amount, MoneyState, NoValue } from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import { HowDoWeKnow } from "./how-do-we-know";
import { OpenActions } from "./open-actions";
import { Section } from "./section";

const minute = 60_000;

/** The total, the points, and where the money stands. */
export function MoneySection({
  detail,
  settings,
  actions,
}: {
  readonly detail: OrderDetail;
  readonly settings: Settings;
  /** What can be done with it, which is a feature of its own. */
  readonly actions: ReactNode;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(minute);
  const { row } = detail;
  return (
    <Section title={translate("detail.money")}>
      <div className="group/known flex items-baseline gap-1.5">
        <span className="font-semibold text-total">
          <Amount halalas={row.totalHalalas} sign={16} text={row.totalText} />
        </span>
        <HowDoWeKnow detail={detail} field="total_price" />
        <span className="flex-1" />
        <HowDoWeKnow detail={detail} field="total_points" />
        <span className="text-ink-soft" title={row.totalPoints ?? undefined}>
          {row.totalPoints === null ? (
            <NoValue />
          ) : (
            <Message
              id="detail.points"
              values={{
                count: Number(row.totalPoints),
                points: format.points(row.totalPoints),
              }}
            />
          )}
        </span>
      </div>
      <div className="group/known mt-1 flex items-center gap-1.5">
        <MoneyState stale={row.stale} status={row.financialStatus} type={row.orderType} />
        <HowDoWeKnow detail={detail} field="order_status" />
      </div>
      {row.stale !== null && row.createdAt !== null && (
        <p className="mt-1 text-needs text-small" title={format.exact(row.createdAt)}>
          <Message
            id="detail.openSince"
            values={{
              time: format.short(row.createdAt, now),
              span: format.span(
                row.stale === "unpaid"
                  ? settings.staleNewMinutes * minute
                  : settings.staleAuthorizedHours * 60 * minute,
              ),
            }}
          />
        </p>
      )}
      {actions}
      <OpenActions area="money" detail={detail} />
    </Section>
  );
}
