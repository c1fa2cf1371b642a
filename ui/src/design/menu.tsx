import type { ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps,
  type MenuProps,
  Separator,
} from "react-aria-components";

import { TickIcon } from "./icons";
import { Popover } from "./overlay";

/** A list of things to do or to choose, in a popover. */
export function Menu<Item extends object>({
  placement = "bottom start",
  ...rest
}: Omit<MenuProps<Item>, "className" | "style"> & {
  readonly placement?: "bottom start" | "bottom end" | "top end" | "top start";
}) {
  return (
    <Popover placement={placement}>
      <AriaMenu<Item> {...rest} className="min-w-48 p-1 outline-none" />
    </Popover>
  );
}

/** One line of a menu. */
export function MenuItem({
  words,
  children,
  aside,
  ...rest
}: Omit<MenuItemProps, "className" | "style" | "children" | "textValue"> & {
  /** The line as text, for typing ahead and screen readers. */
  readonly words: string;
  readonly children: ReactNode;
  /** What stands at the end of the line: a count, a key. */
  readonly aside?: ReactNode;
}) {
  return (
    <AriaMenuItem
      {...rest}
      className="flex h-8 items-center gap-2 rounded-control px-2 outline-none data-disabled:opacity-45 data-focused:bg-hover data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:-outline-offset-2"
      textValue={words}
    >
      {({ selectionMode, isSelected }) => (
        <>
          {selectionMode !== "none" && (
            <span className="grid size-4 shrink-0 place-items-center text-accent">
              {isSelected && <TickIcon />}
            </span>
          )}
          <span className="flex min-w-0 flex-1 items-center gap-2">{children}</span>
          {aside !== undefined && <span className="ps-4 text-ink-faint text-small">{aside}</span>}
        </>
      )}
    </AriaMenuItem>
  );
}

/** A line between groups of a menu. */
export function MenuSeparator() {
  return <Separator className="mx-2 my-1 h-px bg-line" />;
}
