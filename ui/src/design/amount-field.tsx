import { Field, type FieldProps } from "./field";
import { RiyalSign } from "./icons";

/** A field for riyals. What is typed stays as it is; `readHalalas` says what it means. */
export function AmountField(
  props: Omit<FieldProps, "tail" | "leftToRight" | "rows" | "ownDirection" | "inputMode">,
) {
  return (
    <Field
      {...props}
      inputMode="decimal"
      leftToRight
      tail={
        <span className="grid w-7 place-items-center text-ink-faint">
          <RiyalSign size={12} />
        </span>
      }
    />
  );
}
