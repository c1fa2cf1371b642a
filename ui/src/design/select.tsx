import {
  Select as AriaSelect,
  Button,
  ListBox,
  ListBoxItem,
  SelectValue,
} from "react-aria-components";

import { ChevronDownIcon, TickIcon } from "./icons";
import { Popover } from "./overlay";

/** What can be chosen in a select. */
export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly words: string;
  /** What stands there once it is chosen, where the words explain more than that. */
  readonly short?: string;
}

/** A choice of many, one in sight. Arrows and letters choose without opening it. */
export function Select<Value extends string>({
  name,
  value,
  options,
  placeholder = "",
  tone = "usual",
  isDisabled = false,
  className = "",
  onChange,
}: {
  /** What is chosen, for those who do not see what stands beside it. */
  readonly name: string;
  readonly value: Value | null;
  readonly options: readonly SelectOption<Value>[];
  /** What stands there while nothing is chosen. */
  readonly placeholder?: string;
  /** `quiet` where nothing is meant to be chosen, `needs` where a person has to. */
  readonly tone?: "usual" | "quiet" | "needs";
  readonly isDisabled?: boolean;
  readonly className?: string;
  readonly onChange: (value: Value) => void;
}) {
  const chosen = options.find((option) => option.value === value);
  const look = {
    usual: "border-control bg-panel text-ink",
    quiet: "border-line-strong bg-transparent text-ink-faint",
    needs: "border-needs bg-needs-soft text-needs",
  }[tone];
  return (
    <AriaSelect
      aria-label={name}
      className={className}
      isDisabled={isDisabled}
      onChange={(key) => {
        const option = options.find((candidate) => candidate.value === key);
        if (option !== undefined) {
          onChange(option.value);
        }
      }}
      placeholder={placeholder}
      value={value}
    >
      <Button
        className={`flex h-8 w-full min-w-0 items-center gap-2 rounded-control border ps-2.5 pe-2 text-start data-hovered:bg-hover data-disabled:opacity-50 ${look}`}
      >
        <SelectValue className="min-w-0 flex-1 truncate">
          {({ selectedText }) =>
            chosen === undefined ? placeholder : (chosen.short ?? selectedText)
          }
        </SelectValue>
        <ChevronDownIcon className="shrink-0 opacity-75" />
      </Button>
      <Popover placement="bottom start">
        <ListBox className="min-w-(--trigger-width) p-1 outline-none">
          {options.map((option) => (
            <ListBoxItem
              className="flex min-h-8 items-center gap-2 rounded-control px-2 py-1 outline-none data-focused:bg-selected data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:-outline-offset-2"
              id={option.value}
              key={option.value}
              textValue={option.words}
            >
              {({ isSelected }) => (
                <>
                  <span className="grid size-4 shrink-0 place-items-center text-accent">
                    {isSelected && <TickIcon />}
                  </span>
                  <span className="min-w-0 flex-1">{option.words}</span>
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
