/** The barcodes of the printed sheet that say what to do instead of which order. */
import { type ShippingStatus, shippingStatuses } from "../../../points";

/** What a command barcode asks for. */
export type CommandCode =
  | { readonly kind: "to"; readonly target: ShippingStatus }
  | { readonly kind: "undo" }
  | { readonly kind: "finish" };

const begin = "pd-to-";

/**
 * The command that a scanned text means; none for an order's. A scanner may be set to capital
 * letters, so their case means nothing.
 */
export function commandOfCode(scanned: string): CommandCode | null {
  const text = scanned.trim().toLowerCase();
  if (text === "pd-undo") {
    return { kind: "undo" };
  }
  if (text === "pd-finish") {
    return { kind: "finish" };
  }
  const target = text.startsWith(begin)
    ? shippingStatuses.find((status) => status === text.slice(begin.length))
    : undefined;
  return target === undefined ? null : { kind: "to", target };
}
