import { orderName } from "../actions";
import { failureOf } from "../bridge";
import type { Undone } from "../bridge/types";
import { Button, Dialog, FailureNote } from "../design";
import { Message, useMessages } from "../messages";
import { shippingWord } from "../points";
import { useShip } from "../queries";
import { useUndo } from "./undo";

/** What has left cannot be unsent: the way back is a new status, and a person asks for it. */
export function WayBack({
  undone: { action, backTo },
  onClose,
}: {
  readonly undone: Undone;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const ship = useShip();
  const { asked } = useUndo();
  const back = shippingWord(translate, backTo);
  const goBack = () => {
    if (action.orderUuid === null || ship.isPending) {
      return;
    }
    ship.mutate(
      { uuids: [action.orderUuid], target: backTo, nameAr: null, nameEn: null, seen: {} },
      {
        onSuccess: (actions) => {
          asked(actions);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog isOpen onClose={onClose} title={translate("undo.title")}>
      <div className="flex flex-col gap-4">
        <p>
          <Message
            id="undo.why"
            values={{
              status: shippingWord(translate, action.target),
              number: orderName(action),
              back,
            }}
          />
        </p>
        {ship.error !== null && <FailureNote failure={failureOf(ship.error)} />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("undo.leave")}</Button>
          <Button autoFocus isDisabled={ship.isPending} kind="primary" onPress={goBack}>
            <span>
              <Message id="undo.goBack" values={{ back }} />
            </span>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
