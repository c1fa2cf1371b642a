import { type FormEvent, useState } from "react";

import { failureOf } from "../../bridge";
import { Button, Dialog, FailureNote, Field, FieldFault } from "../../design";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useSetPackingPin } from "../../queries";
import { foldDigits } from "../../search";

/** What is to become of the PIN. */
export type PinQuestion = "set" | "change" | "remove";

/** Four to eight digits of any keyboard. */
function isPin(text: string): boolean {
  return /^\d{4,8}$/.test(foldDigits(text.trim()));
}

/** Sets, changes or removes the PIN; whoever changes it has to know it. */
export function PinDialog({
  question,
  onClose,
}: {
  readonly question: PinQuestion;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  const save = useSetPackingPin();
  const [present, setPresent] = useState("");
  const [pin, setPin] = useState("");
  const needsPresent = question !== "set";
  const needsPin = question !== "remove";
  const isReady = (!needsPresent || isPin(present)) && (!needsPin || isPin(pin));
  const failure = save.error === null ? null : failureOf(save.error);
  const isWrong = failure?.code === "pin_wrong" && needsPresent;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || save.isPending) {
      return;
    }
    save.mutate(
      { present: needsPresent ? present.trim() : null, pin: needsPin ? pin.trim() : null },
      {
        onSuccess: () => {
          say(translate(`settings.pin.done.${question}`));
          onClose();
        },
      },
    );
  };

  return (
    <Dialog isOpen onClose={onClose} title={translate(`settings.pin.title.${question}`)}>
      <form autoComplete="off" className="flex flex-col gap-4" onSubmit={submit}>
        <p className="text-ink-soft">{translate("settings.pin.curtain")}</p>
        {needsPresent && (
          <Field
            autoComplete="off"
            autoFocus
            fault={isWrong && failure !== null ? <FieldFault failure={failure} /> : undefined}
            inputMode="numeric"
            label={translate("settings.pin.present")}
            leftToRight
            onChange={(typed) => {
              save.reset();
              setPresent(typed);
            }}
            type="password"
            value={present}
          />
        )}
        {needsPin && (
          <Field
            autoComplete="off"
            autoFocus={!needsPresent}
            fault={pin !== "" && !isPin(pin) ? translate("settings.pin.digits") : undefined}
            hint={translate("settings.pin.digits")}
            inputMode="numeric"
            label={translate("settings.pin.new")}
            leftToRight
            onChange={setPin}
            type="password"
            value={pin}
          />
        )}
        {failure !== null && !isWrong && <FailureNote failure={failure} />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button
            isDisabled={!isReady}
            isPending={save.isPending}
            kind={question === "remove" ? "danger" : "primary"}
            type="submit"
          >
            {translate(`settings.pin.confirm.${question}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
