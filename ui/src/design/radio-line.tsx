import type { ReactNode } from "react";
import { Radio } from "react-aria-components";

/** One line of a choice that stands one below the other. */
export function RadioLine({
  value,
  children,
}: {
  readonly value: string;
  readonly children: ReactNode;
}) {
  return (
    <Radio
      className="relative flex min-h-8 items-center gap-2.5 rounded-control px-2.5 py-1 data-hovered:bg-hover data-selected:bg-selected data-focus-visible:outline-2 data-focus-visible:outline-focus"
      value={value}
    >
      {({ isSelected }) => (
        <>
          <span
            className={`grid size-4 shrink-0 place-items-center rounded-full border ${isSelected ? "border-accent" : "border-control"}`}
          >
            {isSelected && <span className="size-2 rounded-full bg-accent" />}
          </span>
          <span className="min-w-0 flex-1">{children}</span>
        </>
      )}
    </Radio>
  );
}
