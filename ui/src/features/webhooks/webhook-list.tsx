import { useCallback, useEffect, useId, useRef, useState } from "react";

import { failureOf } from "../../bridge";
import type { WebhooksView, WebhookView } from "../../bridge/types";
import { Button, FailureNote, RefreshIcon } from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import { useWebhooks } from "../../queries";
import { NoneYet } from "./none-yet";
import { RegisterButtons } from "./register-buttons";
import { RemoveWebhook } from "./remove-webhook";
import { useBrought } from "./use-brought";
import { WebhookDialog } from "./webhook-dialog";
import { WebhookRow } from "./webhook-row";

/** What a dialog over the list is about. */
type Asking =
  | { readonly what: "register"; readonly url: string }
  | { readonly what: "change" | "remove"; readonly webhook: WebhookView };

/** The webhooks as Points told them, and what can be done with them. */
export function WebhookList({ shop }: { readonly shop: string }) {
  const translate = useMessages();
  const { data, error, isFetching, refetch } = useWebhooks(true);
  const [asking, setAsking] = useState<Asking | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const name = useId();
  const suggested = data?.suggestedUrl ?? null;
  const registerHere = useCallback(() => {
    // Where the inbox has a webhook already, or there is none, the list says so.
    if (suggested !== null) {
      setAsking({ what: "register", url: suggested });
    }
  }, [suggested]);
  useBrought(heading, data !== undefined || error !== null, registerHere);
  const focusHeading = useFocusOnceGone(heading, data);
  const close = () => setAsking(null);
  const buttons = (
    <RegisterButtons
      isAlone={data?.webhooks.length === 0}
      onRegister={(url) => setAsking({ what: "register", url })}
      suggestedUrl={suggested}
    />
  );
  return (
    <section aria-labelledby={name} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3
          className="me-auto scroll-mt-4 font-medium outline-none"
          id={name}
          ref={heading}
          tabIndex={-1}
        >
          {translate("webhooks.title")}
        </h3>
        {data !== undefined && <ReadAt at={data.readAt} />}
        <Button
          icon={<RefreshIcon />}
          isPending={isFetching}
          onPress={() => void refetch()}
          size="small"
        >
          {translate(isFetching ? "webhooks.reading" : "webhooks.readAgain")}
        </Button>
      </div>
      {error !== null && <FailureNote failure={failureOf(error)} />}
      {data !== undefined &&
        (data.webhooks.length === 0 ? (
          <NoneYet buttons={buttons} suggestedUrl={data.suggestedUrl} />
        ) : (
          <>
            <ul className="divide-y divide-line rounded-card border border-line">
              {data.webhooks.map((webhook) => (
                <WebhookRow
                  key={webhook.uuid}
                  onChange={() => setAsking({ what: "change", webhook })}
                  onRemove={() => setAsking({ what: "remove", webhook })}
                  webhook={webhook}
                />
              ))}
            </ul>
            {buttons}
          </>
        ))}
      {asking?.what === "register" && (
        <WebhookDialog before={null} name={shop} onClose={close} url={asking.url} />
      )}
      {asking?.what === "change" && (
        <WebhookDialog
          before={asking.webhook}
          name={asking.webhook.name}
          onClose={close}
          url={asking.webhook.url}
        />
      )}
      {asking?.what === "remove" && (
        <RemoveWebhook
          onClose={close}
          onRemoved={() => {
            close();
            focusHeading(asking.webhook.uuid);
          }}
          webhook={asking.webhook}
        />
      )}
    </section>
  );
}

/** How long ago Points told it. */
function ReadAt({ at }: { readonly at: number }) {
  const format = useFormat();
  const now = useNow();
  return (
    <span className="text-ink-faint text-small" title={format.exact(at)}>
      <Message id="webhooks.readAgo" values={{ age: format.ago(now - at) }} />
    </span>
  );
}

/** A removed row takes the focus with it: once it is gone, the heading has it. */
function useFocusOnceGone(
  heading: { readonly current: HTMLElement | null },
  view: WebhooksView | undefined,
): (uuid: string) => void {
  const [gone, setGone] = useState<string | null>(null);
  useEffect(() => {
    if (gone !== null && view?.webhooks.some(({ uuid }) => uuid === gone) === false) {
      setGone(null);
      heading.current?.focus();
    }
  }, [gone, view, heading]);
  return setGone;
}
