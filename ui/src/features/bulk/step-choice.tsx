import { type ReactNode, useState } from "react";
import { Radio, RadioGroup } from "react-aria-components";

import type { ShippingStep } from "../../bridge/types";
import { ShippingState } from "../../design";
import { useMessages } from "../../messages";
import { shippingStatuses } from "../../points";

const next = "next";

/** Each to its next status, or all to one; the statuses along the shop's path. */
export function StepChoice({
  step,
  licenceStep,
  onChange,
}: {
  readonly step: ShippingStep;
  readonly licenceStep: boolean;
  readonly onChange: (step: ShippingStep) => void;
}) {
  const translate = useMessages();
  const chosen = step.step === "to" ? step.word : next;
  const [offered] = useState(chosen);
  const statuses = shippingStatuses.filter(
    (status) => licenceStep || status !== "license_in_progress" || status === chosen,
  );
  return (
    <RadioGroup
      aria-label={translate("bulk.step")}
      className="flex flex-col gap-0.5 p-0.5"
      onChange={(value) => onChange(value === next ? { step: next } : { step: "to", word: value })}
      value={chosen}
    >
      <Line isOffered={offered === next} value={next}>
        {translate("bulk.step.next")}
      </Line>
      <span aria-hidden="true" className="mx-2.5 my-1 h-px bg-line" />
      {statuses.map((status) => (
        <Line isOffered={offered === status} key={status} value={status}>
          <ShippingState licenceStep={licenceStep} status={status} />
        </Line>
      ))}
    </RadioGroup>
  );
}

function Line({
  value,
  isOffered,
  children,
}: {
  readonly value: string;
  /** The focus begins here: the arrows choose another step, Enter takes it. */
  readonly isOffered: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Radio
      autoFocus={isOffered}
      className="flex min-h-9 items-center gap-2.5 rounded-control px-2.5 py-1 data-hovered:bg-hover data-selected:bg-selected data-focus-visible:outline-2 data-focus-visible:outline-focus"
      value={value}
    >
      {({ isSelected }) => (
        <>
          <span
            className={`grid size-4 shrink-0 place-items-center rounded-full border ${isSelected ? "border-accent" : "border-control"}`}
          >
            {isSelected && <span className="size-2 rounded-full bg-accent" />}
          </span>
          {children}
        </>
      )}
    </Radio>
  );
}
