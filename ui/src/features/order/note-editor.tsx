import { type KeyboardEvent, useEffect, useRef } from "react";

import type { FailureView } from "../../bridge/types";
import { Button, FailureNote, Field } from "../../design";
import { useMessages } from "../../messages";
import { closeDraft, keepDraft, useDraft } from "./drafts";

/** Characters that the desk keeps of a note. */
export const longestNote = 2_000;

/** How many may be left when it is said how many. */
const worthCounting = 200;

/** What is printed on the keys that store a note. */
const saveKeys = "Ctrl Enter";

/** Where a note is written, a new one or another text of one that is there. */
export function NoteEditor({
  draft: name,
  before,
  label,
  failure,
  isSaving,
  closing,
  onSave,
}: {
  /** The draft that keeps what is written. */
  readonly draft: string;
  /** What stands there before anything is written. */
  readonly before: string;
  readonly label: string;
  /** Why it could not be stored. */
  readonly failure: FailureView | null;
  readonly isSaving: boolean;
  /** The button that leaves it unstored. */
  readonly closing: { readonly words: string; readonly onPress: () => void };
  readonly onSave: (text: string) => void;
}) {
  const translate = useMessages();
  const draft = useDraft(name);
  const form = useRef<HTMLFormElement>(null);
  const text = draft.text ?? before;
  const length = lengthOf(text);
  const isTooLong = length > longestNote;
  const canSave = length > 0 && !isTooLong && !isSaving;
  const save = () => {
    if (canSave) {
      onSave(text.trim());
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: each time a person asks for it
  useEffect(() => {
    const area = form.current?.querySelector("textarea");
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, [draft.asked]);

  const onKeyDown = (event: KeyboardEvent) => {
    // What completes a word in an input method is no key of ours.
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (event.code === "Escape") {
      event.preventDefault();
      closeDraft(name);
    } else if (isEnter(event.code) && (event.ctrlKey || event.metaKey) && !event.repeat) {
      event.preventDefault();
      save();
    }
  };

  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      ref={form}
    >
      <Field
        aside={
          length > longestNote - worthCounting && !isTooLong
            ? translate("notes.room", { count: longestNote - length })
            : undefined
        }
        fault={isTooLong ? translate("notes.tooLong", { count: length - longestNote }) : undefined}
        label={label}
        onChange={(written) => keepDraft(name, written)}
        onKeyDown={onKeyDown}
        ownDirection
        placeholder={translate("notes.placeholder")}
        rows={3}
        value={text}
      />
      {failure !== null && <FailureNote failure={failure} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button isDisabled={!canSave} keys={saveKeys} size="small" type="submit">
          {translate("notes.save")}
        </Button>
        <Button kind="quiet" onPress={closing.onPress} size="small">
          {closing.words}
        </Button>
      </div>
    </form>
  );
}

function isEnter(code: string): boolean {
  return code === "Enter" || code === "NumpadEnter";
}

/** Characters as a person counts them. */
function lengthOf(text: string): number {
  return [...text.trim()].length;
}
