import { useId, useState } from "react";

import type { FilePreview, FileReading, ShopStatus } from "../../bridge/types";
import { Button, cutAtItsEnd, Select, type SelectOption } from "../../design";
import { Message, useMessages } from "../../messages";
import { meaningOf, shopStatuses, sortedWords, unknownWords, withStatus } from "./reading";

/** So many words that the desk knows are shown at first; those that it does not know all are. */
const knownShown = 4;

/** The shop's words for a status with what they mean: those that nobody knows first, to be chosen. */
export function StatusWords({
  preview,
  reading,
  onReading,
}: {
  readonly preview: FilePreview;
  readonly reading: FileReading;
  readonly onReading: (reading: FileReading) => void;
}) {
  const translate = useMessages();
  const heading = useId();
  const [isWhole, setWhole] = useState(false);
  if (!reading.fields.includes("status") || preview.statuses.length === 0) {
    return null;
  }
  const unknown = unknownWords(preview, reading);
  const sorted = sortedWords(preview.statuses);
  const asked = sorted.filter(({ means }) => means === null).length;
  const shown = isWhole ? sorted : sorted.slice(0, asked + knownShown);
  const options: readonly SelectOption<ShopStatus>[] = shopStatuses.map((value) => ({
    value,
    words: translate(`shopStatus.${value}`),
    short: translate(`shopStatus.${value}.short`),
  }));
  return (
    <section aria-labelledby={heading} className="min-w-0">
      <h3 className="font-medium" id={heading}>
        {translate("statusWords.title")}
      </h3>
      <p className={`pb-2 text-small ${unknown > 0 ? "text-needs" : "text-ink-soft"}`}>
        {unknown > 0 ? (
          <Message id="statusWords.unknown" values={{ count: unknown }} />
        ) : (
          translate("statusWords.known")
        )}
      </p>
      <ul className="grid grid-cols-1 gap-x-6 gap-y-1.5 min-[760px]:grid-cols-2">
        {shown.map((word) => {
          const means = meaningOf(reading, word);
          return (
            <li
              className="grid grid-cols-[minmax(0,1fr)_minmax(120px,168px)] items-center gap-3"
              key={word.text}
            >
              <span className="min-w-0">
                <bdi className={cutAtItsEnd} title={word.text}>
                  {word.text}
                </bdi>
                <span className="block text-ink-faint text-small">
                  <Message id="shopFile.rows" values={{ count: word.rows }} />
                </span>
              </span>
              <Select<ShopStatus>
                name={translate("statusWords.means", { word: word.text })}
                onChange={(chosen) => onReading(withStatus(reading, word.text, chosen))}
                options={options}
                placeholder={translate("statusWords.choose")}
                tone={means === null ? "needs" : "usual"}
                value={means}
              />
            </li>
          );
        })}
      </ul>
      {shown.length < sorted.length && (
        <Button className="mt-2" kind="quiet" onPress={() => setWhole(true)} size="small">
          <Message id="statusWords.more" values={{ count: sorted.length - shown.length }} />
        </Button>
      )}
    </section>
  );
}
