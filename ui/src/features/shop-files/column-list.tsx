import { useId } from "react";

import type { FilePreview, FileReading, ShopField } from "../../bridge/types";
import { cutAtItsEnd, Select, type SelectOption } from "../../design";
import { useFormat } from "../../format";
import { useMessages } from "../../messages";
import { shopFields, withField } from "./reading";

/** What a column says, or that it is left out. */
type Choice = ShopField | "none";

/** Each column with what stands in it, and what it is taken for. */
export function ColumnList({
  preview,
  reading,
  isAlone,
  onReading,
}: {
  readonly preview: FilePreview;
  readonly reading: FileReading;
  /** Nothing stands beside it: there is room for two in a row. */
  readonly isAlone: boolean;
  readonly onReading: (reading: FileReading) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const heading = useId();
  const { columns } = preview;
  const options: readonly SelectOption<Choice>[] = [
    { value: "none", words: translate("shopField.none") },
    ...shopFields.map((value) => ({ value, words: translate(`shopField.${value}`) })),
  ];
  return (
    <section aria-labelledby={heading} className="min-w-0">
      <h3 className="font-medium" id={heading}>
        {translate("fileColumns.title")}
      </h3>
      <p className="pb-2 text-ink-soft text-small">{translate("fileColumns.what")}</p>
      <ul
        className={`grid grid-cols-1 gap-x-4 overflow-hidden rounded-card border border-line ${isAlone ? "min-[760px]:grid-cols-2" : "max-[1079px]:min-[760px]:grid-cols-2"}`}
      >
        {columns.map((column, place) => {
          const field = reading.fields[place] ?? null;
          const named =
            column.header === ""
              ? translate("fileColumns.unnamed", { place: format.count(place + 1) })
              : column.header;
          return (
            <li
              className="-mb-px grid grid-cols-[minmax(0,1fr)_168px] items-center gap-3 border-line border-b py-1.5 ps-3 pe-1.5"
              // A column has no other identity than its place.
              key={String(place)}
            >
              <div className={`min-w-0 ${field === null ? "text-ink-soft" : ""}`}>
                <p className="font-medium">
                  <bdi className={cutAtItsEnd} title={named}>
                    {named}
                  </bdi>
                </p>
                <p className="truncate text-ink-faint text-small">
                  {column.samples.length === 0
                    ? translate("fileColumns.empty")
                    : column.samples.map((sample, at) => (
                        <span
                          className="before:mx-1.5 before:content-['·'] first:before:content-none"
                          key={`${String(at)} ${sample}`}
                        >
                          <bdi>{sample}</bdi>
                        </span>
                      ))}
                </p>
              </div>
              <Select<Choice>
                name={translate("fileColumns.says", { column: named })}
                onChange={(choice) =>
                  onReading(
                    withField(reading, place, choice === "none" ? null : choice, columns.length),
                  )
                }
                options={options}
                tone={field === null ? "quiet" : "usual"}
                value={field ?? "none"}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
