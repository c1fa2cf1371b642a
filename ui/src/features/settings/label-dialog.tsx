import { type FormEvent, useState } from "react";
import { RadioGroup } from "react-aria-components";

import type { LabelPreset } from "../../bridge/types";
import { Button, Dialog, Field, RadioLine, ShippingState } from "../../design";
import { useFormat } from "../../format";
import { useMessages } from "../../messages";
import { longestLabel, shippingStatuses } from "../../points";

/** A label for a status in both languages: customers read the one of theirs. */
export function LabelDialog({
  label,
  licenceStep,
  onSave,
  onClose,
}: {
  /** None: a new one. */
  readonly label: LabelPreset | null;
  readonly licenceStep: boolean;
  readonly onSave: (label: LabelPreset) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const [status, setStatus] = useState(label?.status ?? "ready_shipping");
  const [nameAr, setNameAr] = useState(label?.nameAr ?? "");
  const [nameEn, setNameEn] = useState(label?.nameEn ?? "");
  const isReady = [nameAr, nameEn].every((name) => {
    const length = lengthOf(name);
    return length > 0 && length <= longestLabel;
  });
  const statuses = shippingStatuses.filter(
    (one) => licenceStep || one !== "license_in_progress" || one === label?.status,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) {
      onSave({ status, nameAr: nameAr.trim(), nameEn: nameEn.trim() });
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={translate(label === null ? "settings.labels.add" : "settings.labels.changeTitle")}
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <RadioGroup
          aria-label={translate("settings.labels.status")}
          className="-mx-2.5 grid grid-cols-2 gap-x-2"
          onChange={setStatus}
          value={status}
        >
          {statuses.map((one) => (
            <RadioLine key={one} value={one}>
              <ShippingState licenceStep={licenceStep} status={one} />
            </RadioLine>
          ))}
        </RadioGroup>
        <NameField
          autoFocus
          label={translate("settings.labels.arabic")}
          language="ar"
          onChange={setNameAr}
          value={nameAr}
        />
        <NameField
          label={translate("settings.labels.english")}
          language="en"
          onChange={setNameEn}
          value={nameEn}
        />
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button isDisabled={!isReady} kind="primary" type="submit">
            {translate("settings.labels.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function NameField({
  label,
  language,
  value,
  autoFocus = false,
  onChange,
}: {
  readonly label: string;
  readonly language: "ar" | "en";
  readonly value: string;
  readonly autoFocus?: boolean;
  readonly onChange: (value: string) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const over = lengthOf(value) - longestLabel;
  return (
    <div lang={language}>
      <Field
        aside={
          <bdi className={over > 0 ? "text-stop" : ""} dir="ltr">
            {format.count(lengthOf(value))} / {format.count(longestLabel)}
          </bdi>
        }
        autoFocus={autoFocus}
        fault={over > 0 ? translate("shipping.labelTooLong", { count: over }) : undefined}
        label={label}
        onChange={onChange}
        ownDirection
        value={value}
      />
    </div>
  );
}

/** Characters as a person counts them. */
function lengthOf(text: string): number {
  return [...text.trim()].length;
}
