import type { ReactElement } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";

/** The name of what has no words of its own, with its key. */
export function Tooltip({
  words,
  keys,
  children,
}: {
  readonly words: string;
  readonly keys?: string;
  readonly children: ReactElement;
}) {
  return (
    <TooltipTrigger closeDelay={0} delay={500}>
      {children}
      <AriaTooltip
        className="appear z-50 flex items-center gap-2 rounded-control bg-ink px-2 py-1 text-panel text-small shadow-over"
        offset={6}
      >
        <span>{words}</span>
        {keys !== undefined && (
          <kbd className="font-sans opacity-75" dir="ltr">
            {keys}
          </kbd>
        )}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
