import type { OrderQuery } from "../../bridge/types";
import { CloseIcon } from "../../design";
import { type Format, useFormat, useNow } from "../../format";
import { go } from "../../location";
import { type Translate, useMessages } from "../../messages";
import { financialWord, shippingWord, typeWord } from "../../points";
import { type Days, nameOf } from "../../search";

/** A filter that is on, in words, and the query without it. */
interface Chip {
  readonly words: string;
  readonly without: Partial<OrderQuery>;
}

/** The filters that are on, each removed by one press. */
export function FilterChips({ query }: { readonly query: OrderQuery }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  const chips = chipsOf(query, translate, format, now);
  return chips.length === 0 ? null : (
    <ul aria-label={translate("chip.all")} className="contents">
      {chips.map(({ words, without }) => (
        <li className="min-w-0" key={words}>
          <button
            aria-label={translate("chip.remove", { filter: words })}
            className="inline-flex h-6 max-w-[320px] items-center gap-1 rounded-full bg-accent-soft ps-2.5 pe-1.5 text-accent text-small hover:bg-selected"
            onClick={() => go({ query: { ...query, ...without } }, "replace")}
            type="button"
          >
            <bdi className="truncate">{words}</bdi>
            <CloseIcon size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function chipsOf(
  query: OrderQuery,
  translate: Translate,
  format: Format,
  now: number,
): readonly Chip[] {
  const without = (list: "financial" | "shipping" | "types", value: string) => ({
    [list]: query[list].filter((other) => other !== value),
  });
  const total = totalWords(query, translate, format);
  const created = daysWords(
    "created",
    { from: query.createdFrom, until: query.createdUntil },
    translate,
    format,
    now,
  );
  const changed = daysWords(
    "changed",
    { from: query.changedFrom, until: query.changedUntil },
    translate,
    format,
    now,
  );
  return [
    ...query.financial.map((status) => ({
      words: translate("chip.status", { word: moneyFilterWord(translate, status) }),
      without: without("financial", status),
    })),
    ...query.shipping.map((status) => ({
      words: translate("chip.shipping", { word: shippingWord(translate, status) }),
      without: without("shipping", status),
    })),
    ...query.types.map((type) => ({
      words: translate("chip.type", { word: typeWord(translate, type) }),
      without: without("types", type),
    })),
    ...(total === null ? [] : [{ words: total, without: { totalFrom: null, totalTo: null } }]),
    ...(created === null
      ? []
      : [{ words: created, without: { createdFrom: null, createdUntil: null } }]),
    ...(changed === null
      ? []
      : [{ words: changed, without: { changedFrom: null, changedUntil: null } }]),
    ...(query.olderThan === null
      ? []
      : [
          {
            words: translate("chip.older", { span: format.span(query.olderThan) }),
            without: { olderThan: null },
          },
        ]),
    ...(query.noted ? [{ words: translate("chip.noted"), without: { noted: false } }] : []),
  ];
}

/** Two statuses are "Paid" to people; a filter has to tell them apart. */
export function moneyFilterWord(translate: Translate, status: string): string {
  switch (status) {
    case "approved":
      return translate("filter.approved");
    case "captured":
      return translate("filter.captured");
    default:
      return financialWord(translate, status, null);
  }
}

function totalWords(
  { totalFrom: from, totalTo: to }: OrderQuery,
  translate: Translate,
  format: Format,
): string | null {
  if (from !== null && to !== null) {
    return from === to
      ? translate("chip.totalIs", { amount: format.money(from) })
      : translate("chip.totalBetween", { from: format.money(from), to: format.money(to) });
  }
  // One halala more than whole riyals is how "over" is kept, one less how "under" is.
  if (from !== null) {
    return from % 100 === 1
      ? translate("chip.totalOver", { amount: format.money(from - 1) })
      : translate("chip.totalFrom", { amount: format.money(from) });
  }
  if (to === null) {
    return null;
  }
  return to % 100 === 99
    ? translate("chip.totalUnder", { amount: format.money(to + 1) })
    : translate("chip.totalTo", { amount: format.money(to) });
}

function daysWords(
  name: "created" | "changed",
  { from, until }: Days,
  translate: Translate,
  format: Format,
  now: number,
): string | null {
  const named = nameOf({ from, until }, now);
  if (named !== undefined) {
    return translate(`chip.${name}Named`, { days: translate(`query.created.${named}`) });
  }
  const first = from === null ? null : format.date(from);
  const last = until === null ? null : format.date(until - 1);
  if (first !== null && last !== null) {
    return first === last
      ? translate(`chip.${name}On`, { day: first })
      : translate(`chip.${name}Between`, { from: first, to: last });
  }
  if (first !== null) {
    return translate(`chip.${name}From`, { day: first });
  }
  return last === null ? null : translate(`chip.${name}To`, { day: last });
}
