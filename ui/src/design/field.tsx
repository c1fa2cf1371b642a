import type { ReactNode } from "react";
import {
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  type TextFieldProps,
} from "react-aria-components";

import { directionOf } from "./direction";

const box =
  "w-full rounded-control border border-control bg-panel text-ink data-focused:border-focus data-invalid:border-stop data-disabled:opacity-50 select-text";

export interface FieldProps extends Omit<TextFieldProps, "className" | "style" | "children"> {
  readonly label: string;
  /** What a person needs to know before typing. */
  readonly hint?: ReactNode;
  /** What is wrong, in words; the field is marked. */
  readonly fault?: ReactNode;
  readonly placeholder?: string;
  /** At the end of the label's line: a counter. */
  readonly aside?: ReactNode;
  /** Several lines. */
  readonly rows?: number;
  /** What is typed reads from left to right in every language: keys and addresses. */
  readonly leftToRight?: boolean;
  /** What is typed reads the way its own letters do: texts in either language. */
  readonly ownDirection?: boolean;
  /** Inside the box at its end: a show toggle. */
  readonly tail?: ReactNode;
}

/** A labelled text field with its hint and its fault. */
export function Field({
  label,
  hint,
  fault,
  placeholder = "",
  aside,
  rows,
  leftToRight = false,
  ownDirection = false,
  tail,
  ...rest
}: FieldProps) {
  const own = ownDirection ? directionOf(rest.value) : {};
  const hasFault = fault !== undefined && fault !== null && fault !== false;
  return (
    <AriaTextField {...rest} className="flex flex-col gap-1" isInvalid={hasFault}>
      <span className="flex items-baseline justify-between gap-4">
        <Label className="font-medium">{label}</Label>
        {aside !== undefined && <span className="text-ink-faint text-small">{aside}</span>}
      </span>
      <span className="relative block" dir={leftToRight ? "ltr" : undefined}>
        {rows === undefined ? (
          <Input
            className={`${box} h-8 px-2.5 ${tail === undefined ? "" : "pe-10"}`}
            {...own}
            placeholder={placeholder}
          />
        ) : (
          <TextArea
            className={`${box} field-sizing-content block max-h-80 resize-none px-2.5 py-2`}
            {...own}
            placeholder={placeholder}
            rows={rows}
            style={{ minBlockSize: `calc(${String(rows)} * var(--leading-body) + 18px)` }}
          />
        )}
        {tail !== undefined && (
          <span className="absolute inset-y-0 end-0.5 grid place-items-center">{tail}</span>
        )}
      </span>
      {hint !== undefined && !hasFault && (
        <Text className="text-ink-faint text-small" slot="description">
          {hint}
        </Text>
      )}
      <FieldError className="text-small text-stop">{fault}</FieldError>
    </AriaTextField>
  );
}
