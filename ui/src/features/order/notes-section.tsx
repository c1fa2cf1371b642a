import type { OrderDetail } from "../../bridge/types";
import { AddIcon, Button } from "../../design";
import { shortcuts, useShortcutsEnabled } from "../../frame";
import { useMessages } from "../../messages";
import { Composer, isBegun, type Signed } from "./composer";
import { draftName, openDraft, useDraft } from "./drafts";
import { Note } from "./note";
import { Section } from "./section";

/** What we wrote on the order, the newest first, and where one writes more; nothing where there is none. */
export function NotesSection({
  detail,
  signed,
  onRemoved,
}: {
  readonly detail: OrderDetail;
  readonly signed: Signed;
  /** The focus was on the note that went away. */
  readonly onRemoved: () => void;
}) {
  const translate = useMessages();
  const single = useShortcutsEnabled();
  const name = draftName(detail.row.uuid);
  const { isOpen, text } = useDraft(name);
  const { notes } = detail;
  if (notes.length === 0 && !isOpen && !isBegun(text)) {
    return null;
  }
  return (
    <Section
      aside={
        !isOpen &&
        !isBegun(text) && (
          <Button
            icon={<AddIcon size={14} />}
            kind="quiet"
            onPress={() => openDraft(name)}
            size="small"
            {...(single ? { keys: shortcuts.note.cap } : {})}
          >
            {translate("notes.write")}
          </Button>
        )
      }
      title={translate("notes.title", { count: notes.length })}
    >
      <div className="flex flex-col gap-3">
        <Composer signed={signed} uuid={detail.row.uuid} />
        {notes.map((note) => (
          <Note key={note.id} note={note} onRemoved={onRemoved} />
        ))}
      </div>
    </Section>
  );
}
