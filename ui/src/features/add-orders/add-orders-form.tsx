import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useState } from "react";

import { chooseFile, failureOf, trackText } from "../../bridge";
import type { FilePreview, TrackReport } from "../../bridge/types";
import { Button, DropIcon, FailureNote, Field, FileIcon } from "../../design";
import { go } from "../../location";
import { useMessages } from "../../messages";
import { useKeepPreview } from "../../queries";
import { alonePreview, type Drop, isBeingRead } from "./drops";
import { FailedDrop, Outcomes } from "./outcomes";

const nothing = () => undefined;

/**
 * Paste area, file button and drop zone; what came of it takes their place. A file with columns leads to
 * where it is looked at before it is taken over.
 */
export function AddOrdersForm({
  drops = [],
  onForgetDrops = nothing,
  offers = null,
  onDone,
}: {
  /** The files that were dropped on the window. */
  readonly drops?: readonly Drop[];
  readonly onForgetDrops?: () => void;
  /** The files that wait in the watched folder, which are a feature of their own. */
  readonly offers?: ReactNode;
  readonly onDone: () => void;
}) {
  const translate = useMessages();
  const [text, setText] = useState("");
  const [report, setReport] = useState<TrackReport | null>(null);
  const keepPreview = useKeepPreview();
  const look = useCallback(
    (preview: FilePreview) => {
      keepPreview(preview);
      onDone();
      go({ file: preview.file, imported: null });
    },
    [keepPreview, onDone],
  );
  const paste = useMutation({
    mutationFn: trackText,
    onSuccess: (answer) => {
      setText("");
      setReport(answer);
    },
  });
  const choose = useMutation({
    mutationFn: chooseFile,
    onSuccess: (answer) => {
      if (answer?.kind === "preview") {
        look(answer.value);
      } else if (answer !== null) {
        setReport(answer.value);
      }
    },
  });
  // A file that is dropped is another try: what came of the one before is over.
  const { reset: resetPaste } = paste;
  const { reset: resetChoose } = choose;
  const hasDrops = drops.length > 0;
  useEffect(() => {
    if (hasDrops) {
      resetPaste();
      resetChoose();
    }
  }, [hasDrops, resetPaste, resetChoose]);

  const isBusy = paste.isPending || choose.isPending;
  const thrown = paste.error ?? choose.error;
  const own: readonly Drop[] =
    report === null
      ? []
      : [{ name: report.file ?? "", taken: { kind: "tracked", value: report }, failure: null }];
  const outcomes = [...own, ...drops];
  const alone = alonePreview(outcomes);
  useEffect(() => {
    if (alone !== null) {
      look(alone);
    }
  }, [alone, look]);

  if (outcomes.some((drop) => drop.taken !== null || isBeingRead(drop))) {
    return (
      <Outcomes
        onDone={onDone}
        onMore={() => {
          setReport(null);
          onForgetDrops();
          paste.reset();
          choose.reset();
        }}
        onLook={look}
        outcomes={outcomes}
      />
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        paste.mutate(text);
      }}
    >
      {offers}
      <p className="text-ink-soft">{translate("add.why")}</p>
      {thrown === null ? (
        drops.map((drop, place) => <FailedDrop drop={drop} key={`${String(place)} ${drop.name}`} />)
      ) : (
        <FailureNote failure={failureOf(thrown)} />
      )}
      <div className="flex items-center gap-4 rounded-card border border-line-strong border-dashed px-5 py-4">
        <DropIcon className="shrink-0 text-accent" size={24} />
        <div className="min-w-0 flex-1">
          <p className="font-medium">{translate("add.dropHere")}</p>
          <p className="text-ink-faint text-small">{translate("add.dropWhat")}</p>
        </div>
        <Button icon={<FileIcon />} isDisabled={isBusy} onPress={() => choose.mutate()}>
          {translate("add.chooseFile")}
        </Button>
      </div>
      <Field
        hint={translate("add.pasteHint")}
        label={translate("add.paste")}
        onChange={setText}
        placeholder={translate("add.pastePlaceholder")}
        rows={6}
        value={text}
      />
      <div className="flex justify-end gap-2">
        <Button
          isDisabled={text.trim() === "" || isBusy}
          isPending={isBusy}
          kind="primary"
          type="submit"
        >
          {translate("add.submit")}
        </Button>
      </div>
    </form>
  );
}
