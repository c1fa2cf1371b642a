import { Button, Dialog, FailureNote, Progress } from "../../design";
import { useFormat } from "../../format";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { Report } from "./report";
import { ReportFoot } from "./report-foot";
import type { ImportRun } from "./run";
import { useImport } from "./use-import";

/** A file on its way, and what came of it. Closing this stops nothing. */
export function RunDialog({
  run,
  onClose,
}: {
  readonly run: Exclude<ImportRun, { stage: "none" }>;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { start } = useImport();
  const again = (goesOnFrom: number | null) => void start({ ...run.subject, goesOnFrom });
  switch (run.stage) {
    case "running":
      return (
        <Dialog isOpen onClose={onClose} title={translate("shopFile.title")} wide>
          <Running onClose={onClose} run={run} />
        </Dialog>
      );
    case "over":
      return (
        <Dialog
          foot={
            <ReportFoot
              onClose={onClose}
              onGoOn={run.report.file.isWhole ? null : () => again(run.report.file.rows)}
            />
          }
          isOpen
          onClose={onClose}
          roomy
          title={translate("importReport.title")}
        >
          <Report goneOnFrom={run.subject.goesOnFrom} report={run.report} />
        </Dialog>
      );
    case "failed":
      return (
        <Dialog isOpen onClose={onClose} title={translate("shopFile.title")} wide>
          <div className="flex flex-col gap-4">
            <p className="wrap-anywhere font-medium">
              <bdi>{run.subject.name}</bdi>
            </p>
            <FailureNote failure={run.failure} />
            <div className="flex justify-end gap-2">
              <Button onPress={onClose}>{translate("action.close")}</Button>
              <Button autoFocus kind="primary" onPress={() => again(run.subject.goesOnFrom)}>
                {translate("action.tryAgain")}
              </Button>
            </div>
          </div>
        </Dialog>
      );
  }
}

/** How far it is. */
function Running({
  run: { subject, done, total, rows, isStopping },
  onClose,
}: {
  readonly run: Extract<ImportRun, { stage: "running" }>;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const { stop } = useImport();
  const { fail } = useNotices();
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="wrap-anywhere font-medium">
          <bdi>{subject.name}</bdi>
        </p>
        {subject.goesOnFrom !== null && (
          <p className="text-ink-soft">
            <Message id="importing.goesOn" values={{ count: subject.goesOnFrom }} />
          </p>
        )}
      </div>
      <div className="flex flex-col gap-2">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="font-semibold text-title">
            <Message id="importing.rows" values={{ count: rows }} />
          </span>
          <bdi className="text-ink-soft">{format.share(done, total)}</bdi>
        </p>
        <span className="text-accent">
          <Progress done={done} name={translate("importing.name")} total={total} />
        </span>
      </div>
      <p className="text-ink-faint text-small">{translate("importing.closeMeanwhile")}</p>
      <div className="flex justify-end gap-2">
        <Button isDisabled={isStopping} onPress={() => stop().catch(fail)}>
          {translate(isStopping ? "importing.stopping" : "importing.stop")}
        </Button>
        <Button autoFocus kind="primary" onPress={onClose}>
          {translate("importing.hide")}
        </Button>
      </div>
    </div>
  );
}
