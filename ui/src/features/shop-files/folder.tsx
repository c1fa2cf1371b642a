import { useState } from "react";

import { leaveWatchedFolder } from "../../bridge";
import type { WatchedFolder } from "../../bridge/types";
import { Button, FailureNote, Note, ToneMark } from "../../design";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useShopFilesChanged } from "../../queries";
import { useChooseFolder } from "./use-choose-folder";

/** The folder in which a new file of the shop is noticed: which it is, another one, or none. */
export function Folder({ folder }: { readonly folder: WatchedFolder | null }) {
  const translate = useMessages();
  const { say, fail } = useNotices();
  const changed = useShopFilesChanged();
  const { choose, isChoosing } = useChooseFolder();
  const [isLeaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    try {
      changed(await leaveWatchedFolder());
      say(translate("folder.ended"));
    } catch (thrown) {
      fail(thrown);
    } finally {
      setLeaving(false);
    }
  };
  if (folder === null) {
    return (
      <Note
        actions={
          <Button isPending={isChoosing} onPress={choose}>
            {translate("folder.choose")}
          </Button>
        }
        title={translate("folder.none")}
        tone="waiting"
      >
        {translate("folder.what")}
      </Note>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 items-center gap-2">
          <ToneMark tone={folder.failure === null ? "done" : "needs"} />
          <div className="min-w-0">
            <p>{translate(folder.failure === null ? "folder.watched" : "folder.away")}</p>
            <bdi
              className="selectable block break-all font-mono text-ink-soft text-small"
              dir="ltr"
            >
              {folder.path}
            </bdi>
          </div>
        </div>
        <span className="flex gap-2">
          <Button isPending={isChoosing} onPress={choose} size="small">
            {translate("folder.another")}
          </Button>
          <Button isPending={isLeaving} onPress={leave} size="small">
            {translate("folder.leave")}
          </Button>
        </span>
      </div>
      {folder.failure !== null && <FailureNote failure={folder.failure} live={false} />}
      <p className="text-ink-faint text-small">{translate("folder.only")}</p>
    </div>
  );
}
