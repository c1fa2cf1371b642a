import { failureOf } from "../../bridge";
import type { Settings } from "../../bridge/types";
import { Dialog, FailureNote } from "../../design";
import { go, wholeLog } from "../../location";
import { useMessages } from "../../messages";
import { useUndo } from "../../undo";
import { BatchResults } from "./batch-results";
import { NoteForm } from "./note-form";
import { ReadResults } from "./read-results";
import { ShipForm } from "./ship-form";
import { type BulkDialog, useLastBatch } from "./work";

/** The dialogs of bulk work. What goes on in them goes on while they are closed. */
export function BulkDialogs({
  dialog,
  settings,
  onDialog,
}: {
  readonly dialog: BulkDialog | null;
  readonly settings: Settings;
  readonly onDialog: (dialog: BulkDialog | null) => void;
}) {
  const translate = useMessages();
  const { batch, error, hold } = useLastBatch();
  const { askedBatch } = useUndo();
  const close = () => onDialog(null);
  const open = (uuid: string) => {
    close();
    go({ screen: "orders", order: uuid });
  };
  switch (dialog?.of) {
    case "ship":
      return (
        <Dialog isOpen onClose={close} title={translate("bulk.ship.title")} wide>
          <ShipForm
            licenceStep={settings.licenceStep}
            offered={dialog.step}
            onAsked={(id) => {
              hold(id);
              askedBatch(id);
              dialog.onShipped?.();
              onDialog({ of: "batch" });
            }}
            onClose={close}
            selection={dialog.selection}
          />
        </Dialog>
      );
    case "batch":
      return (
        <Dialog isOpen onClose={close} title={translate("bulk.batch.title")} wide>
          {error !== null && <FailureNote failure={failureOf(error)} />}
          {batch !== undefined && (
            <BatchResults
              batch={batch}
              onClose={close}
              onDecide={() => {
                close();
                go({ screen: "log", order: null, log: wholeLog });
              }}
              onOpen={open}
              onRetry={(selection, step) => onDialog({ of: "ship", selection, step })}
            />
          )}
        </Dialog>
      );
    case "read":
      return (
        <Dialog isOpen onClose={close} title={translate("bulk.read.title")} wide>
          <ReadResults onClose={close} onOpen={open} />
        </Dialog>
      );
    case "note":
      return (
        <Dialog isOpen onClose={close} title={translate("bulk.note.title")}>
          <NoteForm chosen={dialog.chosen} onClose={close} />
        </Dialog>
      );
    default:
      return null;
  }
}
