import { type ReactNode, useState } from "react";
import { MenuTrigger } from "react-aria-components";

import type { ProfileView } from "../../bridge/types";
import { ChevronDownIcon, IconButton, Menu, MenuItem } from "../../design";
import { shortcuts, useShortcut, useShortcutsEnabled } from "../../frame";
import { useMessages } from "../../messages";
import type { PurchaseKind } from "./draft";
import { PurchaseDialog } from "./purchase-dialog";

/** The keys of both, which stand in the menu too. */
const keyOf = { earning: "givePoints", checkout: "paymentLink" } as const;
const kinds = ["earning", "checkout"] as const satisfies readonly PurchaseKind[];

/**
 * Giving points and making payment links: their menu, their commands, and the dialog. `signed` runs
 * what carries the name of who is at the desk.
 */
export function usePurchases(
  profile: ProfileView | undefined,
  signed: (act: () => void) => void,
): { readonly menu: ReactNode; readonly dialog: ReactNode } {
  const [kind, setKind] = useState<PurchaseKind | null>(null);
  const open = (chosen: PurchaseKind) => signed(() => setKind(chosen));
  useShortcut(keyOf.earning, () => open("earning"), profile !== undefined);
  useShortcut(keyOf.checkout, () => open("checkout"), profile !== undefined);
  return {
    menu: <PurchaseMenu onOpen={open} />,
    dialog: kind !== null && profile !== undefined && (
      <PurchaseDialog
        hasPublicKey={profile.publicKey !== null && profile.publicKey !== ""}
        kind={kind}
        onClose={() => setKind(null)}
      />
    ),
  };
}

function PurchaseMenu({ onOpen }: { readonly onOpen: (kind: PurchaseKind) => void }) {
  const translate = useMessages();
  const hasKeys = useShortcutsEnabled();
  return (
    <MenuTrigger>
      <IconButton className="-ms-2 w-5!" kind="strip" name={translate("purchase.menu")}>
        <ChevronDownIcon size={12} />
      </IconButton>
      <Menu
        aria-label={translate("purchase.menu")}
        onAction={(chosen) => {
          const kind = kinds.find((one) => one === chosen);
          if (kind !== undefined) {
            onOpen(kind);
          }
        }}
        placement="bottom end"
      >
        {kinds.map((kind) => (
          <MenuItem
            id={kind}
            key={kind}
            words={translate(`purchase.open.${kind}`)}
            {...(hasKeys ? { aside: <bdi dir="ltr">{shortcuts[keyOf[kind]].cap}</bdi> } : {})}
          >
            {translate(`purchase.open.${kind}`)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
