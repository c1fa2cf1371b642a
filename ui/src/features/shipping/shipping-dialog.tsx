import { type FormEvent, useState } from "react";
import { Radio, RadioGroup } from "react-aria-components";

import { shippingOf } from "../../actions";
import { failureOf } from "../../bridge";
import type { LabelPreset, OrderRow, Settings } from "../../bridge/types";
import { Button, Dialog, FailureNote, Field, ShippingState } from "../../design";
import { useFormat } from "../../format";
import { useLocale, useMessages } from "../../messages";
import { longestLabel, shippingStatuses } from "../../points";
import { useShip } from "../../queries";
import { useUndo } from "../../undo";

/** Chooses any shipping status and, if wanted, the label that the customer reads. */
export function ShippingDialog({
  row,
  settings,
  onClose,
}: {
  readonly row: OrderRow;
  readonly settings: Settings;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const ship = useShip();
  const { asked } = useUndo();
  const [target, setTarget] = useState<string>(
    row.shipping.next ?? row.shipping.word ?? "ready_shipping",
  );
  const [nameAr, setNameAr] = useState("");
  const [nameEn, setNameEn] = useState("");
  const isTooLong = lengthOf(nameAr) > longestLabel || lengthOf(nameEn) > longestLabel;
  const statuses = shippingStatuses.filter(
    (status) =>
      settings.licenceStep || status !== "license_in_progress" || row.shipping.word === status,
  );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isTooLong) {
      return;
    }
    ship.mutate(
      shippingOf(row, target, { nameAr: textOrNone(nameAr), nameEn: textOrNone(nameEn) }),
      {
        onSuccess: (actions) => {
          asked(actions);
          onClose();
        },
      },
    );
  };

  return (
    <Dialog isOpen onClose={onClose} title={translate("shipping.menu")}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <RadioGroup
          aria-label={translate("shipping.menu")}
          className="flex flex-col gap-0.5"
          onChange={setTarget}
          value={target}
        >
          {statuses.map((status) => (
            <Radio
              autoFocus={status === target}
              className="flex h-9 items-center gap-2.5 rounded-control px-2.5 data-hovered:bg-hover data-selected:bg-selected data-focus-visible:outline-2 data-focus-visible:outline-focus"
              key={status}
              value={status}
            >
              {({ isSelected }) => (
                <>
                  <span
                    className={`grid size-4 place-items-center rounded-full border ${isSelected ? "border-accent" : "border-control"}`}
                  >
                    {isSelected && <span className="size-2 rounded-full bg-accent" />}
                  </span>
                  <span className="flex-1">
                    <ShippingState licenceStep={settings.licenceStep} status={status} />
                  </span>
                  {row.shipping.word === status && (
                    <span className="text-ink-faint text-small">{translate("shipping.now")}</span>
                  )}
                  {row.shipping.next === status && (
                    <span className="text-ink-faint text-small">{translate("shipping.next")}</span>
                  )}
                </>
              )}
            </Radio>
          ))}
        </RadioGroup>
        <div className="flex flex-col gap-3 border-line border-t pt-3">
          <p className="text-ink-faint text-small">{translate("shipping.labelWhy")}</p>
          <Presets
            onChoose={(preset) => {
              setNameAr(preset.nameAr);
              setNameEn(preset.nameEn);
            }}
            presets={settings.labelPresets.filter(({ status }) => status === target)}
          />
          <LabelField
            label={translate("shipping.labelAr")}
            language="ar"
            onChange={setNameAr}
            value={nameAr}
          />
          <LabelField
            label={translate("shipping.labelEn")}
            language="en"
            onChange={setNameEn}
            value={nameEn}
          />
        </div>
        {ship.error !== null && <FailureNote failure={failureOf(ship.error)} />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button isDisabled={isTooLong || ship.isPending} kind="primary" type="submit">
            {translate("shipping.send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The shop's own labels for the chosen status: one press fills both fields. */
function Presets({
  presets,
  onChoose,
}: {
  readonly presets: readonly LabelPreset[];
  readonly onChoose: (preset: LabelPreset) => void;
}) {
  const translate = useMessages();
  const { language } = useLocale();
  if (presets.length === 0) {
    return null;
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and these are buttons
    <div aria-label={translate("shipping.presets")} className="flex flex-wrap gap-1.5" role="group">
      {presets.map((preset) => (
        <Button
          className="max-w-full"
          key={`${preset.nameAr}|${preset.nameEn}`}
          onPress={() => onChoose(preset)}
          size="small"
        >
          <bdi className="truncate">{language === "ar" ? preset.nameAr : preset.nameEn}</bdi>
        </Button>
      ))}
    </div>
  );
}

function LabelField({
  label,
  value,
  language,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly language: "ar" | "en";
  readonly onChange: (value: string) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const length = lengthOf(value);
  return (
    <div dir={language === "ar" ? "rtl" : "ltr"} lang={language}>
      <Field
        aside={
          <bdi className={length > longestLabel ? "text-stop" : ""} dir="ltr">
            {format.count(length)} / {format.count(longestLabel)}
          </bdi>
        }
        fault={
          length > longestLabel
            ? translate("shipping.labelTooLong", { count: length - longestLabel })
            : undefined
        }
        label={label}
        onChange={onChange}
        value={value}
      />
    </div>
  );
}

/** Characters as a person counts them, which is how Points counts too. */
function lengthOf(text: string): number {
  return [...text.trim()].length;
}

function textOrNone(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === "" ? null : trimmed;
}
