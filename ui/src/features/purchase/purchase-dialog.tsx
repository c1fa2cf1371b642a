import { useState } from "react";

import type { PurchaseRequest } from "../../bridge/types";
import { Button, Dialog, Note } from "../../design";
import { go } from "../../location";
import { useMessages } from "../../messages";
import type { PurchaseKind } from "./draft";
import { PurchaseForm } from "./purchase-form";
import { PurchaseResult } from "./purchase-result";

/** What was asked for, and the action that it became. */
export interface Asked {
  readonly id: number;
  readonly request: PurchaseRequest;
}

/** A purchase from its first letter to what came of it. */
export function PurchaseDialog({
  kind,
  hasPublicKey,
  onClose,
}: {
  readonly kind: PurchaseKind;
  readonly hasPublicKey: boolean;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Dialog isOpen onClose={onClose} title={translate(`purchase.title.${kind}`)} wide>
      {asked !== null ? (
        <PurchaseResult asked={asked} onAnother={() => setAsked(null)} onClose={onClose} />
      ) : kind === "checkout" && !hasPublicKey ? (
        <NoPublicKey onClose={onClose} />
      ) : (
        <PurchaseForm kind={kind} onAsked={setAsked} onClose={onClose} />
      )}
    </Dialog>
  );
}

/** Points makes links only for who names the store by its public key. */
function NoPublicKey({ onClose }: { readonly onClose: () => void }) {
  const translate = useMessages();
  return (
    <Note
      actions={
        <Button
          autoFocus
          kind="primary"
          onPress={() => {
            onClose();
            go({ screen: "welcome", order: null });
          }}
          size="small"
        >
          {translate("frame.addStore")}
        </Button>
      }
      title={translate("error.public_key_missing.cause")}
      tone="needs"
    >
      {translate("purchase.noPublicKey")}
    </Note>
  );
}
