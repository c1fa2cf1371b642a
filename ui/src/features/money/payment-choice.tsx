import { RadioGroup } from "react-aria-components";

import { RadioLine } from "../../design";
import { useMessages } from "../../messages";
import { type PaymentMethod, paymentMethods } from "../../points";

const none = "none";

/** How it was paid, where somebody wants Points to know. */
export function PaymentChoice({
  method,
  onChange,
}: {
  readonly method: PaymentMethod | null;
  readonly onChange: (method: PaymentMethod | null) => void;
}) {
  const translate = useMessages();
  return (
    <div className="flex flex-col gap-1">
      <p aria-hidden="true" className="font-medium">
        {translate("payment.title")}
      </p>
      <RadioGroup
        aria-label={translate("payment.title")}
        className="-mx-2.5 grid grid-cols-2 gap-x-2"
        onChange={(value) =>
          onChange(paymentMethods.find((candidate) => candidate === value) ?? null)
        }
        value={method ?? none}
      >
        <RadioLine value={none}>{translate("payment.none")}</RadioLine>
        {paymentMethods.map((one) => (
          <RadioLine key={one} value={one}>
            {translate(`payment.${one}`)}
          </RadioLine>
        ))}
      </RadioGroup>
    </div>
  );
}
