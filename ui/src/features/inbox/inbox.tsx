import type { KeyringHealth } from "../../bridge/types";
import { useInbox } from "./answers";
import { Connect } from "./connect";
import { Connected } from "./connected";

/** The inbox of the open store: what it is and how to connect to one, or how it stands. */
export function Inbox({ keyring }: { readonly keyring: KeyringHealth }) {
  const inbox = useInbox().data;
  if (inbox === undefined) {
    return null;
  }
  return inbox.address === null ? (
    <Connect keyring={keyring} />
  ) : (
    <Connected address={inbox.address} inbox={inbox} />
  );
}
