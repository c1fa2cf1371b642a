import { type FormEvent, useState } from "react";

import { replaceKey } from "../../bridge";
import type { KeyringHealth, ProfileView } from "../../bridge/types";
import { Button, Dialog, FailureNote } from "../../design";
import { useNotices } from "../../frame";
import {
  isAboutKeyring,
  isAboutPrivateKey,
  KeepForSession,
  KeyringNote,
  PrivateKeyField,
  useKeySending,
} from "../../key-entry";
import { useMessages } from "../../messages";
import { useKeyReplaced } from "./answers";

/** Takes another private key; the old one stays until Points has accepted the new one. */
export function ReplaceKey({
  profile,
  keyring,
  onClose,
}: {
  readonly profile: ProfileView;
  readonly keyring: KeyringHealth;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  const [privateKey, setPrivateKey] = useState("");
  const [keepForSession, setKeepForSession] = useState(false);
  const { isSending, failure, setFailure, send } = useKeySending();
  const keyReplaced = useKeyReplaced();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (privateKey.trim() === "") {
      setFailure({ code: "key_empty", details: {} });
      return;
    }
    const sent = privateKey;
    setPrivateKey("");
    const answer = await send(() => replaceKey(profile.id, sent, keepForSession));
    if (answer !== null) {
      keyReplaced();
      say(translate("profiles.keyAccepted"));
      onClose();
    }
  };

  const isBesideField = failure !== null && isAboutPrivateKey(failure);
  const mayKeepForSession =
    keyring !== "available" || (failure !== null && isAboutKeyring(failure)) || keepForSession;
  return (
    <Dialog isOpen onClose={onClose} title={translate("profiles.keyTitle", { name: profile.name })}>
      <form className="flex flex-col gap-4" noValidate onSubmit={submit}>
        <p className="text-ink-soft">{translate("profiles.replaceWhat")}</p>
        <PrivateKeyField
          autoFocus
          failure={isBesideField ? failure : null}
          isDisabled={isSending}
          onChange={setPrivateKey}
          value={privateKey}
        />
        {failure !== null && !isBesideField && <FailureNote failure={failure} />}
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
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button isPending={isSending} kind="primary" type="submit">
            {translate(isSending ? "profiles.checking" : "profiles.checkAndStore")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
