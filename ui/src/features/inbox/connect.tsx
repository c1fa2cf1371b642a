import { type FormEvent, useState } from "react";

import { connectInbox } from "../../bridge";
import type { FailureView, KeyringHealth } from "../../bridge/types";
import { Button, FailureNote, Field, FieldFault } from "../../design";
import { useNotices } from "../../frame";
import {
  isAboutKeyring,
  KeepForSession,
  KeyringNote,
  SecretField,
  useKeySending,
} from "../../key-entry";
import { useMessages } from "../../messages";
import { useInboxChanged } from "../../queries";

/** Connects the store to an inbox on a server, once that has taken the token. */
export function Connect({ keyring }: { readonly keyring: KeyringHealth }) {
  const translate = useMessages();
  const { say } = useNotices();
  const [address, setAddress] = useState("");
  const [token, setToken] = useState("");
  const [keepForSession, setKeepForSession] = useState(false);
  const { isSending, failure, setFailure, send } = useKeySending();
  const changed = useInboxChanged();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() === "") {
      setFailure({ code: "inbox_address_invalid", details: {} });
      return;
    }
    if (token.trim() === "") {
      setFailure({ code: "inbox_token_refused", details: {} });
      return;
    }
    const sent = token;
    setToken("");
    const view = await send(() => connectInbox({ address, token: sent, keepForSession }));
    if (view !== null) {
      changed(view);
      say(translate("inbox.connected"));
    }
  };

  const beside = besideOf(failure);
  const mayKeepForSession =
    keyring !== "available" || (failure !== null && isAboutKeyring(failure)) || keepForSession;
  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={submit}>
      <Field
        autoComplete="off"
        fault={beside.address && <FieldFault failure={beside.address} />}
        hint={translate("inbox.addressHint")}
        isDisabled={isSending}
        label={translate("inbox.address")}
        leftToRight
        onChange={setAddress}
        spellCheck="false"
        value={address}
      />
      <SecretField
        fault={beside.token && <FieldFault failure={beside.token} />}
        hide={translate("inbox.tokenHide")}
        hint={translate("inbox.tokenHint")}
        isDisabled={isSending}
        label={translate("inbox.token")}
        onChange={setToken}
        show={translate("inbox.tokenShow")}
        value={token}
      />
      {beside.elsewhere !== null && <FailureNote failure={beside.elsewhere} />}
      {mayKeepForSession && (
        <>
          {failure === null && <KeyringNote health={keyring} />}
          <KeepForSession
            isChosen={keepForSession}
            isDisabled={isSending}
            onChange={setKeepForSession}
          />
        </>
      )}
      <div>
        <Button isPending={isSending} type="submit">
          {translate(isSending ? "inbox.connecting" : "inbox.connect")}
        </Button>
      </div>
    </form>
  );
}

/** Beside which field the words of a failure belong. */
function besideOf(failure: FailureView | null): {
  readonly address: FailureView | null;
  readonly token: FailureView | null;
  readonly elsewhere: FailureView | null;
} {
  const nowhere = { address: null, token: null, elsewhere: null };
  switch (failure?.code) {
    case undefined:
      return nowhere;
    case "inbox_address_invalid":
      return { ...nowhere, address: failure };
    case "inbox_token_refused":
    case "key_malformed":
    case "key_empty":
      return { ...nowhere, token: { ...failure, code: "inbox_token_refused" } };
    default:
      return { ...nowhere, elsewhere: failure };
  }
}
