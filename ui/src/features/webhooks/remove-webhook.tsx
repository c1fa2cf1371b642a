import { failureOf } from "../../bridge";
import type { WebhookView } from "../../bridge/types";
import { Button, Dialog, FailureNote } from "../../design";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useWebhookChanges } from "../../queries";

/** Asks before a webhook goes: what stops, and what does not. */
export function RemoveWebhook({
  webhook,
  onRemoved,
  onClose,
}: {
  readonly webhook: WebhookView;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  const { remove } = useWebhookChanges();
  return (
    <Dialog isOpen onClose={onClose} title={translate("webhooks.removeTitle")}>
      <div className="flex flex-col gap-4">
        <div>
          <p>
            <bdi className="wrap-anywhere font-medium">{webhook.name}</bdi>
          </p>
          <p>
            <bdi className="wrap-anywhere text-ink-soft" dir="ltr">
              {webhook.url}
            </bdi>
          </p>
        </div>
        <p className="text-ink-soft">
          {translate(webhook.leadsHere ? "webhooks.removeHere" : "webhooks.removeOther")}
        </p>
        {remove.error !== null && <FailureNote failure={failureOf(remove.error)} />}
        <div className="flex justify-end gap-2">
          <Button autoFocus onPress={onClose}>
            {translate("action.cancel")}
          </Button>
          <Button
            isPending={remove.isPending}
            kind="danger"
            onPress={() =>
              remove.mutate(webhook.uuid, {
                onSuccess: () => {
                  say(translate("webhooks.removed"));
                  onRemoved();
                },
              })
            }
          >
            {translate("webhooks.remove")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
