import { showExport } from "../../bridge";
import type { ExportReport, FailureView } from "../../bridge/types";
import { Button, FailureNote, Note } from "../../design";
import { useCopy, useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";

/** The system's own dialog asks for a name. */
export function Naming() {
  const translate = useMessages();
  return (
    <p className="text-ink-soft" role="status">
      {translate("export.naming")}
    </p>
  );
}

/** The file is there. */
export function Written({
  report,
  onClose,
}: {
  readonly report: ExportReport;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const copy = useCopy();
  const { fail } = useNotices();
  return (
    <div className="flex flex-col gap-4">
      <Note
        live
        title={<Message id="export.written" values={{ count: report.orders }} />}
        tone="done"
      >
        <bdi className="selectable break-all" dir="ltr">
          {report.path}
        </bdi>
      </Note>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={() => copy(report.path)}>{translate("export.copyPath")}</Button>
        <Button onPress={() => showExport().catch(fail)}>{translate("export.showInFolder")}</Button>
        <Button autoFocus kind="primary" onPress={onClose}>
          {translate("export.done")}
        </Button>
      </div>
    </div>
  );
}

/** The file could not be written; what was there before still is. */
export function Failed({ failure }: { readonly failure: FailureView }) {
  return <FailureNote failure={failure} />;
}
