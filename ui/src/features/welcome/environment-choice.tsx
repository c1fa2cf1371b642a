import { Button as AriaButton, Label, RadioGroup } from "react-aria-components";

import type { Environment } from "../../bridge/types";
import { ChevronDownIcon, RadioCard } from "../../design";
import { useMessages } from "../../messages";

/** What a person can connect to; a demo is made by the program that starts it. */
export type ConnectEnvironment = Exclude<Environment, "demo">;

const usual = ["production", "sandbox"] as const satisfies readonly ConnectEnvironment[];

/** Which Points: the real one or its test system; any other address is folded away. */
export function EnvironmentChoice({
  value,
  isDisabled,
  onChange,
}: {
  readonly value: ConnectEnvironment;
  readonly isDisabled: boolean;
  readonly onChange: (value: ConnectEnvironment) => void;
}) {
  const translate = useMessages();
  const isOther = value === "custom";
  return (
    <div className="flex flex-col gap-1.5">
      <RadioGroup
        className="flex flex-col gap-1"
        isDisabled={isDisabled}
        onChange={(chosen) => {
          const environment = usual.find((candidate) => candidate === chosen);
          if (environment !== undefined) {
            onChange(environment);
          }
        }}
        orientation="horizontal"
        value={isOther ? null : value}
      >
        <Label className="font-medium">{translate("welcome.environment")}</Label>
        <div className="grid grid-cols-2 gap-2">
          {usual.map((environment) => (
            <RadioCard
              key={environment}
              value={environment}
              what={translate(`welcome.${environment}`)}
              words={translate(`environment.${environment}`)}
            />
          ))}
        </div>
      </RadioGroup>
      <AriaButton
        aria-expanded={isOther}
        className="flex items-center gap-1 self-start rounded-control px-1 text-ink-faint text-small data-hovered:text-ink"
        isDisabled={isDisabled}
        onPress={() => onChange(isOther ? "production" : "custom")}
      >
        <ChevronDownIcon className={isOther ? "" : "-rotate-90 rtl:rotate-90"} size={12} />
        {translate("environment.custom")}
      </AriaButton>
    </div>
  );
}
