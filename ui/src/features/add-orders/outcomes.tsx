import type { FilePreview } from "../../bridge/types";
import { Button, FailureNote, FileIcon, RefreshIcon } from "../../design";
import { Message, useMessages } from "../../messages";
import { type Drop, isBeingRead } from "./drops";
import { Report } from "./report";

/** What came of each text and file, in their order, and the ways on. */
export function Outcomes({
  outcomes,
  onLook,
  onMore,
  onDone,
}: {
  readonly outcomes: readonly Drop[];
  /** Leads to a file with columns. */
  readonly onLook: (preview: FilePreview) => void;
  readonly onMore: () => void;
  readonly onDone: () => void;
}) {
  const translate = useMessages();
  const isReading = outcomes.some(isBeingRead);
  return (
    <div className="flex flex-col gap-5">
      {outcomes.map((drop, place) => (
        <Outcome drop={drop} key={`${String(place)} ${drop.name}`} onLook={onLook} />
      ))}
      <div className="flex justify-end gap-2">
        <Button isDisabled={isReading} onPress={onMore}>
          {translate("report.more")}
        </Button>
        <Button isDisabled={isReading} kind="primary" onPress={onDone}>
          {translate("report.done")}
        </Button>
      </div>
    </div>
  );
}

function Outcome({
  drop,
  onLook,
}: {
  readonly drop: Drop;
  readonly onLook: (preview: FilePreview) => void;
}) {
  if (drop.taken?.kind === "tracked") {
    return <Report report={drop.taken.value} />;
  }
  if (drop.taken?.kind === "preview") {
    return <Columned onLook={onLook} preview={drop.taken.value} />;
  }
  return drop.failure === null ? (
    <p className="flex items-center gap-2 text-ink-soft" role="status">
      <RefreshIcon className="turning shrink-0" />
      <span>
        <Message id="add.reading" values={{ name: drop.name }} />
      </span>
    </p>
  ) : (
    <FailedDrop drop={drop} />
  );
}

/** Why nothing was taken from a file, under its name. */
export function FailedDrop({ drop }: { readonly drop: Drop }) {
  return drop.failure === null ? null : (
    <div className="flex flex-col gap-1">
      <p className="text-ink-faint">
        <bdi>{drop.name}</bdi>
      </p>
      <FailureNote failure={drop.failure} />
    </div>
  );
}

/** A file with columns, which somebody looks at first. */
function Columned({
  preview,
  onLook,
}: {
  readonly preview: FilePreview;
  readonly onLook: (preview: FilePreview) => void;
}) {
  const translate = useMessages();
  return (
    <div className="flex items-center gap-3">
      <FileIcon className="shrink-0 text-accent" />
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere font-medium">
          <bdi>{preview.name}</bdi>
        </p>
        <p className="text-ink-soft">
          <Message
            id={preview.hasMore ? "shopFile.rowsSoFar" : "shopFile.rows"}
            values={{ count: preview.lookedAt }}
          />
        </p>
      </div>
      <Button onPress={() => onLook(preview)}>{translate("offer.look")}</Button>
    </div>
  );
}
