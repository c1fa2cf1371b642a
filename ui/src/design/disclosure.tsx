import { type ReactNode, useId } from "react";
import { Button as AriaButton } from "react-aria-components";

import { ChevronDownIcon } from "./icons";

/** What few people need, folded away under its name. It is not there at all while it is closed. */
export function Disclosure({
  words,
  aside,
  isOpen,
  isDisabled = false,
  onChange,
  children,
}: {
  readonly words: string;
  /** What is in it, for those who look for it. */
  readonly aside?: string;
  readonly isOpen: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
}) {
  const panel = useId();
  return (
    <div className="flex min-w-0 flex-col">
      <AriaButton
        aria-expanded={isOpen}
        {...(isOpen ? { "aria-controls": panel } : {})}
        className="flex min-h-7 max-w-full items-center gap-1.5 self-start rounded-control pe-2 text-start text-ink-soft data-disabled:opacity-45 data-hovered:text-ink"
        isDisabled={isDisabled}
        onPress={() => onChange(!isOpen)}
      >
        <ChevronDownIcon
          className={`shrink-0 ${isOpen ? "" : "-rotate-90 rtl:rotate-90"}`}
          size={12}
        />
        <span className="font-medium">{words}</span>
        {aside !== undefined && (
          <span className="min-w-0 truncate text-ink-faint text-small">{aside}</span>
        )}
      </AriaButton>
      {isOpen && (
        <div className="pt-3" id={panel}>
          {children}
        </div>
      )}
    </div>
  );
}
