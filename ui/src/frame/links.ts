import { useEffect } from "react";

import { onLink } from "../bridge";
import { everyOrder, go, noView } from "../location";

/** A link that the system hands over opens its order, whatever is on the screen. */
export function useLinks(): void {
  useEffect(
    () => onLink((order) => go({ screen: "orders", query: everyOrder, ...noView, order })),
    [],
  );
}
