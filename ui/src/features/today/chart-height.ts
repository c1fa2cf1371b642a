import { useSyncExternalStore } from "react";

/** A large screen shows everything at once, and would be half empty. */
const large = "(min-width: 1800px) and (min-height: 1100px)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(large);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** How high the charts are, in pixels. */
export function useChartHeight(): number {
  return useSyncExternalStore(subscribe, () => window.matchMedia(large).matches) ? 340 : 168;
}
