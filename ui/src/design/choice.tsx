import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps,
  ToggleButton,
  ToggleButtonGroup,
} from "react-aria-components";

import { TickIcon } from "./icons";

/** A check box with its words. */
export function Checkbox({
  children,
  ...rest
}: Omit<CheckboxProps, "className" | "style" | "children"> & { readonly children: ReactNode }) {
  return (
    <AriaCheckbox
      {...rest}
      className="group relative inline-flex items-start gap-2 data-disabled:opacity-45"
    >
      <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-small border border-control bg-panel text-on-accent group-data-focus-visible:outline-2 group-data-focus-visible:outline-focus group-data-focus-visible:outline-offset-1 group-data-selected:border-accent group-data-selected:bg-accent">
        <TickIcon className="opacity-0 group-data-selected:opacity-100" size={12} />
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}

/** A choice of a few, all of them in sight. */
export function Choices<Value extends string>({
  name,
  value,
  options,
  onChange,
}: {
  readonly name: string;
  readonly value: Value;
  readonly options: readonly {
    readonly value: Value;
    readonly words: ReactNode;
    readonly name?: string;
  }[];
  readonly onChange: (value: Value) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={name}
      className="inline-flex gap-0.5 rounded-control bg-sunken p-0.5"
      disallowEmptySelection
      onSelectionChange={(chosen) => {
        const option = options.find((candidate) => chosen.has(candidate.value));
        if (option !== undefined) {
          onChange(option.value);
        }
      }}
      selectedKeys={[value]}
      selectionMode="single"
    >
      {options.map((option) => (
        <ToggleButton
          className="h-7 rounded-small px-2.5 text-ink-soft text-small data-hovered:text-ink data-selected:bg-raised data-selected:font-medium data-selected:text-ink data-selected:shadow-flat"
          id={option.value}
          key={option.value}
          {...(option.name === undefined ? {} : { "aria-label": option.name })}
        >
          {option.words}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** How much of a known amount of work is done. */
export function Progress({
  name,
  done,
  total,
}: {
  readonly name: string;
  readonly done: number;
  readonly total: number;
}) {
  const share = total === 0 ? 0 : Math.min(100, (done / total) * 100);
  return (
    <span
      aria-label={name}
      aria-valuemax={total}
      aria-valuemin={0}
      aria-valuenow={done}
      className="block h-1 w-full overflow-hidden rounded-full bg-current/25"
      role="progressbar"
    >
      <span className="block h-full rounded-full bg-current" style={{ inlineSize: `${share}%` }} />
    </span>
  );
}
