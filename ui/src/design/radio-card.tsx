import { Radio } from "react-aria-components";

/** One of a few choices that stand side by side, with what it means. */
export function RadioCard({
  value,
  words,
  what,
}: {
  readonly value: string;
  readonly words: string;
  readonly what: string;
}) {
  return (
    <Radio
      className="relative flex gap-2.5 rounded-card border border-line-strong bg-panel px-3 py-2.5 data-disabled:opacity-60 data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:outline-offset-1 data-hovered:bg-hover data-selected:border-accent data-selected:bg-accent-soft"
      value={value}
    >
      {({ isSelected }) => (
        <>
          <span
            className={`mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border bg-panel ${isSelected ? "border-accent" : "border-control"}`}
          >
            {isSelected && <span className="size-2 rounded-full bg-accent" />}
          </span>
          <span className="min-w-0">
            <span className="block font-medium">{words}</span>
            <span className="block text-ink-faint text-small">{what}</span>
          </span>
        </>
      )}
    </Radio>
  );
}
