import type { FilePreview, FileReading, ShopFileView } from "../../bridge/types";
import { Button, Note } from "../../design";
import { useFormat } from "../../format";
import { go } from "../../location";
import { Message, useMessages } from "../../messages";
import { useShopFiles } from "../../queries";
import { NoIds } from "./no-ids";

/** What a person ought to know before they take the file over. */
export function LookNotes({
  preview,
  reading,
  part,
}: {
  readonly preview: FilePreview;
  readonly reading: FileReading;
  /** The file as it was begun before, if it was. */
  readonly part: ShopFileView | null;
}) {
  const translate = useMessages();
  const format = useFormat();
  const files = useShopFiles().data?.files ?? [];
  const { alreadyAt } = preview;
  const before = files.find(({ importedAt }) => importedAt === alreadyAt);
  const hasIds = reading.fields.includes("uuid") && preview.withUuid > 0;
  return (
    <>
      {alreadyAt !== null && (
        <Note
          {...(before === undefined
            ? {}
            : {
                actions: (
                  <Button onPress={() => go({ file: null, imported: before.id })} size="small">
                    {translate("shopFile.seeReport")}
                  </Button>
                ),
              })}
          title={<Message id="shopFile.already" values={{ time: format.moment(alreadyAt) }} />}
          tone="done"
        >
          {translate("shopFile.alreadyWhat")}
        </Note>
      )}
      {part !== null && (
        <Note title={<Message id="shopFile.begun" values={{ count: part.rows }} />} tone="moving">
          {translate("shopFile.begunWhat")}
        </Note>
      )}
      {!hasIds && <NoIds count={preview.lookedAt} isCut={preview.hasMore} />}
      {preview.isRemembered && alreadyAt === null && part === null && (
        <p className="text-ink-soft">{translate("shopFile.remembered")}</p>
      )}
    </>
  );
}
