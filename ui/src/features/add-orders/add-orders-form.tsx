import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { chooseAndTrackFile, failureOf, trackText } from "../../bridge";
import type { TrackReport } from "../../bridge/types";
import { Button, DropIcon, FailureNote, Field, FileIcon } from "../../design";
import { useMessages } from "../../messages";
import { type Drop, isBeingRead } from "./drops";
import { FailedDrop, Outcomes } from "./outcomes";

/** Paste area, file button and drop zone; what came of it takes their place. */
export function AddOrdersForm({
  drops = [],
  onForgetDrops = () => undefined,
  onDone,
}: {
  /** The files that were dropped on the window. */
  readonly drops?: readonly Drop[];
  readonly onForgetDrops?: () => void;
  readonly onDone: () => void;
}) {
  const translate = useMessages();
  const [text, setText] = useState("");
  const [report, setReport] = useState<TrackReport | null>(null);
  const paste = useMutation({
    mutationFn: trackText,
    onSuccess: (answer) => {
      setText("");
      setReport(answer);
    },
  });
  const choose = useMutation({
    mutationFn: chooseAndTrackFile,
    onSuccess: (answer) => {
      if (answer !== null) {
        setReport(answer);
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
    report === null ? [] : [{ name: report.file ?? "", report, failure: null }];
  const outcomes = [...own, ...drops];

  if (outcomes.some((drop) => drop.report !== null || isBeingRead(drop))) {
    return (
      <Outcomes
        onDone={onDone}
        onMore={() => {
          setReport(null);
          onForgetDrops();
          paste.reset();
          choose.reset();
        }}
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
