import { type FormEvent, useState } from "react";

import { Button, Dialog, Field } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";

/** The longest note, in characters. */
const longest = 480;

/** What was written, and whether it will do. */
export function useNote() {
  const [note, setNote] = useState("");
  const length = [...note.trim()].length;
  return {
    note: note.trim(),
    typed: note,
    setNote,
    length,
    isReady: length > 0 && length <= longest,
  };
}

/** The field of a note, which says when it is too long. */
export function NoteField({
  typed,
  length,
  onChange,
}: {
  readonly typed: string;
  readonly length: number;
  readonly onChange: (note: string) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const over = length - longest;
  return (
    <Field
      aside={
        <bdi className={over > 0 ? "text-stop" : ""} dir="ltr">
          {format.count(length)} / {format.count(longest)}
        </bdi>
      }
      autoFocus
      fault={over > 0 ? <Message id="case.explain.tooLong" values={{ count: over }} /> : undefined}
      hint={translate("case.explain.hint")}
      label={translate("case.explain.label")}
      onChange={onChange}
      ownDirection
      rows={3}
      value={typed}
    />
  );
}

/** Why a case is no case: in a person's own words. It comes back only when its facts change. */
export function ExplainDialog({
  name,
  isPending,
  onExplain,
  onClose,
}: {
  readonly name: string;
  readonly isPending: boolean;
  readonly onExplain: (note: string) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { note, typed, setNote, length, isReady } = useNote();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isPending) {
      onExplain(note);
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={translate("case.explain.title", { number: name })}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <NoteField length={length} onChange={setNote} typed={typed} />
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button isDisabled={!isReady} isPending={isPending} kind="primary" type="submit">
            {translate("case.explain.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
