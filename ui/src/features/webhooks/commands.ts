import { type Command, useCommands } from "../../commands";
import { go, type WebhookPart } from "../../location";
import type { MessageId } from "../../messages";

/** The commands about webhooks; both lead to where they are. */
export function useWebhookCommands(hasStore: boolean): void {
  const command = (words: MessageId, webhooks: WebhookPart): Command => ({
    id: `webhooks.${webhooks}`,
    group: "general",
    words: (translate) => translate(words),
    names: (translate) => translate("command.webhooks.names"),
    run: () => go({ screen: "settings", order: null, webhooks }),
  });
  useCommands(
    hasStore
      ? [command("webhooks.title", "sought"), command("command.registerInbox", "register")]
      : [],
  );
}
