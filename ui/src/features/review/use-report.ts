import { useCallback, useState } from "react";

import type { CasePage, ReportFormat, RunView } from "../../bridge/types";
import { useNotices } from "../../frame";
import { useLocale, useMessages } from "../../messages";
import { useWriteReport } from "../../queries";

/** Reports of runs, in the language of the page. */
export function useReport(
  start: () => Promise<RunView | null>,
  last: RunView | undefined,
  now: CasePage | undefined,
) {
  const translate = useMessages();
  const { language } = useLocale();
  const { say, fail } = useNotices();
  const { mutate, isPending } = useWriteReport();
  const [isLooking, setLooking] = useState(false);

  const write = useCallback(
    (run: number, format: ReportFormat) =>
      mutate(
        { run, format, language },
        {
          onSuccess: (written) => {
            if (written !== null) {
              say(translate(format === "pdf" ? "run.reportOpened" : "run.reportWritten"));
            }
          },
          onError: fail,
        },
      ),
    [mutate, language, say, translate, fail],
  );

  /** Of the present: a run is made first where the last one does not say what is so now. */
  const open = useCallback(async () => {
    const isCurrent =
      last !== undefined &&
      last.endedAt !== null &&
      !last.cancelled &&
      last.total === now?.total &&
      last.explained === now.explained;
    setLooking(true);
    const run = isCurrent ? last : await start();
    setLooking(false);
    if (run !== null && !run.cancelled) {
      write(run.id, "pdf");
    }
  }, [last, now, start, write]);

  return { write, open: () => void open(), isBusy: isPending || isLooking };
}
