import { Button } from "../../design";
import { go } from "../../location";
import { useMessages } from "../../messages";

/** What comes after a report: what does not fit together is in Review, one key away. */
export function ReportFoot({
  onClose,
  onGoOn = null,
}: {
  readonly onClose: () => void;
  /** Goes on where it was stopped; none where it is whole, or the file is no longer at hand. */
  readonly onGoOn?: (() => void) | null;
}) {
  const translate = useMessages();
  return (
    <>
      <p className="min-w-0 flex-1 text-ink-soft">
        {onGoOn === null && translate("importReport.next")}
      </p>
      <Button onPress={onClose}>{translate("importReport.done")}</Button>
      {onGoOn === null ? (
        <Button
          autoFocus
          keys="Enter"
          kind="primary"
          onPress={() => {
            go({ screen: "review", order: null, file: null, imported: null });
            onClose();
          }}
        >
          {translate("importReport.review")}
        </Button>
      ) : (
        <Button autoFocus keys="Enter" kind="primary" onPress={onGoOn}>
          {translate("shopFile.goOn")}
        </Button>
      )}
    </>
  );
}
