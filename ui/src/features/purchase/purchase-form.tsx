import { type FormEvent, useRef, useState } from "react";

import { newToken } from "../../actions";
import { failureOf } from "../../bridge";
import { AmountField, Button, Checkbox, FailureNote, Field } from "../../design";
import { formatPhone } from "../../format";
import { Message, type Translate, useMessages } from "../../messages";
import { useMakePurchase, useReadPhone } from "../../queries";
import {
  type Draft,
  emptyDraft,
  type FieldFault,
  faultsOf,
  isSound,
  longestCustomerName,
  type PurchaseKind,
  requestOf,
  totalOf,
} from "./draft";
import { Lines } from "./lines";
import type { Asked } from "./purchase-dialog";
import { Sum } from "./sum";

/** What was bought, by whom, and what it costs in all. */
export function PurchaseForm({
  kind,
  onAsked,
  onClose,
}: {
  readonly kind: PurchaseKind;
  readonly onAsked: (asked: Asked) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const make = useMakePurchase();
  const form = useRef<HTMLFormElement>(null);
  // One token a form: however often it is sent, it is one purchase.
  const [token] = useState(newToken);
  const [draft, setDraft] = useState(emptyDraft);
  const [isTried, setTried] = useState(false);
  const phone = usePhone(draft.phone);
  const faults = faultsOf(kind, draft, phone.read);
  const change = (some: Partial<Draft>) => setDraft({ ...draft, ...some });
  const words = (fault: FieldFault | null, field: FaultyField) =>
    faultWords(translate, fault, field, isTried);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const request = requestOf(kind, draft, token);
    if (!isSound(faults) || request === null) {
      // Once it is drawn, the first field that is wrong says what.
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>("input[aria-invalid=true]")?.focus(),
      );
      return;
    }
    if (!phone.isAsking && !make.isPending && !make.isSuccess) {
      make.mutate(request, { onSuccess: ({ id }) => onAsked({ id, request }) });
    }
  };

  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={submit} ref={form}>
      <p className="text-ink-soft">{translate(`purchase.what.${kind}`)}</p>
      <div className="grid grid-cols-3 gap-4">
        <Field
          autoFocus
          fault={words(faults.orderNumber, "orderNumber")}
          isRequired
          label={translate("purchase.orderNumber")}
          leftToRight
          onChange={(orderNumber) => change({ orderNumber })}
          validationBehavior="aria"
          value={draft.orderNumber}
        />
        <Field
          fault={phone.isAsking ? undefined : words(faults.phone, "phone")}
          hint={
            phone.read === null ? (
              translate(kind === "earning" ? "purchase.phoneNeeded" : "purchase.optional")
            ) : (
              <Message id="purchase.phoneRead" values={{ phone: spelled(phone.read) }} />
            )
          }
          inputMode="tel"
          isRequired={kind === "earning"}
          label={translate("purchase.phone")}
          leftToRight
          onChange={(typed) => change({ phone: typed })}
          validationBehavior="aria"
          value={draft.phone}
        />
        <Field
          hint={translate("purchase.optional")}
          label={translate("purchase.customerName")}
          maxLength={longestCustomerName}
          onChange={(customerName) => change({ customerName })}
          ownDirection
          value={draft.customerName}
        />
      </div>
      <Lines
        faults={faults.lines}
        isNeeded={kind === "earning"}
        isTried={isTried}
        lines={draft.lines}
        onChange={(lines) => change({ lines })}
      />
      <div className="grid grid-cols-[1fr_1fr_minmax(220px,1.4fr)] gap-4 border-line border-t pt-4">
        <AmountField
          fault={words(faults.shipping, "shipping")}
          hint={translate("purchase.optional")}
          label={translate("purchase.shipping")}
          onChange={(shipping) => change({ shipping })}
          value={draft.shipping}
        />
        <AmountField
          fault={words(faults.discount, "discount")}
          hint={translate("purchase.optional")}
          label={translate("purchase.discount")}
          onChange={(discount) => change({ discount })}
          value={draft.discount}
        />
        <Sum
          draft={draft}
          fault={words(faults.total, "total")}
          kind={kind}
          onTotal={(total) => change({ total })}
        />
      </div>
      <Checkbox isSelected={draft.hasVat} onChange={(hasVat) => change({ hasVat })}>
        {translate("purchase.hasVat")}
      </Checkbox>
      {make.error !== null && <FailureNote failure={failureOf(make.error)} />}
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{translate("action.cancel")}</Button>
        <Button isPending={make.isPending} kind="primary" type="submit">
          {translate(`purchase.confirm.${kind}`)}
        </Button>
      </div>
      <p className="sr-only" role="status">
        {isTried && !isSound(faults) && totalOf(draft) !== null
          ? translate("purchase.somethingMissing")
          : ""}
      </p>
    </form>
  );
}

/** The number as the desk reads it, live. */
function usePhone(text: string): { readonly read: string | null; readonly isAsking: boolean } {
  const { data, isPlaceholderData, isPending } = useReadPhone(text);
  const isTyped = text.trim() !== "";
  return {
    read: isTyped ? (data ?? null) : null,
    isAsking: isTyped && (isPending || isPlaceholderData),
  };
}

/** `512345678` as people write it. */
function spelled(phone: string) {
  return <bdi dir="ltr">{formatPhone(phone)}</bdi>;
}

type FaultyField = "orderNumber" | "phone" | "shipping" | "discount" | "total";

/** What is wrong, in words; what is only missing is said once somebody tries to go on. */
function faultWords(
  translate: Translate,
  fault: FieldFault | null,
  field: FaultyField,
  isTried: boolean,
): string | undefined {
  if (fault === null || (fault === "missing" && !isTried)) {
    return undefined;
  }
  if (fault === "notPositive") {
    return translate("purchase.fault.notPositive");
  }
  if (field === "orderNumber" || field === "phone") {
    return translate(
      field === "orderNumber"
        ? "purchase.fault.orderNumber"
        : fault === "missing"
          ? "purchase.fault.phoneMissing"
          : "purchase.fault.phone",
    );
  }
  return translate(fault === "missing" ? "purchase.fault.totalMissing" : "purchase.fault.amount");
}
