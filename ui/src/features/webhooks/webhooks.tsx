import { Disclosure } from "../../design";
import { go, usePlace } from "../../location";
import { useMessages } from "../../messages";
import { WebhookList } from "./webhook-list";

/** The webhooks of the open store, folded away: Points is asked for them only while they are opened. */
export function Webhooks({ shop }: { readonly shop: string }) {
  const translate = useMessages();
  const { webhooks: part } = usePlace();
  const isOpen = part !== "closed";
  return (
    <Disclosure
      isOpen={isOpen}
      onChange={(open) => go({ webhooks: open ? "open" : "closed" }, "replace")}
      words={translate("webhooks.advanced")}
      {...(isOpen ? {} : { aside: translate("webhooks.title") })}
    >
      <WebhookList shop={shop} />
    </Disclosure>
  );
}
