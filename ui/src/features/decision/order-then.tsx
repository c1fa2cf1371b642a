import type { ReactNode } from "react";

import type { ActionEvidence, SeenOrder } from "../../bridge/types";
import { Amount, Button, NoValue, RefreshIcon } from "../../design";
import { useFormat, useNow } from "../../format";
import { useNotices } from "../../frame";
import { go, usePlace } from "../../location";
import { Message, useMessages } from "../../messages";
import { financialWord, shippingWord } from "../../points";
import { useRefreshOrder } from "../../queries";
import { useHidesMoney } from "./hidden-money";

const parts = ["money", "shipping", "total"] as const;
type Part = (typeof parts)[number];

/** The order as the person saw it, beside what Points shows now. */
export function OrderThen({ evidence }: { readonly evidence: ActionEvidence }) {
  const translate = useMessages();
  const isHidden = useHidesMoney();
  const { action, now } = evidence;
  return (
    <>
      <table className="w-full table-fixed">
        <thead>
          <tr className="text-ink-faint text-small">
            <td className="w-[30%]" />
            <th className="text-start font-normal" scope="col">
              {translate("decision.before")}
            </th>
            <th className="text-start font-normal" scope="col">
              {translate("decision.now")}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts
            .filter((part) => part !== "total" || !isHidden)
            .map((part) => (
              <tr key={part}>
                <th className="text-start font-normal text-ink-soft" scope="row">
                  {translate(`decision.${part}`)}
                </th>
                <td className="truncate">
                  <Seen order={action.seen} part={part} />
                </td>
                <td
                  className={`truncate ${isOther(part, action.seen, now) ? "font-semibold" : ""}`}
                >
                  <Seen order={now} part={part} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <Tools evidence={evidence} />
    </>
  );
}

function isOther(part: Part, before: SeenOrder | null, now: SeenOrder | null): boolean {
  return before !== null && now !== null && partOf(part, before) !== partOf(part, now);
}

function partOf(part: Part, order: SeenOrder): string | number | null {
  switch (part) {
    case "money":
      return order.financial;
    case "shipping":
      return order.shipping;
    case "total":
      return order.totalHalalas;
  }
}

function Seen({
  part,
  order,
}: {
  readonly part: Part;
  readonly order: SeenOrder | null;
}): ReactNode {
  const translate = useMessages();
  if (order === null || partOf(part, order) === null) {
    return <NoValue />;
  }
  switch (part) {
    case "money":
      return (
        <bdi title={order.financial ?? ""}>{financialWord(translate, order.financial, null)}</bdi>
      );
    case "shipping":
      return <bdi title={order.shipping ?? ""}>{shippingWord(translate, order.shipping)}</bdi>;
    case "total":
      return <Amount halalas={order.totalHalalas} text={null} />;
  }
}

/** How old the present state is, reading it anew, and the whole order. */
function Tools({ evidence: { action, checkedAt } }: { readonly evidence: ActionEvidence }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow();
  const read = useRefreshOrder();
  const { fail } = useNotices();
  const { screen } = usePlace();
  const uuid = action.orderUuid;
  if (uuid === null) {
    return null;
  }
  const hasDetail = screen !== "today" && screen !== "settings";
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-2">
      <Button
        icon={<RefreshIcon className={read.isPending ? "turning" : ""} size={14} />}
        isDisabled={read.isPending}
        onPress={() => read.mutate(uuid, { onError: fail })}
        size="small"
      >
        {translate("decision.readNow")}
      </Button>
      <Button
        kind="quiet"
        onPress={() =>
          go({ action: null, order: uuid, ...(hasDetail ? {} : { screen: "orders" }) })
        }
        size="small"
      >
        <span>
          <Message
            id="decision.openOrder"
            values={{ number: action.orderNumber ?? uuid.slice(0, 8) }}
          />
        </span>
      </Button>
      {checkedAt !== null && (
        <span className="text-ink-faint text-small" title={format.exact(checkedAt)}>
          <Message id="decision.readAgo" values={{ age: format.span(now - checkedAt) }} />
        </span>
      )}
    </div>
  );
}
