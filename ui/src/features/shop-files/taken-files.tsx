import { useState } from "react";

import type { ShopFileView } from "../../bridge/types";
import { Button, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { go } from "../../location";
import { Message, useMessages } from "../../messages";

/** So many are shown at first. */
const firstShown = 8;
const minute = 60_000;

/** The files that were taken over, newest first; each leads to its report. */
export function TakenFiles({ files }: { readonly files: readonly ShopFileView[] }) {
  const translate = useMessages();
  const [isWhole, setWhole] = useState(false);
  if (files.length === 0) {
    return <p className="text-ink-soft">{translate("takenFiles.none")}</p>;
  }
  const shown = isWhole ? files : files.slice(0, firstShown);
  return (
    <div className="flex flex-col gap-2">
      <p>{translate("takenFiles.title")}</p>
      <ul className="divide-y divide-line rounded-card border border-line">
        {shown.map((file) => (
          <TakenFile file={file} key={file.id} />
        ))}
      </ul>
      {shown.length < files.length && (
        <Button className="self-start" kind="quiet" onPress={() => setWhole(true)} size="small">
          <Message id="takenFiles.more" values={{ count: files.length - shown.length }} />
        </Button>
      )}
    </div>
  );
}

function TakenFile({ file }: { readonly file: ShopFileView }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(minute);
  return (
    <li className="flex items-center gap-3 py-1.5 ps-3 pe-1.5">
      <ToneMark tone={!file.isWhole || file.faulty > 0 ? "needs" : "done"} />
      <div className="min-w-0 flex-1">
        <p className="truncate" title={file.name}>
          <bdi>{file.name}</bdi>
        </p>
        <p className="flex flex-wrap gap-x-3 text-ink-faint text-small">
          <span title={format.exact(file.importedAt)}>
            <Message id="takenFiles.at" values={{ time: format.short(file.importedAt, now) }} />
          </span>
          <span>
            <Message id="shopFile.rows" values={{ count: file.rows }} />
          </span>
          {!file.isWhole && <span className="text-needs">{translate("takenFiles.part")}</span>}
          {file.faulty > 0 && (
            <span className="text-needs">
              <Message id="takenFiles.faulty" values={{ count: file.faulty }} />
            </span>
          )}
        </p>
      </div>
      <Button
        aria-label={translate("takenFiles.reportOf", { name: file.name })}
        kind="quiet"
        onPress={() => go({ imported: file.id })}
        size="small"
      >
        {translate("strip.report")}
      </Button>
    </li>
  );
}
