import { useEffect, useRef } from "react";

import type { InboxView, KeyringHealth } from "../../bridge/types";
import { useMessages } from "../../messages";
import { useInbox } from "../../queries";
import { Connected } from "./connected";
import { Ways } from "./ways";

/** The inbox of the open store: what it is and the ways to one, or how it stands. */
export function Inbox({ keyring }: { readonly keyring: KeyringHealth }) {
  const inbox = useInbox().data;
  return inbox === undefined ? null : <Known inbox={inbox} keyring={keyring} />;
}

function Known({ inbox, keyring }: { readonly inbox: InboxView; readonly keyring: KeyringHealth }) {
  const translate = useMessages();
  const place = useRef<HTMLFieldSetElement>(null);
  const { address } = inbox;
  const addressBefore = useRef(address);

  useEffect(() => {
    const isNew = addressBefore.current !== address;
    addressBefore.current = address;
    // The form went, and with it what had the focus: the next Tab goes on from here, not from the top.
    if (isNew && document.activeElement === document.body) {
      place.current?.focus();
    }
  }, [address]);

  return (
    <fieldset
      aria-label={translate("settings.inbox")}
      className="flex min-w-0 flex-col gap-4"
      ref={place}
      tabIndex={-1}
    >
      {address === null ? (
        <Ways keyring={keyring} />
      ) : (
        <Connected address={address} inbox={inbox} />
      )}
    </fieldset>
  );
}
