import { type ReactNode, useId } from "react";

import type { Completeness, ShopFileView } from "../../bridge/types";
import { AddIcon, Button, FileIcon, Progress, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { shortcuts, useShortcutsEnabled } from "../../frame";
import { go } from "../../location";
import { Message, useMessages } from "../../messages";
import { useShopFiles } from "../../queries";
import { GapTable } from "./gap-table";
import { useChooseFolder } from "./use-choose-folder";

const minute = 60_000;
const day = 24 * 60 * minute;

/** How much of what the shop knows can be checked with Points, and what to do about the rest. */
export function CompletenessCard({ onAddOrders }: { readonly onAddOrders: () => void }) {
  const translate = useMessages();
  const heading = useId();
  const { data } = useShopFiles();
  if (data === undefined) {
    return null;
  }
  const { completeness, files, folder } = data;
  const newest = newestOf(files);
  return (
    <section
      aria-labelledby={heading}
      className="flex min-w-0 flex-col gap-3 rounded-card border border-line bg-panel px-4 pt-3 pb-4"
    >
      <h2 className="font-medium text-ink-soft" id={heading}>
        {translate("completeness.title")}
      </h2>
      {completeness.rows === 0 ? (
        <NoFile
          completeness={completeness}
          isWatching={folder !== null}
          onAddOrders={onAddOrders}
        />
      ) : (
        <div className="grid grid-cols-1 gap-x-8 gap-y-4 min-[900px]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] min-[1800px]:grid-cols-1">
          <div className="flex min-w-0 flex-col gap-3">
            <Share completeness={completeness} />
            <Notices completeness={completeness} />
            {newest !== null && (
              <LastFile file={newest} isWatching={folder !== null} onAddOrders={onAddOrders} />
            )}
          </div>
          <GapTable gaps={completeness.gaps} />
        </div>
      )}
    </section>
  );
}

/** The file that speaks as of the latest moment. */
function newestOf(files: readonly ShopFileView[]): ShopFileView | null {
  return files.reduce<ShopFileView | null>(
    (newest, file) => (newest === null || file.writtenAt > newest.writtenAt ? file : newest),
    null,
  );
}

/** Before the first file: why the desk cannot know, and the two ways to bring one. */
function NoFile({
  completeness,
  isWatching,
  onAddOrders,
}: {
  readonly completeness: Completeness;
  readonly isWatching: boolean;
  readonly onAddOrders: () => void;
}) {
  const translate = useMessages();
  const { choose, isChoosing } = useChooseFolder();
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-start gap-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-soft text-accent">
          <FileIcon size={20} />
        </span>
        <div className="min-w-0">
          <p className="font-semibold text-title">{translate("completeness.noFile")}</p>
          <p className="max-w-[640px] text-ink-soft">{translate("completeness.noFileWhy")}</p>
        </div>
      </div>
      <Notices completeness={completeness} />
      <div className="flex flex-wrap gap-2">
        <BringFile onAddOrders={onAddOrders}>{translate("completeness.bring")}</BringFile>
        {!isWatching && (
          <Button isPending={isChoosing} onPress={choose}>
            {translate("folder.choose")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** x of y, as a number, a bar and a sentence about the rest. */
function Share({
  completeness: { rows, withUuid, heard },
}: {
  readonly completeness: Completeness;
}) {
  const translate = useMessages();
  const format = useFormat();
  const unread = withUuid - heard;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span>
          <Message
            id="completeness.share"
            values={{
              known: <bdi className="font-semibold text-total">{format.count(withUuid)}</bdi>,
              all: format.count(rows),
            }}
          />
        </span>
        <bdi className="text-ink-soft">{format.share(withUuid, rows)}</bdi>
      </p>
      <span className={withUuid === rows ? "text-done" : "text-accent"}>
        <Progress done={withUuid} name={translate("completeness.title")} total={rows} />
      </span>
      <p className="text-ink-soft text-small">
        {withUuid === 0 ? (
          translate("completeness.noneKnown")
        ) : withUuid < rows ? (
          <Message id="completeness.unknown" values={{ count: rows - withUuid }} />
        ) : (
          translate("completeness.all")
        )}{" "}
        {unread > 0 && <Message id="completeness.unread" values={{ count: unread }} />}
      </p>
    </div>
  );
}

/** What Points' notices told of, and how much of it could be read. */
function Notices({
  completeness: { evented, eventedRead },
}: {
  readonly completeness: Completeness;
}) {
  if (evented === 0) {
    return null;
  }
  return (
    <p className="flex items-center gap-2 text-ink-soft text-small">
      <ToneMark size={12} tone={eventedRead === evented ? "done" : "needs"} />
      <span>
        <Message id="completeness.notices" values={{ count: evented, read: eventedRead }} />
      </span>
    </p>
  );
}

/** How old the shop's last file is; one of yesterday leaves out today's orders. */
function LastFile({
  file,
  isWatching,
  onAddOrders,
}: {
  readonly file: ShopFileView;
  readonly isWatching: boolean;
  readonly onAddOrders: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(minute);
  const age = now - file.writtenAt;
  const isOld = age > day;
  return (
    <div className="flex flex-col gap-2 border-line border-t pt-3">
      <div className="flex items-start gap-2">
        <span className="pt-[3px]">
          <ToneMark tone={isOld ? "needs" : "done"} />
        </span>
        <div className="min-w-0">
          <p title={format.exact(file.writtenAt)}>
            <Message id="completeness.lastFile" values={{ ago: format.ago(age) }} />
          </p>
          <button
            className="max-w-full truncate rounded-small text-start text-ink-soft text-small underline decoration-line-strong underline-offset-2 hover:decoration-current"
            onClick={() => go({ imported: file.id })}
            title={file.name}
            type="button"
          >
            <bdi>{file.name}</bdi>
          </button>
          {isOld && (
            <p className="text-ink-soft text-small">
              {translate(isWatching ? "completeness.oldWatched" : "completeness.old")}
            </p>
          )}
        </div>
      </div>
      <span>
        <BringFile onAddOrders={onAddOrders} size="small">
          {translate("completeness.newer")}
        </BringFile>
      </span>
    </div>
  );
}

function BringFile({
  onAddOrders,
  size = "usual",
  children,
}: {
  readonly onAddOrders: () => void;
  readonly size?: "small" | "usual";
  readonly children: ReactNode;
}) {
  const areKeysOn = useShortcutsEnabled();
  return (
    <Button
      icon={<AddIcon />}
      onPress={onAddOrders}
      size={size}
      {...(areKeysOn ? { keys: shortcuts.addOrders.cap } : {})}
    >
      {children}
    </Button>
  );
}
