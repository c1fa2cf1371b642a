import { type FormEvent, useEffect, useRef, useState } from "react";

import { failureOf } from "../../bridge";
import type { InboxHereView } from "../../bridge/types";
import { Button, CopyLine, FailureNote, Field, FieldFault } from "../../design";
import { useCopy, useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useKeepInboxHere } from "../../queries";
import { readPort, tunnelTarget } from "./here-address";

/** Keeps an inbox on this computer, or changes the one that is kept here. */
export function HereForm({
  here,
  onCancel,
  onKept,
}: {
  /** The one that is kept; null: none yet. */
  readonly here: InboxHereView | null;
  readonly onCancel?: () => void;
  readonly onKept?: () => void;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  const copy = useCopy();
  const keep = useKeepInboxHere();
  const form = useRef<HTMLFormElement>(null);
  const [typedPort, setTypedPort] = useState(here === null ? "" : String(here.port));
  const [host, setHost] = useState(here?.host ?? "");
  const [isSent, setSent] = useState(false);
  const port = readPort(typedPort);
  const failure = keep.error === null ? null : failureOf(keep.error);
  const isPortTaken = failure?.code === "inbox_port_taken";
  const isHostInvalid = failure?.code === "inbox_host_invalid";
  const isPortFaulty = isSent && port === null;

  useEffect(() => {
    if (failure !== null || isPortFaulty) {
      form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
    }
  }, [failure, isPortFaulty]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (port === null || keep.isPending) {
      return;
    }
    const name = host.trim();
    keep.mutate(
      { port, host: name === "" ? null : name },
      {
        onSuccess: () => {
          say(translate(here === null ? "inbox.here.kept" : "inbox.here.changed"));
          onKept?.();
        },
      },
    );
  };

  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={submit} ref={form}>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] items-start gap-4">
        <Field
          autoComplete="off"
          fault={
            isPortFaulty
              ? translate("inbox.here.portFault")
              : isPortTaken && <FieldFault failure={failure} />
          }
          hint={translate("inbox.here.portHint")}
          inputMode="numeric"
          label={translate("inbox.here.port")}
          leftToRight
          onChange={setTypedPort}
          value={typedPort}
        />
        <Field
          autoComplete="off"
          fault={isHostInvalid && <FieldFault failure={failure} />}
          hint={translate("inbox.here.hostHint")}
          label={translate("inbox.here.host")}
          leftToRight
          onChange={setHost}
          spellCheck="false"
          value={host}
        />
      </div>
      <div className="flex flex-col gap-1.5">
        <p className="text-ink-soft text-small">{translate("inbox.here.tunnel")}</p>
        {port !== null && port > 0 ? (
          <CopyLine
            copy={translate("inbox.here.copyTarget")}
            onCopy={copy}
            text={tunnelTarget(port)}
          />
        ) : (
          <p className="text-ink-faint text-small">{translate("inbox.here.targetLater")}</p>
        )}
      </div>
      {failure !== null && !isPortTaken && !isHostInvalid && <FailureNote failure={failure} />}
      <div className="flex justify-end gap-2">
        {onCancel !== undefined && <Button onPress={onCancel}>{translate("action.cancel")}</Button>}
        <Button
          className={here === null ? "me-auto" : ""}
          isPending={keep.isPending}
          kind={here === null ? "plain" : "primary"}
          type="submit"
        >
          {translate(
            keep.isPending
              ? "inbox.here.starting"
              : here === null
                ? "inbox.here.keep"
                : "inbox.here.save",
          )}
        </Button>
      </div>
    </form>
  );
}
