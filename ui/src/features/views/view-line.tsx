import { type HTMLAttributes, useState } from "react";
import { Button as AriaButton, MenuTrigger } from "react-aria-components";

import type { OrderTotal, SavedView } from "../../bridge/types";
import { Menu, MenuItem, MenuSeparator, MoreIcon, ViewIcon } from "../../design";
import { useFormat } from "../../format";
import { go, usePlace, writePlace } from "../../location";
import { useMessages } from "../../messages";
import { placeOfView } from "../../saved-views";
import { nameOfView } from "./names";

/** From here on a number says only "or more": it would tell nobody more. */
const manyOrders = 10_000;

/** One view in the side bar, with its menu. */
export function ViewLine({
  view,
  count,
  isHere,
  isFirst,
  isLast,
  line,
  grip,
  className,
  onEdit,
  onMove,
  onRemove,
}: {
  readonly view: SavedView;
  readonly count: OrderTotal | null;
  /** The list shows it. */
  readonly isHere: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly line: HTMLAttributes<HTMLLIElement>;
  readonly grip: HTMLAttributes<HTMLAnchorElement>;
  readonly className: string;
  readonly onEdit: () => void;
  readonly onMove: (step: -1 | 1) => void;
  readonly onRemove: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const place = usePlace();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const name = nameOfView(view, translate);
  const found =
    count === null
      ? null
      : count.atLeast || count.count >= manyOrders
        ? `${format.count(Math.min(count.count, manyOrders))}+`
        : format.count(count.count);
  const actions = {
    edit: onEdit,
    up: () => onMove(-1),
    down: () => onMove(1),
    remove: onRemove,
  };
  return (
    <li className={`group/view relative shrink-0 ${className}`} {...line}>
      <a
        aria-current={isHere ? "page" : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        className={`flex h-8 items-center justify-center gap-2 rounded-control px-2 rail:h-7 rail:justify-start rail:text-small ${
          isHere
            ? "bg-accent-soft font-medium text-accent"
            : "text-ink-soft hover:bg-sunken hover:text-ink"
        }`}
        draggable={false}
        href={writePlace({ ...place, ...placeOfView(view, Date.now()) })}
        onClick={(event) => {
          event.preventDefault();
          go(placeOfView(view, Date.now()));
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenuOpen(true);
        }}
        title={found === null ? name : `${name} · ${found}`}
        {...grip}
      >
        <ViewIcon className="shrink-0" icon={view.icon} />
        <bdi className="min-w-0 flex-1 truncate [text-align:-webkit-match-parent] max-rail:sr-only">
          {name}
        </bdi>
        {found !== null && (
          <bdi
            className={`text-ink-faint text-small max-rail:sr-only ${isMenuOpen ? "opacity-0" : "group-focus-within/view:opacity-0 group-hover/view:opacity-0"}`}
            dir="ltr"
          >
            {found}
          </bdi>
        )}
      </a>
      <MenuTrigger isOpen={isMenuOpen} onOpenChange={setMenuOpen}>
        <AriaButton
          aria-label={translate("view.menu", { name })}
          className={`absolute end-1 top-0.5 grid size-6 place-items-center rounded-small text-ink-soft max-rail:end-0 max-rail:top-0 max-rail:size-4 max-rail:bg-canvas data-hovered:bg-hover data-hovered:text-ink ${
            isMenuOpen
              ? ""
              : "opacity-0 group-focus-within/view:opacity-100 group-hover/view:opacity-100"
          }`}
        >
          <MoreIcon size={14} />
        </AriaButton>
        <Menu
          aria-label={translate("view.menu", { name })}
          disabledKeys={[...(isFirst ? ["up"] : []), ...(isLast ? ["down"] : [])]}
          onAction={(key) => actions[key as keyof typeof actions]()}
        >
          <MenuItem id="edit" words={translate("view.edit")}>
            {translate("view.edit")}
          </MenuItem>
          <MenuItem
            aside={
              <kbd className="font-sans" dir="ltr">
                Alt ↑
              </kbd>
            }
            id="up"
            words={translate("view.up")}
          >
            {translate("view.up")}
          </MenuItem>
          <MenuItem
            aside={
              <kbd className="font-sans" dir="ltr">
                Alt ↓
              </kbd>
            }
            id="down"
            words={translate("view.down")}
          >
            {translate("view.down")}
          </MenuItem>
          <MenuSeparator />
          <MenuItem id="remove" words={translate("view.remove")}>
            <span className="text-stop">{translate("view.remove")}</span>
          </MenuItem>
        </Menu>
      </MenuTrigger>
    </li>
  );
}
