import type { ReactNode } from "react";
import { MenuTrigger } from "react-aria-components";

import type { StatusCount } from "../../bridge/types";
import { Button, ChevronDownIcon, Menu, MenuItem } from "../../design";
import { useFormat } from "../../format";

/** Statuses to choose from, several at once, each with how many orders have it. */
export function StatusFilter({
  name,
  options,
  selected,
  wordOf,
  markOf,
  onChange,
}: {
  readonly name: string;
  readonly options: readonly StatusCount[];
  readonly selected: readonly string[];
  readonly wordOf: (status: string) => string;
  readonly markOf: (status: string) => ReactNode;
  readonly onChange: (selected: string[]) => void;
}) {
  const format = useFormat();
  const isOn = selected.length > 0;
  return (
    <MenuTrigger>
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
            aside={format.count(count)}
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

// "Points has not said" is the empty text, which cannot be the key of a menu's line.
const toKey = (status: string) => `status:${status}`;
const fromKey = (key: string) => key.slice("status:".length);
