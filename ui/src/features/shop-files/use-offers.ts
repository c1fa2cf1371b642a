import { useCallback } from "react";

import { dismissShopFile } from "../../bridge";
import type { FileOffer } from "../../bridge/types";
import { useNotices } from "../../frame";
import { go } from "../../location";
import { useAskPreview, useShopFiles, useShopFilesChanged } from "../../queries";
import { isReady } from "./reading";
import { useImport } from "./use-import";

const none: readonly FileOffer[] = [];

/** The files that wait in the watched folder, and what can be done with one. */
export function useOffers() {
  const offers = useShopFiles().data?.offers ?? none;
  const changed = useShopFilesChanged();
  const ask = useAskPreview();
  const { fail } = useNotices();
  const { run, start } = useImport();
  const isBusy = run.stage === "running";

  /** Leads to the file; one of a known shape, with nothing left to say, is on its way at once. */
  const take = useCallback(
    async (offer: FileOffer) => {
      if (offer.isRemembered && !isBusy) {
        try {
          const preview = await ask(offer.file);
          if (isReady(preview)) {
            const { file, name, size, reading } = preview;
            void start({ file, name, size, reading, goesOnFrom: null });
          }
        } catch {
          // The dialog asks once more, and says what is the matter.
        }
      }
      go({ file: offer.file, imported: null });
    },
    [ask, start, isBusy],
  );
  const dismiss = useCallback(
    ({ file }: FileOffer) => {
      dismissShopFile(file).then(changed, fail);
    },
    [changed, fail],
  );
  return { offers, take, dismiss };
}
