import { type FormEvent, useState } from "react";

import { failureOf } from "../../bridge";
import type { OrderSelection, ShippingStep } from "../../bridge/types";
import { Button, FailureNote } from "../../design";
import { Message, useMessages } from "../../messages";
import { useShipPlanned, useShippingPlan } from "../../queries";
import { Preview } from "./preview";
import { StepChoice } from "./step-choice";

/** Where the orders are to go, and what that would do, before anything is asked for. */
export function ShipForm({
  selection,
  offered,
  licenceStep,
  onAsked,
  onClose,
}: {
  readonly selection: OrderSelection;
  readonly offered: ShippingStep;
  readonly licenceStep: boolean;
  /** The batch is on disk, and goes out. */
  readonly onAsked: (batch: number) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const [step, setStep] = useState(offered);
  const request = { selection, step };
  const { data: plan, error, isPlaceholderData } = useShippingPlan(request);
  const ship = useShipPlanned();
  const going = plan?.preview.going ?? 0;
  const isCancelling = step.step === "to" && step.word === "cancelled";
  // The number on the button is that of the step that is chosen.
  const isReady = plan !== undefined && !isPlaceholderData && error === null && going > 0;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !ship.isPending) {
      ship.mutate(plan.id, { onSuccess: ({ id }) => onAsked(id) });
    }
  };

  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <div className="grid grid-cols-[228px_minmax(0,1fr)] gap-6">
        <StepChoice licenceStep={licenceStep} onChange={setStep} step={step} />
        <div className="flex h-[min(380px,50vh)] min-w-0 flex-col border-line border-s ps-6">
          {error !== null ? (
            <FailureNote failure={failureOf(error)} />
          ) : plan === undefined ? (
            <p className="text-ink-faint">{translate("bulk.loading")}</p>
          ) : (
            // Scrolled by itself, so that the button stays in sight; by key too.
            <section
              aria-label={translate("bulk.preview")}
              className={`-me-5 min-h-0 overflow-y-auto pe-5 ${isPlaceholderData ? "opacity-55" : ""}`}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it has nothing in it to tab to
              tabIndex={0}
            >
              <Preview licenceStep={licenceStep} preview={plan.preview} />
            </section>
          )}
        </div>
      </div>
      {ship.error !== null && <FailureNote failure={failureOf(ship.error)} />}
      <div className="flex justify-end gap-2 border-line border-t pt-4">
        <Button onPress={onClose}>{translate("action.cancel")}</Button>
        <Button
          isDisabled={!isReady}
          isPending={ship.isPending}
          kind={isCancelling ? "danger" : "primary"}
          type="submit"
        >
          <Message
            id={isCancelling ? "bulk.confirmCancel" : "bulk.confirm"}
            values={{ count: going }}
          />
        </Button>
      </div>
    </form>
  );
}
