import type { ActionView } from "../bridge/types";
import { Button, Note } from "../design";
import { useFormat } from "../format";
import { go } from "../location";
import { Message, useMessages } from "../messages";
import { type LinkedPurchase, PaymentLink } from "./payment-link";

/** What a confirmed purchase made at Points, and what is to be done with it. */
export function Made({
  action: { made, kind },
  purchase,
  onLeave,
}: {
  readonly action: Pick<ActionView, "made" | "kind">;
  readonly purchase: LinkedPurchase;
  /** Before it leads to the order. */
  readonly onLeave: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  switch (made?.made) {
    case "checkout":
      return <PaymentLink purchase={purchase} url={made.url} />;
    case "pending_activation":
      return (
        <Note title={translate("purchase.activation")} tone="waiting">
          {made.totalPoints === null ? (
            translate("purchase.activationWhy")
          ) : (
            <Message
              id="purchase.activationPoints"
              values={{ count: Number(made.totalPoints), points: format.points(made.totalPoints) }}
            />
          )}
        </Note>
      );
    case "order":
      return (
        <Note
          actions={
            <Button
              onPress={() => {
                onLeave();
                go({ screen: "orders", order: made.uuid });
              }}
              size="small"
            >
              {translate("purchase.openOrder")}
            </Button>
          }
          title={translate("purchase.given")}
          tone="done"
        >
          {translate("purchase.givenWhy")}
        </Note>
      );
    default:
      return (
        <Note
          title={translate(kind === "checkout" ? "purchase.linkMade" : "purchase.given")}
          tone="done"
        >
          {translate(kind === "checkout" ? "purchase.linkUnknown" : "purchase.byPerson")}
        </Note>
      );
  }
}
