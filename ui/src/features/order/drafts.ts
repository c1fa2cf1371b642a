/**
 * Notes being written. They are kept while the app is open, so that neither Escape nor another
 * order loses a word; whoever stores one drops its draft.
 */
import { useSyncExternalStore } from "react";

import { focusActiveRow } from "../../design";

/** What is being written: a new note of an order, or another text of one of its notes. */
export interface Draft {
  /** None before the first letter. */
  readonly text: string | null;
  readonly isOpen: boolean;
  /** How often a person asked for it; each time the focus goes into it. */
  readonly asked: number;
  /** What had the focus then. */
  readonly from: Element | null;
}

const none: Draft = { text: null, isOpen: false, asked: 0, from: null };
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(name: string, part: Partial<Draft>): void {
  drafts.set(name, { ...(drafts.get(name) ?? none), ...part });
  for (const tell of listeners) {
    tell();
  }
}

/** The name of a draft: of a new note, or of a note that is there. */
export function draftName(uuid: string, note: number | null = null): string {
  return `${uuid} ${note === null ? "new" : String(note)}`;
}

/** A draft as it is now. */
export function useDraft(name: string): Draft {
  return useSyncExternalStore(subscribe, () => drafts.get(name) ?? none);
}

/** Opens a draft and brings the focus into it. */
export function openDraft(name: string): void {
  const { asked, isOpen, from } = drafts.get(name) ?? none;
  change(name, {
    isOpen: true,
    asked: asked + 1,
    from: isOpen ? from : document.activeElement,
  });
}

/** Keeps what was written so far. */
export function keepDraft(name: string, text: string): void {
  change(name, { text });
}

/** Closes a draft; what was written stays. The focus goes back to where it came from. */
export function closeDraft(name: string): void {
  const { from } = drafts.get(name) ?? none;
  change(name, { isOpen: false, from: null });
  if (from instanceof HTMLElement && from.isConnected && from !== document.body) {
    from.focus({ preventScroll: true });
  } else {
    focusActiveRow();
  }
}

/** The note is stored, or not wanted any more. */
export function dropDraft(name: string): void {
  change(name, { text: null });
  closeDraft(name);
}

/** Closes what was being written on other orders: only a person brings the focus into a draft. */
export function leaveOtherDrafts(uuid: string): void {
  for (const [name, { isOpen }] of drafts) {
    if (isOpen && !name.startsWith(uuid)) {
      change(name, { isOpen: false, from: null });
    }
  }
}
