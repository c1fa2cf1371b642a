import type { FilePreview, FileReading } from "../../bridge/types";
import { Checkbox, FileIcon, Select } from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import { Fact } from "./fact";
import { withSheet } from "./reading";
import { useSize } from "./size";

const minute = 60_000;

/** What the file is: its name, its kind, how many rows, as of when it speaks; and which part of it is read. */
export function FileFacts({
  preview,
  reading,
  onReading,
}: {
  readonly preview: FilePreview;
  readonly reading: FileReading;
  readonly onReading: (reading: FileReading) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(minute);
  const size = useSize();
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
      <div className="flex min-w-0 items-start gap-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-card bg-accent-soft text-accent">
          <FileIcon size={20} />
        </span>
        <div className="min-w-0">
          <p className="wrap-anywhere font-semibold text-title">
            <bdi>{preview.name}</bdi>
          </p>
          <ul className="flex flex-wrap gap-x-2 text-ink-soft text-small">
            <Fact>{translate(`shopFile.format.${preview.format}`)}</Fact>
            {preview.encoding !== null && (
              <Fact>{translate(`shopFile.encoding.${preview.encoding}`)}</Fact>
            )}
            <Fact>
              <Message
                id={preview.hasMore ? "shopFile.rowsSoFar" : "shopFile.rows"}
                values={{ count: preview.lookedAt }}
              />
            </Fact>
            <Fact>{size(preview.size)}</Fact>
            <Fact>
              <span title={format.exact(preview.writtenAt)}>
                <Message
                  id="shopFile.written"
                  values={{ time: format.short(preview.writtenAt, now) }}
                />
              </span>
            </Fact>
          </ul>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        {preview.sheets.length > 1 && (
          <div className="flex items-center gap-2">
            <span aria-hidden="true" className="text-ink-soft">
              {translate("shopFile.sheet")}
            </span>
            <Select
              className="w-44"
              name={translate("shopFile.sheet")}
              onChange={(sheet) => onReading(withSheet(reading, sheet))}
              options={preview.sheets.map((sheet) => ({ value: sheet, words: sheet }))}
              value={reading.sheet}
            />
          </div>
        )}
        {(preview.format === "separated" || preview.format === "workbook") && (
          <Checkbox
            isSelected={reading.hasHeader}
            onChange={(hasHeader) => onReading({ ...reading, hasHeader })}
          >
            {translate("shopFile.hasHeader")}
          </Checkbox>
        )}
      </div>
    </div>
  );
}
