import { type FormEvent, useEffect, useRef, useState } from "react";

import { failureOf } from "../../bridge";
import type { FailureView, WebhookView } from "../../bridge/types";
import { Button, Dialog, FailureNote, Field, FieldFault } from "../../design";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useWebhookChanges } from "../../queries";

/** As much as Points takes. */
const longestName = 255;
const longestUrl = 500;

/** Registers a webhook, or changes one. */
export function WebhookDialog({
  before,
  name: firstName,
  url: firstUrl,
  onClose,
}: {
  /** The one that is changed; null: a new one. */
  readonly before: WebhookView | null;
  /** What stands in the fields at first. */
  readonly name: string;
  readonly url: string;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  const { register, change } = useWebhookChanges();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState(firstName);
  const [url, setUrl] = useState(firstUrl);
  const saving = before === null ? register : change;
  const failure = saving.error === null ? null : failureOf(saving.error);
  const beside = besideOf(failure);

  useEffect(() => {
    if (failure !== null) {
      form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
    }
  }, [failure]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (saving.isPending) {
      return;
    }
    const request = { name: name.trim(), url: url.trim() };
    const onSuccess = () => {
      say(translate(before === null ? "webhooks.isRegistered" : "webhooks.isChanged"));
      onClose();
    };
    if (before === null) {
      register.mutate(request, { onSuccess });
    } else {
      change.mutate({ uuid: before.uuid, request }, { onSuccess });
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={translate(before === null ? "webhooks.registerTitle" : "webhooks.changeTitle")}
    >
      <form className="flex flex-col gap-4" noValidate onSubmit={submit} ref={form}>
        <p className="text-ink-soft">{translate("webhooks.registerWhat")}</p>
        <Field
          autoComplete="off"
          autoFocus
          fault={beside.name && <FieldFault failure={beside.name} />}
          hint={translate("webhooks.nameHint")}
          label={translate("webhooks.name")}
          maxLength={longestName}
          onChange={setName}
          ownDirection
          value={name}
        />
        <Field
          autoComplete="off"
          fault={beside.url && <FieldFault failure={beside.url} />}
          hint={translate("webhooks.urlHint")}
          label={translate("webhooks.url")}
          leftToRight
          maxLength={longestUrl}
          onChange={setUrl}
          spellCheck="false"
          value={url}
        />
        {beside.elsewhere !== null && <FailureNote failure={beside.elsewhere} />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button isPending={saving.isPending} kind="primary" type="submit">
            {translate(before === null ? "webhooks.registerYes" : "webhooks.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Beside which field the words of a failure belong. */
function besideOf(failure: FailureView | null): {
  readonly name: FailureView | null;
  readonly url: FailureView | null;
  readonly elsewhere: FailureView | null;
} {
  const nowhere = { name: null, url: null, elsewhere: null };
  switch (failure?.code) {
    case undefined:
      return nowhere;
    case "webhook_name_invalid":
      return { ...nowhere, name: failure };
    case "webhook_url_invalid":
    case "webhook_repeated":
      return { ...nowhere, url: failure };
    default:
      return { ...nowhere, elsewhere: failure };
  }
}
