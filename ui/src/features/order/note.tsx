import { useId, useState } from "react";

import { failureOf } from "../../bridge";
import type { NoteView } from "../../bridge/types";
import { Button, ChevronDownIcon, EditIcon, IconButton, RemoveIcon } from "../../design";
import { useFormat, useNow } from "../../format";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { useEditNote, useRemoveNote, useRestoreNote } from "../../queries";
import { draftName, dropDraft, openDraft, useDraft } from "./drafts";
import { NoteEditor } from "./note-editor";

/** One note: who wrote it, when, how it read before, and the ways to change it. */
export function Note({
  note,
  onRemoved,
}: {
  readonly note: NoteView;
  readonly onRemoved: () => void;
}) {
  const translate = useMessages();
  const edit = useEditNote(note.orderUuid);
  const remove = useRemoveNote(note.orderUuid);
  const restore = useRestoreNote(note.orderUuid);
  const { sayUndoable, fail } = useNotices();
  const [showsEarlier, setShowsEarlier] = useState(false);
  const earlier = useId();
  const name = draftName(note.orderUuid, note.id);
  const draft = useDraft(name);

  const takeAway = () =>
    remove.mutate(note.id, {
      onSuccess: () => {
        onRemoved();
        sayUndoable(translate("notes.removed"), () => {
          restore.mutateAsync(note.id).catch(fail);
        });
      },
      onError: fail,
    });

  return (
    <article
      aria-label={translate("notes.one")}
      className="group/note flex flex-col gap-1 border-accent border-s-2 ps-3"
    >
      <div className="flex min-h-6 items-center gap-x-1.5 text-ink-faint text-small">
        <Written note={note} />
        {note.editedAt !== null && (
          <Button
            aria-controls={earlier}
            aria-expanded={showsEarlier}
            className="h-6! px-1!"
            icon={<ChevronDownIcon className={showsEarlier ? "-scale-y-100" : ""} size={12} />}
            kind="quiet"
            onPress={() => setShowsEarlier((shows) => !shows)}
            size="small"
          >
            {translate("notes.edited")}
          </Button>
        )}
        <span className="flex-1" />
        <span className="flex opacity-0 group-focus-within/note:opacity-100 group-hover/note:opacity-100 pointer-coarse:opacity-100">
          <IconButton
            className="size-6!"
            name={translate("notes.edit")}
            onPress={() => openDraft(name)}
          >
            <EditIcon size={14} />
          </IconButton>
          <IconButton
            className="size-6!"
            isDisabled={remove.isPending}
            name={translate("notes.remove")}
            onPress={takeAway}
          >
            <RemoveIcon size={14} />
          </IconButton>
        </span>
      </div>
      {draft.isOpen ? (
        <NoteEditor
          before={note.text}
          closing={{ words: translate("action.cancel"), onPress: () => dropDraft(name) }}
          draft={name}
          failure={edit.error === null ? null : failureOf(edit.error)}
          isSaving={edit.isPending}
          label={translate("notes.edit")}
          onSave={(text) => {
            if (text === note.text) {
              dropDraft(name);
            } else {
              edit.mutate({ id: note.id, text }, { onSuccess: () => dropDraft(name) });
            }
          }}
        />
      ) : (
        <NoteText text={note.text} />
      )}
      {showsEarlier && <Earlier id={earlier} note={note} />}
    </article>
  );
}

/** A text as it was written, with its lines and its own direction. */
export function NoteText({
  text,
  clamped = false,
}: {
  readonly text: string;
  readonly clamped?: boolean;
}) {
  return (
    <p className={clamped ? "line-clamp-3" : ""}>
      <bdi className="wrap-anywhere block w-fit whitespace-pre-wrap" dir="auto">
        {text}
      </bdi>
    </p>
  );
}

/** Who wrote it and when. */
function Written({ note }: { readonly note: NoteView }) {
  const format = useFormat();
  const now = useNow(60_000);
  const author = note.author ?? "";
  return (
    <>
      {author !== "" && (
        <>
          <bdi className="truncate font-medium text-ink-soft">{author}</bdi>
          <span aria-hidden="true">·</span>
        </>
      )}
      <bdi className="shrink-0" title={format.exact(note.writtenAt)}>
        {format.short(note.writtenAt, now)}
      </bdi>
    </>
  );
}

/** How a note read before, the latest first. */
function Earlier({ note, id }: { readonly note: NoteView; readonly id: string }) {
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <ol className="mt-1 flex flex-col gap-1.5 rounded-control bg-sunken px-2.5 py-2" id={id}>
      {note.earlier.toReversed().map(({ text, until }) => (
        <li key={until}>
          <p className="text-ink-faint text-small" title={format.exact(until)}>
            <Message id="notes.until" values={{ time: format.short(until, now) }} />
          </p>
          <NoteText text={text} />
        </li>
      ))}
    </ol>
  );
}
