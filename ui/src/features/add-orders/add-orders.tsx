import { type ReactNode, useCallback, useEffect, useState } from "react";

import { onDrag } from "../../bridge";
import { Button, Dialog, DropIcon } from "../../design";
import { useMessages } from "../../messages";
import { AddOrdersForm } from "./add-orders-form";
import { useDrops } from "./drops";

/** The dialog for adding orders. It opens by itself when a file is dropped anywhere on the window. */
export function AddOrders({
  hasStore,
  isOpen,
  offers,
  onOpen,
  onClose,
}: {
  /** Orders belong to a store: before the first one, a dropped file is told what comes first. */
  readonly hasStore: boolean;
  readonly isOpen: boolean;
  /** The files that wait in the watched folder; gets how this is left for one of them. */
  readonly offers: (onLeave: () => void) => ReactNode;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const [isOver, setOver] = useState(false);
  const { drops, forget } = useDrops(onOpen);
  useEffect(() => onDrag(setOver), []);
  const close = useCallback(() => {
    forget();
    onClose();
  }, [forget, onClose]);
  return (
    <>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={translate(hasStore ? "add.title" : "add.noStore.title")}
        wide={hasStore}
      >
        {hasStore ? (
          <AddOrdersForm
            drops={drops}
            offers={offers(close)}
            onDone={close}
            onForgetDrops={forget}
          />
        ) : (
          <div className="flex flex-col gap-4">
            <p>{translate("add.noStore.why")}</p>
            <Button className="self-end" kind="primary" onPress={close}>
              {translate("action.close")}
            </Button>
          </div>
        )}
      </Dialog>
      {isOver && hasStore && (
        <div
          className="appear pointer-events-none fixed inset-0 z-50 grid place-items-center bg-veil p-6"
          role="status"
        >
          <div className="flex flex-col items-center gap-3 rounded-dialog border-2 border-accent border-dashed bg-raised px-16 py-12 shadow-over">
            <DropIcon className="text-accent" size={32} />
            <p className="font-semibold text-title">{translate("add.dropHere")}</p>
            <p className="text-ink-soft">{translate("add.dropWhat")}</p>
          </div>
        </div>
      )}
    </>
  );
}
