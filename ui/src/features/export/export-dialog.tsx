import { useEffect, useRef } from "react";

import type {
  ExportColumn,
  ExportFormat,
  OrderQuery,
  OrderSelection,
  OrderTotal,
} from "../../bridge/types";
import { Dialog } from "../../design";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { ExportForm } from "./export-form";
import { Failed, Naming, Written } from "./outcome";
import { isUnderWay } from "./run";
import { useExport } from "./use-export";
import { Writing } from "./writing";

/** Orders that can be written into a file. */
export interface Exportable {
  readonly selection: OrderSelection;
  readonly total: OrderTotal;
}

/** What somebody wants in a file. */
export interface ExportSubject {
  /** All that the list shows. */
  readonly view: Exportable;
  /** Whether the view is narrowed by a search or a filter. */
  readonly isNarrowed: boolean;
  /** Orders chosen in it. */
  readonly chosen: Exportable | null;
  /** The columns of the list, in order. */
  readonly columns: readonly ExportColumn[];
  /** The kind of file that is offered first. */
  readonly format: ExportFormat;
}

/** All orders that match, however many are loaded. */
export function everyMatch(query: OrderQuery): OrderSelection {
  return { uuids: [], matching: query, except: [] };
}

/** Writes orders into a file: what and how, then how far it is, then where it lies. */
export function ExportDialog({
  subject,
  isOpen,
  hidesMoney,
  onClose,
}: {
  readonly subject: ExportSubject | null;
  readonly isOpen: boolean;
  /** No amount may be read on the screen that it is over, nor in the file. */
  readonly hidesMoney: boolean;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { run, start, stop, clear } = useExport();
  useWordsAtTheEnd(isOpen);

  const close = () => {
    clear();
    onClose();
  };
  return (
    <Dialog isOpen={isOpen} onClose={close} title={translate("export.title")}>
      {run.stage === "naming" && <Naming />}
      {run.stage === "writing" && <Writing onStop={stop} run={run} />}
      {run.stage === "written" && <Written onClose={close} report={run.report} />}
      {!isUnderWay(run) && run.stage !== "written" && subject !== null && (
        <div className="flex flex-col gap-4">
          {run.stage === "failed" && <Failed failure={run.failure} />}
          {run.stage === "stopped" && (
            <p className="text-ink-soft" role="status">
              {translate("export.stopped")}
            </p>
          )}
          <ExportForm hidesMoney={hidesMoney} onClose={close} onStart={start} subject={subject} />
        </div>
      )}
    </Dialog>
  );
}

/** Who closed the dialog meanwhile is told all the same. */
function useWordsAtTheEnd(isOpen: boolean): void {
  const translate = useMessages();
  const { say, fail } = useNotices();
  const { run, clear } = useExport();
  const wasUnderWay = useRef(false);
  useEffect(() => {
    if (wasUnderWay.current && !isOpen) {
      if (run.stage === "written") {
        say(translate("export.written", { count: run.report.orders }));
        clear();
      } else if (run.stage === "failed") {
        fail(run.failure);
        clear();
      }
    }
    wasUnderWay.current = isUnderWay(run);
  }, [run, isOpen, say, fail, clear, translate]);
}
