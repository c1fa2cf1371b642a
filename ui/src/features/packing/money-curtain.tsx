import { type FormEvent, useState } from "react";

import { failureOf } from "../../bridge";
import { Button, Dialog, FailureNote, Field, HideIcon, ShowIcon } from "../../design";
import { useMessages } from "../../messages";
import { useCheckPackingPin } from "../../queries";

/** Hides the money or shows it, after the PIN where there is one. */
export function MoneyCurtain({
  isOpen,
  hasPin,
  onOpen,
  onClose,
}: {
  /** The money is shown. */
  readonly isOpen: boolean;
  readonly hasPin: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button
        icon={isOpen ? <HideIcon /> : <ShowIcon />}
        onPress={isOpen ? onClose : () => setAsking(true)}
      >
        {translate(isOpen ? "packing.money.hide" : "packing.money.show")}
      </Button>
      {isAsking && (
        <PinDialog
          hasPin={hasPin}
          onClose={() => setAsking(false)}
          onRight={() => {
            setAsking(false);
            onOpen();
          }}
        />
      )}
    </>
  );
}

function PinDialog({
  hasPin,
  onRight,
  onClose,
}: {
  readonly hasPin: boolean;
  readonly onRight: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const check = useCheckPackingPin();
  const [pin, setPin] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!hasPin) {
      onRight();
    } else if (pin !== "" && !check.isPending) {
      check.mutate(pin, {
        onSuccess: (isRight) => {
          if (isRight) {
            onRight();
          } else {
            setPin("");
          }
        },
      });
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={translate("packing.money.title")}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        {hasPin ? (
          <Field
            autoComplete="off"
            autoFocus
            fault={
              check.data === false && pin === "" ? translate("packing.money.wrong") : undefined
            }
            inputMode="numeric"
            label={translate("packing.money.pin")}
            leftToRight
            onChange={setPin}
            type="password"
            value={pin}
          />
        ) : (
          <p>{translate("packing.money.noPin")}</p>
        )}
        <p className="text-ink-soft text-small">{translate("packing.money.noLock")}</p>
        {check.error !== null && <FailureNote failure={failureOf(check.error)} />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button
            autoFocus={!hasPin}
            isDisabled={hasPin && (pin === "" || check.isPending)}
            kind="primary"
            type="submit"
          >
            {translate("packing.money.show")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
