import type { ReactNode } from "react";
import {
  NumberField as AriaNumberField,
  Button,
  Group,
  Input,
  Label,
  Text,
} from "react-aria-components";

import { AddIcon, LessIcon } from "./icons";

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** What the number counts, after it. */
  readonly unit?: ReactNode;
  /** The range, or what the number does. */
  readonly hint?: ReactNode;
  /** Called once the number is settled: on Enter, on leaving, on a step. */
  readonly onChange: (value: number) => void;
}

const stepButton =
  "grid h-full w-7 shrink-0 place-items-center text-ink-faint data-disabled:opacity-40 data-hovered:bg-hover data-hovered:text-ink";

/** A whole number within its range, in the digits of the locale; the range is kept by the field. */
export function NumberField({ label, value, least, most, unit, hint, onChange }: NumberFieldProps) {
  return (
    <AriaNumberField
      className="flex flex-col gap-1"
      formatOptions={{ maximumFractionDigits: 0 }}
      maxValue={most}
      minValue={least}
      onChange={(next) => {
        // An emptied field is no number; the old one comes back at the next drawing.
        if (Number.isFinite(next) && next !== value) {
          onChange(next);
        }
      }}
      step={1}
      value={value}
    >
      <Label className="font-medium">{label}</Label>
      <span className="flex items-center gap-2">
        <Group className="flex h-8 w-[124px] items-center overflow-hidden rounded-control border border-control bg-panel data-focus-within:border-focus">
          <Button className={stepButton} slot="decrement">
            <LessIcon size={12} />
          </Button>
          <Input className="h-full min-w-0 flex-1 select-text border-line border-x bg-panel text-center" />
          <Button className={stepButton} slot="increment">
            <AddIcon size={12} />
          </Button>
        </Group>
        {unit !== undefined && <span className="text-ink-soft">{unit}</span>}
      </span>
      {hint !== undefined && (
        <Text className="text-ink-faint text-small" slot="description">
          {hint}
        </Text>
      )}
    </AriaNumberField>
  );
}
