import { type RefObject, useEffect, useRef } from "react";

import { failureOf } from "../../bridge";
import type { FilePreview, FileReading } from "../../bridge/types";
import { Button, Dialog, FailureNote, ToneMark } from "../../design";
import { Message, useMessages } from "../../messages";
import { useFilePreview, useFileReading, useShopFiles } from "../../queries";
import { ColumnList } from "./column-list";
import { FileFacts } from "./file-facts";
import { LookNotes } from "./look-notes";
import { PreviewTable, shownOf } from "./preview-table";
import { begun, isNamed, readingOf, unknownWords } from "./reading";
import { StatusWords } from "./status-words";
import { useImport } from "./use-import";

const nothing = () => undefined;

/** What is printed on the keys that take the file over from anywhere in the dialog. */
const takeKeys = "Ctrl Enter";

/** A file before it is taken over: what it is, what its columns say, its first rows as they would be. */
export function LookDialog({
  file,
  onClose,
}: {
  readonly file: number;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const take = useRef<() => void>(nothing);
  useTakeKeys(take);
  const [wanted, keep] = useFileReading(file);
  const { data: preview, error, isPlaceholderData } = useFilePreview(file, wanted);
  const files = useShopFiles().data?.files ?? [];
  const { run, start } = useImport();
  if (preview === undefined) {
    return (
      <Dialog isOpen onClose={onClose} title={translate("shopFile.title")} wide>
        {error === null ? (
          <p className="text-ink-soft" role="status">
            {translate("shopFile.opening")}
          </p>
        ) : (
          <div className="flex flex-col gap-4">
            <FailureNote failure={failureOf(error)} />
            <Button autoFocus className="self-end" kind="primary" onPress={onClose}>
              {translate("action.close")}
            </Button>
          </div>
        )}
      </Dialog>
    );
  }
  const reading = readingOf(preview, wanted);
  const isAlone = shownOf(reading).length === 0;
  // Read in another way it begins anew.
  const part = wanted === null ? begun(preview, files) : null;
  const other = run.stage === "running" ? run.subject.name : null;
  const canTake = isNamed(reading) && error === null && !isPlaceholderData && other === null;
  take.current = () => {
    if (canTake) {
      const goesOnFrom = part?.rows ?? null;
      void start({ file, name: preview.name, size: preview.size, reading, goesOnFrom });
    }
  };
  return (
    <Dialog
      foot={
        <>
          <Standing other={other} preview={preview} reading={reading} />
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button
            autoFocus={preview.isRemembered}
            isDisabled={!canTake}
            keys={takeKeys}
            kind="primary"
            onPress={() => take.current()}
          >
            {part !== null
              ? translate("shopFile.goOn")
              : preview.hasMore
                ? translate("shopFile.takeAll")
                : translate("shopFile.take", { count: preview.lookedAt })}
          </Button>
        </>
      }
      isOpen
      onClose={onClose}
      title={translate("shopFile.title")}
      vast
    >
      <div className="flex flex-col gap-5">
        <FileFacts onReading={keep} preview={preview} reading={reading} />
        {error !== null && <FailureNote failure={failureOf(error)} />}
        <LookNotes part={part} preview={preview} reading={reading} />
        <div
          className={`grid grid-cols-1 items-start gap-x-8 gap-y-6 ${isAlone ? "" : "min-[1080px]:grid-cols-[minmax(0,4fr)_minmax(0,7fr)]"}`}
        >
          <ColumnList isAlone={isAlone} onReading={keep} preview={preview} reading={reading} />
          <div className="flex min-w-0 flex-col gap-6">
            <StatusWords onReading={keep} preview={preview} reading={reading} />
            <PreviewTable isOutdated={isPlaceholderData} preview={preview} reading={reading} />
          </div>
        </div>
      </div>
    </Dialog>
  );
}

/** Ctrl and Enter take the file over, wherever in the dialog the focus is. */
function useTakeKeys(take: RefObject<() => void>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isEnter = event.code === "Enter" || event.code === "NumpadEnter";
      if (isEnter && (event.ctrlKey || event.metaKey) && !event.repeat) {
        event.preventDefault();
        take.current();
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [take]);
}

/** In one line, what stands in the way, or what it comes to. */
function Standing({
  preview,
  reading,
  other,
}: {
  readonly preview: FilePreview;
  readonly reading: FileReading;
  /** Another file that is being taken over now. */
  readonly other: string | null;
}) {
  const translate = useMessages();
  const unknown = unknownWords(preview, reading);
  const words = !isNamed(reading) ? (
    translate("shopFile.unnamed")
  ) : other !== null ? (
    <Message id="shopFile.otherRuns" values={{ name: other }} />
  ) : unknown > 0 ? (
    <Message id="shopFile.unknownLeft" values={{ count: unknown }} />
  ) : null;
  return (
    <p className="flex min-w-0 flex-1 items-center gap-2 text-ink-soft" role="status">
      {words !== null && (
        <>
          <ToneMark tone="needs" />
          <span className="min-w-0">{words}</span>
        </>
      )}
    </p>
  );
}
