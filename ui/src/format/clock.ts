import { useSyncExternalStore } from "react";

/** One timer for all ages on the screen: they tick together and stop when nobody looks. */
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
  }
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) {
      tell();
    }
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present time in UTC milliseconds, renewed every `step` milliseconds (1 s at the least). */
export function useNow(step = 1_000): number {
  return useSyncExternalStore(subscribe, () => Math.floor(now / step) * step);
}

/**
 * What is left until `moment` in milliseconds of whole seconds, of which "0 s" is none; null once it
 * is over. `useNow` is up to a second old, so rounding up would say 31 s of a hold of 30.
 */
export function leftUntil(moment: number | null, now: number): number | null {
  return moment === null || moment <= now
    ? null
    : Math.max(1, Math.round((moment - now) / 1_000)) * 1_000;
}
