import { useEffect, useState } from "react";

import { type Dropped, onDrag, onDropped } from "../../bridge";
import { Dialog, DropIcon } from "../../design";
import { useMessages } from "../../messages";
import { AddOrdersForm } from "./add-orders-form";

/** The dialog for adding orders. It opens by itself when a file is dropped anywhere on the window. */
export function AddOrders({
  isOpen,
  onOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const [isOver, setOver] = useState(false);
  const [dropped, setDropped] = useState<Dropped | null>(null);
  useEffect(() => onDrag(setOver), []);
  useEffect(
    () =>
      onDropped((answer) => {
        setOver(false);
        setDropped(answer);
        onOpen();
      }),
    [onOpen],
  );
  const close = () => {
    setDropped(null);
    onClose();
  };
  return (
    <>
      <Dialog isOpen={isOpen} onClose={close} title={translate("add.title")} wide>
        <AddOrdersForm dropped={dropped} onDone={close} />
      </Dialog>
      {isOver && (
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
