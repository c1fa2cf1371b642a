import type { KeyringHealth } from "../../bridge/types";
import { useInbox } from "../../queries";
import { Connected } from "./connected";
import { Ways } from "./ways";

/** The inbox of the open store: what it is and the ways to one, or how it stands. */
export function Inbox({ keyring }: { readonly keyring: KeyringHealth }) {
  const inbox = useInbox().data;
  if (inbox === undefined) {
    return null;
  }
  return inbox.address === null ? (
    <Ways keyring={keyring} />
  ) : (
    <Connected address={inbox.address} inbox={inbox} />
  );
}
