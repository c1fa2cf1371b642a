import { RadioGroup } from "react-aria-components";

import { Field, RadioLine } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { longestReason } from "../../points";
import { type Filled, lengthOf, type Missing, readyReasons } from "./asking";

/** Why: one of a few, or own words. Points keeps it, and may show it to the customer. */
export function ReasonChoice({
  kind,
  filled,
  fault,
  onChange,
}: {
  readonly kind: keyof typeof readyReasons;
  readonly filled: Filled;
  readonly fault: Missing["reason"];
  readonly onChange: (some: Partial<Filled>) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const choices = [...readyReasons[kind], "own"] as const;
  const length = lengthOf(filled.ownReason);
  return (
    <div className="flex flex-col gap-1">
      <p aria-hidden="true" className="font-medium">
        {translate("moving.reason")}
      </p>
      <RadioGroup
        aria-label={translate("moving.reason")}
        className="-mx-2.5 flex flex-col"
        isRequired
        onChange={(value) =>
          onChange({ reason: choices.find((choice) => choice === value) ?? null })
        }
        validationBehavior="aria"
        value={filled.reason}
      >
        {choices.map((choice) => (
          <RadioLine key={choice} value={choice}>
            {translate(`moving.reason.${choice}`)}
          </RadioLine>
        ))}
      </RadioGroup>
      {filled.reason === "own" && (
        <Field
          aside={
            <bdi className={fault === "tooLong" ? "text-stop" : ""} dir="ltr">
              {format.count(length)} / {format.count(longestReason)}
            </bdi>
          }
          autoFocus
          fault={
            fault === "tooLong" ? (
              <Message id="moving.reason.tooLong" values={{ count: length - longestReason }} />
            ) : undefined
          }
          label={translate("moving.reason.words")}
          onChange={(ownReason) => onChange({ ownReason })}
          ownDirection
          rows={2}
          value={filled.ownReason}
        />
      )}
    </div>
  );
}
