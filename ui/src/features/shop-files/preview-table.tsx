import { type ReactNode, useId } from "react";

import type { FilePreview, FileReading, PreviewRow, RowFault, ShopField } from "../../bridge/types";
import { Amount, cutAtItsEnd, NoValue, TickIcon, ToneMark } from "../../design";
import { type Format, formatLocalPhone, useFormat, useNow } from "../../format";
import { Message, type Translate, useMessages } from "../../messages";
import { shopTone } from "../../shop";
import { faultOf, leftOut } from "./reading";

const minute = 60_000;

/** What a cell needs to be drawn. */
interface Drawing {
  readonly format: Format;
  readonly translate: Translate;
  readonly now: number;
}

/** The fields that the first rows show, each as it would be taken over. */
const shownFields: readonly {
  readonly field: ShopField;
  readonly width: string;
  readonly cell: (row: PreviewRow, drawing: Drawing) => ReactNode;
}[] = [
  { field: "order_number", width: "13%", cell: ({ orderNumber }) => text(orderNumber) },
  {
    field: "uuid",
    width: "12%",
    cell: ({ uuid }) =>
      uuid === null ? null : (
        <span className="flex min-w-0 items-center gap-1" title={uuid}>
          <TickIcon className="shrink-0 text-done" size={12} />
          <bdi className="truncate font-mono text-small" dir="ltr">
            {uuid.slice(0, 6)}
          </bdi>
        </span>
      ),
  },
  {
    field: "amount",
    width: "10%",
    cell: ({ amountHalalas }) =>
      amountHalalas === null ? null : <Amount halalas={amountHalalas} text={null} />,
  },
  {
    field: "opened_at",
    width: "19%",
    cell: ({ openedAt }, { format, now }) =>
      openedAt === null ? null : (
        <bdi title={format.exact(openedAt)}>{format.short(openedAt, now)}</bdi>
      ),
  },
  {
    field: "status",
    width: "16%",
    cell: ({ status }, { translate }) =>
      status === null ? null : (
        <span className="flex min-w-0 items-center gap-1.5">
          <ToneMark size={12} tone={shopTone(status)} />
          <span className="truncate">{translate(`shopStatus.${status}.short`)}</span>
        </span>
      ),
  },
  { field: "customer", width: "15%", cell: ({ customer }) => text(customer) },
  {
    field: "phone",
    width: "15%",
    cell: ({ phone }) => (phone === null ? null : <bdi dir="ltr">{formatLocalPhone(phone)}</bdi>),
  },
];

/** The fields of which the first rows can show something. */
export function shownOf(reading: FileReading) {
  return shownFields.filter(({ field }) => reading.fields.includes(field));
}

function text(value: string | null): ReactNode {
  return value === null ? null : (
    <bdi className={cutAtItsEnd} title={value}>
      {value}
    </bdi>
  );
}

/** The first rows as they would be taken over; what could not be read is marked where it stands. */
export function PreviewTable({
  preview,
  reading,
  isOutdated,
}: {
  readonly preview: FilePreview;
  readonly reading: FileReading;
  /** It shows another reading, until this one is there. */
  readonly isOutdated: boolean;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(minute);
  const heading = useId();
  const fields = shownOf(reading);
  const faulty = preview.rows.filter(({ faults }) => faults.length > 0).length;
  if (preview.rows.length === 0 || fields.length === 0) {
    return null;
  }
  const drawing = { format, translate, now };
  return (
    <section aria-labelledby={heading} className="min-w-0">
      <h3 className="font-medium" id={heading}>
        {translate("preview.title")}
      </h3>
      <p className="pb-2 text-ink-soft text-small">
        {faulty === 0 ? (
          translate("preview.what")
        ) : (
          <Message id="preview.faulty" values={{ count: faulty }} />
        )}
      </p>
      <div className="overflow-hidden rounded-card border border-line">
        <table
          aria-busy={isOutdated}
          aria-labelledby={heading}
          className={`w-full table-fixed border-collapse text-small transition-opacity duration-[120ms] ${isOutdated ? "opacity-60" : ""}`}
        >
          <colgroup>
            <col className="w-11" />
            {fields.map(({ field, width }) => (
              <col key={field} style={{ inlineSize: width }} />
            ))}
          </colgroup>
          <thead className="bg-canvas text-ink-faint">
            <tr>
              <th className="py-1.5 ps-3 pe-1 text-start font-normal" scope="col">
                <span className="sr-only">{translate("preview.row")}</span>
              </th>
              {fields.map(({ field }) => (
                <th className="truncate px-2 py-1.5 text-start font-normal" key={field} scope="col">
                  {translate(`shopField.${field}.short`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {preview.rows.map((row) => {
              const out = leftOut(row);
              return (
                <tr className={out === undefined ? "" : "bg-needs-soft/50"} key={row.row}>
                  <th
                    className="py-1.5 ps-3 pe-1 text-start font-normal text-ink-faint"
                    scope="row"
                  >
                    <bdi>{format.count(row.row)}</bdi>
                  </th>
                  {out === undefined ? (
                    fields.map(({ field, cell }) => (
                      <td className="truncate px-2 py-1.5" key={field}>
                        <Cell fault={faultOf(row, field)}>{cell(row, drawing)}</Cell>
                      </td>
                    ))
                  ) : (
                    <td className="px-2 py-1.5" colSpan={fields.length}>
                      <span className="flex items-center gap-1.5 text-needs">
                        <ToneMark size={12} tone="needs" />
                        {translate(`rowFault.${out.kind}`)}
                      </span>
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A value, or what stands there instead, marked. */
function Cell({
  fault,
  children,
}: {
  readonly fault: RowFault | undefined;
  readonly children: ReactNode;
}) {
  const translate = useMessages();
  if (fault === undefined) {
    return children ?? <NoValue />;
  }
  const why = translate(`rowFault.${fault.kind}`);
  return (
    <span className="flex min-w-0 items-center gap-1 text-needs" title={`${fault.text}\n${why}`}>
      <ToneMark size={12} tone="needs" />
      <span className="sr-only">{why}</span>
      <bdi className={cutAtItsEnd}>{fault.text}</bdi>
    </span>
  );
}
