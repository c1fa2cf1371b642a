import { useCallback, useState } from "react";

import { chooseWatchedFolder } from "../../bridge";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useShopFilesChanged } from "../../queries";

/** Lets the person choose the folder that is watched for new files. */
export function useChooseFolder() {
  const translate = useMessages();
  const { say, fail } = useNotices();
  const changed = useShopFilesChanged();
  const [isChoosing, setChoosing] = useState(false);
  const choose = useCallback(async () => {
    setChoosing(true);
    try {
      const files = await chooseWatchedFolder();
      if (files !== null) {
        changed(files);
        say(translate("folder.chosen"));
      }
    } catch (thrown) {
      fail(thrown);
    } finally {
      setChoosing(false);
    }
  }, [changed, say, fail, translate]);
  return { choose, isChoosing };
}
