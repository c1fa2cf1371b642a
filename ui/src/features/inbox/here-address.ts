import type { InboxHereView } from "../../bridge/types";
import { foldDigits } from "../../search";

/** The highest port there is. */
const highestPort = 65_535;

/** The port that somebody typed, in whichever digits; 0 where they leave it to the desk, null: none. */
export function readPort(typed: string): number | null {
  const text = foldDigits(typed.trim());
  if (text === "") {
    return 0;
  }
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port <= highestPort ? port : null;
}

/** Where an inbox on this computer listens, for a tunnel to lead to. */
export function tunnelTarget(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** The address for Points; null while nothing leads here from outside. An inbox here has one hook. */
export function hookAddress({ host }: InboxHereView): string | null {
  return host === null ? null : `https://${host}/hooks/main`;
}
