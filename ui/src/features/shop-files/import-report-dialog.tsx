import { failureOf } from "../../bridge";
import { Dialog, FailureNote } from "../../design";
import { useMessages } from "../../messages";
import { useImportReport } from "../../queries";
import { Report } from "./report";
import { ReportFoot } from "./report-foot";

/** What came of a file that was taken over some time ago. */
export function ImportReportDialog({
  id,
  onClose,
}: {
  readonly id: number;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { data: report, error } = useImportReport(id);
  return (
    <Dialog
      {...(report === undefined ? {} : { foot: <ReportFoot onClose={onClose} /> })}
      isOpen
      onClose={onClose}
      roomy
      title={translate("importReport.title")}
    >
      {error !== null && <FailureNote failure={failureOf(error)} />}
      {report !== undefined && <Report report={report} />}
    </Dialog>
  );
}
