import { type FormEvent, useEffect, useRef, useState } from "react";

import { connect } from "../../bridge";
import type { Connected, DeskView, ErrorCode, FailureView } from "../../bridge/types";
import { Button, FailureNote, Field, FieldFault } from "../../design";
import {
  isAboutKeyring,
  isAboutPrivateKey,
  KeepForSession,
  KeyringNote,
  PrivateKeyField,
  useKeySending,
} from "../../key-entry";
import { useMessages } from "../../messages";
import { type ConnectEnvironment, EnvironmentChoice } from "./environment-choice";

/** Which part of the form a failure belongs to. */
type Place = "name" | "address" | "privateKey" | "publicKey" | "form";

/** The keys and the name of a store; Points is asked before anything is stored. */
export function ConnectForm({
  desk,
  onSend,
  onConnected,
  onCancel,
}: {
  readonly desk: DeskView;
  /** Called before Points is asked. */
  readonly onSend: () => void;
  readonly onConnected: (answer: Connected) => void;
  /** Back to the stores there are; none before the first. */
  readonly onCancel: (() => void) | null;
}) {
  const translate = useMessages();
  const [environment, setEnvironment] = useState<ConnectEnvironment>("production");
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const [privateKey, setPrivateKey] = useState("");
  const [publicKey, setPublicKey] = useState("");
  const [keepForSession, setKeepForSession] = useState(false);
  const { isSending, failure, setFailure, send } = useKeySending();
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (failure !== null) {
      form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
    }
  }, [failure]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = firstMissing({ name, privateKey, address, environment });
    if (missing !== null) {
      setFailure({ code: missing, details: {} });
      return;
    }
    if (publicKey.trim() === privateKey.trim()) {
      // The public field is readable, and what is in it now is the private key.
      setPublicKey("");
      setPrivateKey("");
      setFailure({ code: "same_key_twice", details: {} });
      return;
    }
    const request = {
      name,
      environment,
      baseUrl: environment === "custom" ? address.trim() : null,
      publicKey,
      privateKey,
      keepForSession,
    };
    setPrivateKey("");
    onSend();
    const answer = await send(() => connect(request));
    if (answer !== null) {
      onConnected(answer);
    }
  };

  const place = failure === null ? null : placeOf(failure);
  const at = (wanted: Place) => (place === wanted ? failure : null);
  const fault = (wanted: Place) => {
    const found = at(wanted);
    return found === null ? undefined : <FieldFault failure={found} />;
  };
  const mayKeepForSession =
    desk.keyring !== "available" || (failure !== null && isAboutKeyring(failure)) || keepForSession;
  const other = at("form");

  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={submit} ref={form}>
      <EnvironmentChoice isDisabled={isSending} onChange={setEnvironment} value={environment} />
      {environment === "custom" && (
        <Field
          autoFocus
          fault={fault("address")}
          hint={translate("welcome.addressHint")}
          isDisabled={isSending}
          label={translate("welcome.address")}
          leftToRight
          onChange={setAddress}
          placeholder={translate("welcome.addressPlaceholder")}
          spellCheck="false"
          type="url"
          value={address}
        />
      )}
      <Field
        autoComplete="off"
        fault={fault("name")}
        hint={translate("welcome.nameHint")}
        isDisabled={isSending}
        label={translate("welcome.name")}
        onChange={setName}
        value={name}
      />
      <PrivateKeyField
        failure={at("privateKey")}
        isDisabled={isSending}
        onChange={setPrivateKey}
        value={privateKey}
      />
      <Field
        autoComplete="off"
        fault={fault("publicKey")}
        hint={translate("key.publicHint")}
        isDisabled={isSending}
        label={translate("key.public")}
        leftToRight
        onChange={setPublicKey}
        spellCheck="false"
        value={publicKey}
      />
      {other !== null && <FailureNote failure={other} />}
      {mayKeepForSession && (
        <>
          {other === null && <KeyringNote health={desk.keyring} />}
          <KeepForSession
            isChosen={keepForSession}
            isDisabled={isSending}
            onChange={setKeepForSession}
          />
        </>
      )}
      <div className="mt-1 flex items-center gap-2">
        <Button isPending={isSending} kind="primary" type="submit">
          {translate(isSending ? "welcome.connecting" : "welcome.connect")}
        </Button>
        {onCancel !== null && (
          <Button isDisabled={isSending} kind="quiet" onPress={onCancel}>
            {translate("action.cancel")}
          </Button>
        )}
        <span className="sr-only" role="status">
          {isSending && translate("welcome.connecting")}
        </span>
      </div>
    </form>
  );
}

/** What is missing is said before anything is sent, so that the key need not be pasted twice. */
function firstMissing({
  name,
  privateKey,
  address,
  environment,
}: {
  readonly name: string;
  readonly privateKey: string;
  readonly address: string;
  readonly environment: ConnectEnvironment;
}): ErrorCode | null {
  if (environment === "custom" && address.trim() === "") {
    return "base_url_invalid";
  }
  if (name.trim() === "") {
    return "profile_name_invalid";
  }
  return privateKey.trim() === "" ? "key_empty" : null;
}

/** Beside which field the words of a failure stand. */
function placeOf(failure: FailureView): Place {
  switch (failure.code) {
    case "profile_name_invalid":
    case "profile_name_taken":
      return "name";
    case "base_url_invalid":
    case "address_not_found":
      return "address";
    case "key_malformed":
      return failure.details["key"] === "public" ? "publicKey" : "privateKey";
    default:
      return isAboutPrivateKey(failure) ? "privateKey" : "form";
  }
}
