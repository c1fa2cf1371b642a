import { go, usePlace } from "../../location";
import { ImportReportDialog } from "./import-report-dialog";
import { LookDialog } from "./look-dialog";
import { isAbout } from "./run";
import { RunDialog } from "./run-dialog";
import { useImport } from "./use-import";

const closeFile = () => go({ file: null });

/**
 * The file of the shop that the address names, over whichever screen: looked at, on its way, or
 * taken over. Closing it never stops what is on its way.
 */
export function ImportDialog() {
  const { file, imported } = usePlace();
  const { run, clear } = useImport();
  if (file !== null) {
    if (isAbout(run, file)) {
      return (
        <RunDialog
          onClose={() => {
            closeFile();
            clear();
          }}
          run={run}
        />
      );
    }
    return <LookDialog file={file} key={file} onClose={closeFile} />;
  }
  return imported === null ? null : (
    <ImportReportDialog id={imported} key={imported} onClose={() => go({ imported: null })} />
  );
}
