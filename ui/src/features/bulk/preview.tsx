import type { ReactNode } from "react";

import type { HinderedGroup, Hindrance, OrderName, ShippingPreview } from "../../bridge/types";
import { ArrowOnIcon, ShippingState, ToneMark } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { shippingStatuses, type Tone } from "../../points";

/** So many orders of a group are named. */
const named = 8;

const tones: Readonly<Record<Hindrance, Tone>> = {
  already_there: "done",
  change_open: "needs",
  gone: "stop",
  unread: "waiting",
  status_unknown: "needs",
  path_ended: "done",
  further_along: "needs",
  not_paid: "needs",
  nothing_to_ship: "waiting",
  beyond_limit: "needs",
};

/** What would happen: how many go from where to where, and which stay, and why. */
export function Preview({
  preview,
  licenceStep,
}: {
  readonly preview: ShippingPreview;
  readonly licenceStep: boolean;
}) {
  const translate = useMessages();
  const format = useFormat();
  const { limit } = preview;
  // That not all go at once is said before why single ones do not.
  const hindered = [...preview.hindered].sort(
    (one, other) => rankOf(one.hindrance) - rankOf(other.hindrance),
  );
  const groups = [...preview.groups].sort(
    (one, other) => placeOf(one.to) - placeOf(other.to) || placeOf(one.from) - placeOf(other.from),
  );
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Sum preview={preview} />
      {groups.length > 0 && (
        <Part name={translate("bulk.goes")}>
          {groups.map(({ from, to, count }) => (
            <li
              className="grid grid-cols-[minmax(0,0.75fr)_16px_minmax(0,1fr)_auto] items-center gap-2"
              key={`${from} ${to}`}
            >
              <ShippingState licenceStep={licenceStep} status={from} />
              <span className="text-ink-faint">
                <ArrowOnIcon size={14} />
                <span className="sr-only">{translate("bulk.to")}</span>
              </span>
              <ShippingState licenceStep={licenceStep} status={to} />
              <bdi className="ps-2 font-semibold">{format.count(count)}</bdi>
            </li>
          ))}
        </Part>
      )}
      {hindered.length > 0 && (
        <Part name={translate("bulk.stays")}>
          {hindered.map((group) => (
            <Hindered group={group} key={group.hindrance} limit={limit} />
          ))}
        </Part>
      )}
    </div>
  );
}

/** The same in one line, spoken as it changes. */
function Sum({ preview: { going, hindered } }: { readonly preview: ShippingPreview }) {
  const there = hindered.find(({ hindrance }) => hindrance === "already_there")?.count ?? 0;
  const staying = hindered.reduce((sum, { count }) => sum + count, 0) - there;
  return (
    <p className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5" role="status">
      <span className="font-semibold text-title">
        <Message id="bulk.going" values={{ count: going }} />
      </span>
      {there > 0 && (
        <span className="text-ink-soft">
          <Message id="bulk.there" values={{ count: there }} />
        </span>
      )}
      {staying > 0 && (
        <span className="text-needs">
          <Message id="bulk.staying" values={{ count: staying }} />
        </span>
      )}
    </p>
  );
}

/** Along the shop's path; what is not on it comes first. */
function placeOf(status: string | null): number {
  const path: readonly (string | null)[] = shippingStatuses;
  return path.indexOf(status);
}

function rankOf(hindrance: Hindrance): number {
  return hindrance === "beyond_limit" ? 0 : 1;
}

function Hindered({ group, limit }: { readonly group: HinderedGroup; readonly limit: number }) {
  const { hindrance, count, some } = group;
  const shown = some.slice(0, named);
  return (
    <li className="flex gap-2">
      <span className="pt-[3px]">
        <ToneMark tone={tones[hindrance]} />
      </span>
      <span className="min-w-0">
        <span className="block">
          <Message id={`bulk.hindrance.${hindrance}`} values={{ count, limit }} />
        </span>
        <span className="flex flex-wrap gap-x-2 text-ink-faint text-small">
          {shown.map((order) => (
            <bdi key={order.uuid} title={order.uuid}>
              {nameOf(order)}
            </bdi>
          ))}
          {count > shown.length && (
            <span title={some.slice(named).map(nameOf).join("\n")}>
              <Message id="bulk.more" values={{ count: count - shown.length }} />
            </span>
          )}
        </span>
      </span>
    </li>
  );
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-ink-faint text-small">{name}</h3>
      <ul className="flex flex-col gap-2">{children}</ul>
    </section>
  );
}

/** What a person calls an order: its number, or how its uuid begins. */
export function nameOf({ uuid, orderNumber }: OrderName): string {
  return orderNumber ?? uuid.slice(0, 8);
}
