import { useId, useRef } from "react";

import { failureOf } from "../../bridge";
import type { WebhookView } from "../../bridge/types";
import { Button, EditIcon, FailureNote, IconButton, RemoveIcon, ToneMark } from "../../design";
import { useFormat } from "../../format";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { useTestWebhook, useWebhookChanges } from "../../queries";
import { TestResult } from "./test-result";

/** One webhook: where it leads, where its secret is, and what can be done with it. */
export function WebhookRow({
  webhook,
  onChange,
  onRemove,
}: {
  readonly webhook: WebhookView;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const title = useId();
  const { uuid, name, url, createdAt, leadsHere, secret } = webhook;
  return (
    <li aria-labelledby={title} className="flex flex-col gap-1 py-2.5 ps-3 pe-1.5">
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2.5">
            <bdi className="wrap-anywhere font-medium" id={title}>
              {name}
            </bdi>
            {leadsHere && (
              <span className="inline-flex items-center gap-1 text-done text-small">
                <ToneMark tone="done" />
                {translate("webhooks.leadsHere")}
              </span>
            )}
          </p>
          <p>
            <bdi className="wrap-anywhere text-ink-soft" dir="ltr">
              {url}
            </bdi>
          </p>
          <p className="flex flex-wrap gap-x-3 text-ink-faint text-small">
            {createdAt !== null && (
              <span title={format.exact(createdAt)}>
                <Message id="webhooks.registered" values={{ date: format.date(createdAt) }} />
              </span>
            )}
            <span>{translate(`webhooks.secret.${secret}`)}</span>
          </p>
        </div>
        <IconButton name={translate("webhooks.changeOne", { name })} onPress={onChange}>
          <EditIcon />
        </IconButton>
        <IconButton name={translate("webhooks.removeOne", { name })} onPress={onRemove}>
          <RemoveIcon />
        </IconButton>
      </div>
      {leadsHere && <Here mayHandOver={secret === "kept"} url={url} uuid={uuid} />}
    </li>
  );
}

/** What can be done with a webhook that leads to the inbox of this desk. */
function Here({
  uuid,
  url,
  mayHandOver,
}: {
  readonly uuid: string;
  readonly url: string;
  readonly mayHandOver: boolean;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  const { handOver } = useWebhookChanges();
  const test = useTestWebhook();
  const testButton = useRef<HTMLButtonElement>(null);
  // What came of a test says nothing of another address.
  const isOfThis = test.variables?.url === url;
  const failed = handOver.error ?? (isOfThis ? test.error : null);
  return (
    <div className="flex flex-col pt-1 pe-1.5">
      <span className="flex flex-wrap gap-2">
        {mayHandOver && (
          <Button
            isPending={handOver.isPending}
            onPress={() => {
              test.reset();
              handOver.mutate(uuid, {
                onSuccess: () => {
                  // This button goes; the next step has the focus.
                  testButton.current?.focus();
                  say(translate("webhooks.handedOver"));
                },
              });
            }}
            size="small"
          >
            {translate("webhooks.handOver")}
          </Button>
        )}
        <Button
          isPending={test.isPending}
          onPress={() => {
            handOver.reset();
            test.mutate({ uuid, url });
          }}
          ref={testButton}
          size="small"
        >
          {translate(test.isPending ? "webhooks.testing" : "webhooks.test")}
        </Button>
      </span>
      <div role="status">
        {isOfThis && test.data !== undefined && <TestResult test={test.data} />}
      </div>
      {failed !== null && (
        <div className="pt-2">
          <FailureNote failure={failureOf(failed)} />
        </div>
      )}
    </div>
  );
}
