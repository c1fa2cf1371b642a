/** Tells scans from keys, all over the window. */
import { type Burst, extended, goesOn, patienceFor, scanOf } from "./burst";
import { characterOf } from "./characters";

/** A key as it went down, kept longer than its event. */
export interface KeyPress {
  readonly code: string;
  readonly shift: boolean;
  /** Ctrl, or ⌘. */
  readonly control: boolean;
  readonly alt: boolean;
  /** It is held down. */
  readonly repeat: boolean;
  readonly target: EventTarget | null;
}

/**
 * Where a scan arrives: on the page, in a field that has what is scanned instead of what stands in
 * it, in any other field, or under something that takes the keys for itself.
 */
export type Ground = "page" | "search" | "field" | "covered";

/** What is to be done about keys and scans. */
export interface Watcher {
  readonly groundOf: (target: EventTarget | null) => Ground;
  /** What a key does that is no part of a scan; null: nothing. */
  readonly actOf: (press: KeyPress) => (() => void) | null;
  /** Whether somebody scans on purpose, so that shorter codes count. */
  readonly isArmed: () => boolean;
  /** A code was scanned. In a field it never is: there it stands as it came. */
  readonly onScan: (text: string, ground: Ground) => void;
}

/** The key that a scanner ends with may come a little late. */
const lateEnd = 150;

function pressOf(event: KeyboardEvent): KeyPress {
  return {
    code: event.code,
    shift: event.shiftKey,
    control: event.ctrlKey || event.metaKey,
    alt: event.altKey,
    repeat: event.repeat,
    target: event.target,
  };
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Shift and the like come between the characters of a scan. */
function isModifier(code: string): boolean {
  return /^(?:Shift|Control|Alt|Meta|CapsLock|NumLock)/.test(code);
}

function isEnd({ code, control, alt, shift }: KeyPress): boolean {
  return ["Enter", "NumpadEnter", "Tab"].includes(code) && !control && !alt && !shift;
}

/** Watches the keys of a window until what it gives back is called. */
export function watchKeys(view: Window, watcher: Watcher): () => void {
  let burst: Burst = [];
  let ground: Ground = "page";
  let held: KeyPress[] = [];
  /** Whatever began the burst and was left to the page. */
  let opening: KeyboardEvent | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let scannedAt = Number.NEGATIVE_INFINITY;

  const release = () => {
    const presses = held;
    held = [];
    for (const press of presses) {
      watcher.actOf(press)?.();
    }
  };
  /** Nothing more belongs to the burst: it was a scan, or its keys do what keys do. */
  const settle = (endedAt: number | null = null) => {
    clearTimeout(timer);
    const text = scanOf(burst, { isArmed: watcher.isArmed(), endedAt });
    const last = burst.at(-1);
    burst = [];
    if (text === null) {
      release();
      return;
    }
    held = [];
    scannedAt = last?.at ?? scannedAt;
    watcher.onScan(text, ground);
  };
  const wait = () => {
    clearTimeout(timer);
    const isArmed = watcher.isArmed();
    // Where somebody scans on purpose, a key that was served begins no code.
    const then = burst.length > 1 || isArmed ? () => settle() : release;
    timer = setTimeout(then, patienceFor(burst, isArmed));
  };

  const onEnd = (event: KeyboardEvent, on: Ground) => {
    const endedAt = event.timeStamp;
    const circumstances = { isArmed: watcher.isArmed(), endedAt };
    const endsScan =
      on === ground &&
      goesOn(burst, endedAt, circumstances.isArmed) &&
      scanOf(burst, circumstances) !== null;
    const isLate = burst.length === 0 && endedAt - scannedAt <= lateEnd;
    if (on !== "field" && (endsScan || isLate)) {
      swallow(event);
    }
    settle(endsScan ? endedAt : null);
  };
  const onCharacter = (event: KeyboardEvent, character: string, on: Ground) => {
    if (on !== ground || !goesOn(burst, event.timeStamp, watcher.isArmed())) {
      settle();
      ground = on;
    }
    if (burst.length === 0 && character === " ") {
      // No code begins with it, and it presses what has the focus.
      return;
    }
    const isInBurst = burst.length > 0;
    // A person who rolls from one key to the space bar means the space bar.
    const isSpaceOfPerson = character === " " && burst.length < 3;
    burst = extended(burst, { character, at: event.timeStamp }, watcher.isArmed());
    if (!isInBurst) {
      opening = event;
    } else if (on === "page" && !isSpaceOfPerson) {
      swallow(event);
      held.push(pressOf(event));
    }
    wait();
  };

  // Before anything else hears of a key: what comes in the midst of a scan is for nobody else.
  const onFirst = (event: KeyboardEvent) => {
    const press = pressOf(event);
    if (event.isComposing || event.repeat || isModifier(event.code)) {
      return;
    }
    const on = watcher.groundOf(event.target);
    if (isEnd(press)) {
      onEnd(event, on);
      return;
    }
    const character =
      press.control || press.alt ? null : characterOf(event.code, event.key, event.shiftKey);
    if (character === null || on === "field") {
      settle();
      return;
    }
    onCharacter(event, character, on);
  };
  // After everything else: a key that something on the page took is no key of ours.
  const onLast = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) {
      return;
    }
    const press = pressOf(event);
    const act = watcher.actOf(press);
    if (act === null) {
      return;
    }
    event.preventDefault();
    if (event === opening) {
      held.push(press);
    } else {
      act();
    }
  };

  view.addEventListener("keydown", onFirst, { capture: true });
  view.addEventListener("keydown", onLast);
  return () => {
    clearTimeout(timer);
    view.removeEventListener("keydown", onFirst, { capture: true });
    view.removeEventListener("keydown", onLast);
  };
}
