import { type FormEvent, useState } from "react";

import { failureOf } from "../../bridge";
import { Button, FailureNote, Field } from "../../design";
import { useFormat } from "../../format";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { useNoteOrders } from "../../queries";
import type { ChosenOrders } from "../../selection";

/** The longest note, in characters. */
const longestNote = 2_000;

/** One text on all chosen orders. */
export function NoteForm({
  chosen: { selection, total },
  onClose,
}: {
  readonly chosen: ChosenOrders;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const { say } = useNotices();
  const note = useNoteOrders();
  const [text, setText] = useState("");
  const length = [...text.trim()].length;
  const over = length - longestNote;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (length === 0 || over > 0 || note.isPending) {
      return;
    }
    note.mutate(
      { selection, text: text.trim() },
      {
        onSuccess: (count) => {
          say(<Message id="bulk.note.done" values={{ count }} />);
          onClose();
        },
      },
    );
  };

  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <p className="font-medium">
        <Message
          id={total.atLeast ? "choose.countAtLeast" : "choose.count"}
          values={{ count: total.count }}
        />
      </p>
      <Field
        aside={
          <bdi className={over > 0 ? "text-stop" : ""} dir="ltr">
            {format.count(length)} / {format.count(longestNote)}
          </bdi>
        }
        autoFocus
        fault={over > 0 ? translate("bulk.note.tooLong", { count: over }) : undefined}
        hint={translate("bulk.note.hint")}
        label={translate("bulk.note.text")}
        onChange={setText}
        rows={5}
        value={text}
      />
      {note.error !== null && <FailureNote failure={failureOf(note.error)} />}
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{translate("action.cancel")}</Button>
        <Button
          isDisabled={length === 0 || over > 0}
          isPending={note.isPending}
          kind="primary"
          type="submit"
        >
          {translate("bulk.note.send")}
        </Button>
      </div>
    </form>
  );
}
