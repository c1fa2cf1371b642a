import { MenuTrigger } from "react-aria-components";

import { Button, type ButtonProps, ChevronDownIcon, Menu, MenuItem } from "../../design";
import { useFormat } from "../../format";
import { useMessages } from "../../messages";
import { type Snooze, snoozedUntil, snoozes } from "./snooze";

/** The button that puts off, and the times it offers. */
export function SnoozeMenu({
  words,
  keys,
  kind,
  size = "usual",
  isOpen,
  isDisabled = false,
  isPrimary = false,
  onOpenChange,
  onSnooze,
}: {
  readonly words: string;
  readonly keys?: string | undefined;
  readonly kind: NonNullable<ButtonProps["kind"]>;
  readonly size?: "small" | "usual";
  readonly isOpen: boolean;
  readonly isDisabled?: boolean;
  /** It is what the desk recommends. */
  readonly isPrimary?: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onSnooze: (until: number) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <Button
        isDisabled={isDisabled}
        kind={kind}
        size={size}
        {...(isPrimary ? { "data-case-primary": "" } : {})}
        {...(keys === undefined ? {} : { keys })}
      >
        {words}
        <ChevronDownIcon size={12} />
      </Button>
      <Menu
        aria-label={words}
        onAction={(choice) => onSnooze(snoozedUntil(choice as Snooze, Date.now()))}
        placement="top start"
      >
        {snoozes.map((choice) => {
          const name = translate(`case.snooze.${choice}`);
          const now = Date.now();
          return (
            <MenuItem
              aside={<bdi>{format.short(snoozedUntil(choice, now), now)}</bdi>}
              id={choice}
              key={choice}
              words={name}
            >
              {name}
            </MenuItem>
          );
        })}
      </Menu>
    </MenuTrigger>
  );
}
