import { type ReactNode, useEffect, useRef } from "react";

import type { OrderRow } from "../../bridge/types";
import type { Command } from "../../commands";
import { Amount, KeyCap, MoneyState } from "../../design";
import { useShortcutsEnabled } from "../../frame";
import { useMessages } from "../../messages";
import type { Line, Section } from "./lines";

/** The lines under their headings. */
export function PaletteList({
  id,
  sections,
  active,
  hidesMoney,
  onActive,
  onChoose,
}: {
  readonly id: string;
  readonly sections: readonly Section[];
  /** The place of the active line among all. */
  readonly active: number;
  readonly hidesMoney: boolean;
  readonly onActive: (place: number) => void;
  readonly onChoose: (line: Line) => void;
}) {
  const translate = useMessages();
  let before = 0;
  return (
    <div
      aria-label={translate("palette.lines")}
      className="relative min-h-0 flex-1 scroll-py-8 overflow-y-auto p-1.5"
      id={id}
      role="listbox"
      tabIndex={-1}
    >
      {sections.map(({ heading, lines }) => {
        const first = before;
        before += lines.length;
        const words = `${id}-${heading}`;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div aria-labelledby={words} key={heading} role="group">
            <p
              className="px-2.5 pt-2 pb-1 font-medium text-ink-faint text-small"
              id={words}
              role="presentation"
            >
              {translate(`commands.group.${heading}`)}
            </p>
            {lines.map((line, place) => (
              <Option
                id={`${id}-${first + place}`}
                isActive={first + place === active}
                key={line.id}
                onActive={() => onActive(first + place)}
                onChoose={() => onChoose(line)}
              >
                {line.kind === "command" ? (
                  <CommandWords command={line.command} />
                ) : (
                  <OrderWords hidesMoney={hidesMoney} row={line.row} />
                )}
              </Option>
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Option({
  id,
  isActive,
  onActive,
  onChoose,
  children,
}: {
  readonly id: string;
  readonly isActive: boolean;
  readonly onActive: () => void;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) {
      element.current?.scrollIntoView({ block: "nearest" });
    }
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active line
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field chooses the active line
    <div
      aria-selected={isActive}
      className={`flex h-9 cursor-default items-center gap-3 rounded-control px-2.5 ${isActive ? "bg-selected" : ""}`}
      id={id}
      onClick={onChoose}
      // The field would lose the focus.
      onMouseDown={(event) => event.preventDefault()}
      // Not on entering: lines that scroll under a resting pointer are not pointed at.
      onMouseMove={onActive}
      ref={element}
      role="option"
    >
      {children}
    </div>
  );
}

function CommandWords({ command }: { readonly command: Command }) {
  const translate = useMessages();
  const areSingleKeysOn = useShortcutsEnabled();
  const { key, words } = command;
  const isKeyShown = key !== undefined && (areSingleKeysOn || key.command === true);
  return (
    <>
      <bdi className="min-w-0 flex-1 truncate [text-align:-webkit-match-parent]">
        {words(translate)}
      </bdi>
      {isKeyShown && <KeyCap>{key.cap}</KeyCap>}
    </>
  );
}

function OrderWords({ row, hidesMoney }: { readonly row: OrderRow; readonly hidesMoney: boolean }) {
  const reference = row.orderNumber === null ? null : row.referenceNumber;
  return (
    <>
      <bdi className="w-28 shrink-0 truncate font-medium">{row.orderNumber ?? row.uuid}</bdi>
      <bdi className="min-w-0 flex-1 truncate text-ink-faint text-small">{reference}</bdi>
      <span className="w-40 shrink-0">
        <MoneyState stale={row.stale} status={row.financialStatus} type={row.orderType} />
      </span>
      {!hidesMoney && (
        <span className="flex w-28 shrink-0 justify-end">
          <Amount halalas={row.totalHalalas} text={row.totalText} />
        </span>
      )}
    </>
  );
}
