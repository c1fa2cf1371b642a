import type { ReactNode } from "react";
import { MenuTrigger } from "react-aria-components";

import type { OrderTotal } from "../../bridge/types";
import { Button, ChevronDownIcon, Menu, MenuItem } from "../../design";
import { useFormat } from "../../format";

/** A status to choose, with how many of the orders in question have it; null: not counted. */
export interface StatusOption {
  readonly status: string;
  readonly count: OrderTotal | null;
}

/** Statuses to choose from, several at once, each with how many orders have it. */
export function StatusFilter({
  name,
  options,
  selected,
  wordOf,
  markOf,
  onChange,
  onOpenChange,
}: {
  readonly name: string;
  readonly options: readonly StatusOption[];
  readonly selected: readonly string[];
  readonly wordOf: (status: string) => string;
  readonly markOf: (status: string) => ReactNode;
  readonly onChange: (selected: string[]) => void;
  readonly onOpenChange: (isOpen: boolean) => void;
}) {
  const format = useFormat();
  const isOn = selected.length > 0;
  return (
    <MenuTrigger onOpenChange={onOpenChange}>
      <Button
        className={isOn ? "border-accent! bg-accent-soft! text-accent!" : ""}
        isDisabled={options.length === 0}
        size="small"
      >
        <span className={isOn ? "font-medium" : ""}>{name}</span>
        {isOn && (
          <bdi className="max-w-[180px] truncate">
            {selected.length === 1 ? selected.map(wordOf) : format.count(selected.length)}
          </bdi>
        )}
        <ChevronDownIcon size={14} />
      </Button>
      <Menu
        aria-label={name}
        onSelectionChange={(chosen) =>
          onChange(
            chosen === "all"
              ? options.map(({ status }) => status)
              : [...chosen].map((key) => fromKey(String(key))),
          )
        }
        selectedKeys={selected.map(toKey)}
        selectionMode="multiple"
        shouldCloseOnSelect={false}
      >
        {options.map(({ status, count }) => (
          <MenuItem
            aside={count !== null && <Counted count={count} />}
            id={toKey(status)}
            key={status}
            words={wordOf(status)}
          >
            {markOf(status)}
            <bdi>{wordOf(status)}</bdi>
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

/** How many; of what was not counted to its end at least so many. */
function Counted({ count: { count, atLeast } }: { readonly count: OrderTotal }) {
  const format = useFormat();
  return atLeast && count === 0 ? null : (
    <bdi dir="ltr">
      {format.count(count)}
      {atLeast && "+"}
    </bdi>
  );
}

// "Points has not said" is the empty text, which cannot be the key of a menu's line.
const toKey = (status: string) => `status:${status}`;
const fromKey = (key: string) => key.slice("status:".length);
