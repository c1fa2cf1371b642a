import { Button as AriaButton, Label, Radio, RadioGroup } from "react-aria-components";

import type { Environment } from "../../bridge/types";
import { ChevronDownIcon } from "../../design";
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
            <Radio
              className="flex gap-2.5 rounded-card border border-line-strong bg-panel px-3 py-2.5 data-disabled:opacity-60 data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:outline-offset-1 data-hovered:bg-hover data-selected:border-accent data-selected:bg-accent-soft"
              key={environment}
              value={environment}
            >
              {({ isSelected }) => (
                <>
                  <span
                    className={`mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border bg-panel ${isSelected ? "border-accent" : "border-control"}`}
                  >
                    {isSelected && <span className="size-2 rounded-full bg-accent" />}
                  </span>
                  <span className="min-w-0">
                    <span className="block font-medium">
                      {translate(`environment.${environment}`)}
                    </span>
                    <span className="block text-ink-faint text-small">
                      {translate(`welcome.${environment}`)}
                    </span>
                  </span>
                </>
              )}
            </Radio>
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
