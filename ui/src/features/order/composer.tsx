import { failureOf } from "../../bridge";
import { Button, EditIcon } from "../../design";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useWriteNote } from "../../queries";
import { closeDraft, draftName, dropDraft, openDraft, useDraft } from "./drafts";
import { NoteEditor } from "./note-editor";

/** Runs something once the desk knows under which name: it asks a person the first time. */
export type Signed = (act: () => void) => void;

/** Where a new note of an order is written; while it is closed, what was begun in it. */
export function Composer({ uuid, signed }: { readonly uuid: string; readonly signed: Signed }) {
  const translate = useMessages();
  const write = useWriteNote(uuid);
  const { say } = useNotices();
  const name = draftName(uuid);
  const { isOpen, text } = useDraft(name);
  if (!isOpen) {
    return isBegun(text) ? <Begun name={name} text={text ?? ""} /> : null;
  }
  const save = (written: string) =>
    signed(() =>
      write.mutate(written, {
        onSuccess: () => {
          dropDraft(name);
          say(translate("notes.saved"));
        },
      }),
    );
  return (
    <NoteEditor
      before=""
      closing={{ words: translate("action.close"), onPress: () => closeDraft(name) }}
      draft={name}
      failure={write.error === null ? null : failureOf(write.error)}
      isSaving={write.isPending}
      label={translate("notes.new")}
      onSave={save}
    />
  );
}

/** Whether something was written that is not stored. */
export function isBegun(text: string | null): boolean {
  return text !== null && text.trim() !== "";
}

/** A note that somebody began and left. */
function Begun({ name, text }: { readonly name: string; readonly text: string }) {
  const translate = useMessages();
  return (
    <div className="flex items-center gap-2 rounded-control border border-line-strong border-dashed ps-2.5 pe-1 py-1 text-ink-soft">
      <EditIcon className="shrink-0 text-ink-faint" size={14} />
      <p className="min-w-0 flex-1 truncate">
        {translate("notes.begun")} <bdi dir="auto">{text}</bdi>
      </p>
      <Button onPress={() => openDraft(name)} size="small">
        {translate("notes.goOn")}
      </Button>
    </div>
  );
}
