import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";

import { failureOf } from "../../bridge";
import { useCommandBook } from "../../commands";
import { directionOf, FailureNote, SearchIcon } from "../../design";
import { shortcuts } from "../../frame";
import { everyOrder, go } from "../../location";
import { useMessages } from "../../messages";
import { useFoundOrders } from "../../queries";
import { everySection, foundSections, type Line } from "./lines";
import { meant, named } from "./matching";
import { PaletteList } from "./palette-list";

/** So many orders are shown. */
const mostOrders = 8;

/** What is typed, and the lines for it. The focus stays in the field; one line is active. */
export function PaletteBox({
  hidesMoney,
  onChoose,
  onClose,
}: {
  readonly hidesMoney: boolean;
  readonly onChoose: (act: () => void) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const book = useCommandBook();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  // What applied when it was opened: no line moves away under the finger.
  const [commands] = useState(book.all);
  const [recent] = useState(book.recent);
  const [typed, setTyped] = useState("");
  // Nothing is active before something is typed or pointed at: a second key must not send.
  const [active, setActive] = useState(-1);
  // Enter came before the orders did.
  const [isAwaited, setAwaited] = useState(false);

  const search = typed.trim();
  const orders = useFoundOrders(search === "" ? null : { ...everyOrder, search }, mostOrders);
  const hasTyped = search !== "";
  const names = useMemo(() => (hasTyped ? named(commands) : []), [commands, hasTyped]);
  const sections = useMemo(
    () =>
      hasTyped
        ? foundSections(meant(names, search, recent), orders.rows)
        : everySection(commands, recent),
    [hasTyped, names, search, recent, orders.rows, commands],
  );
  const lines = sections.flatMap((section) => section.lines);
  const chosen = Math.min(active, lines.length - 1);
  const line = lines[chosen];

  const choose = (picked: Line) => {
    if (picked.kind === "order") {
      onChoose(() => go({ screen: "orders", order: picked.row.uuid }));
      return;
    }
    const { command } = picked;
    book.ran(command.id);
    // As it is by then: what was drawn since may have given it something else to do.
    onChoose(() => (book.all().find((now) => now.id === command.id) ?? command).run());
  };
  const latest = useRef(choose);
  latest.current = choose;
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (isAwaited && orders.isAnswered) {
      setAwaited(false);
      if (line !== undefined) {
        latest.current(line);
      }
    }
  }, [isAwaited, orders.isAnswered, line]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    const isOwnKey =
      event.code === shortcuts.palette.code && (event.ctrlKey || event.metaKey) && !event.repeat;
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (isOwnKey) {
      event.preventDefault();
      onClose();
    } else if (step !== undefined && lines.length > 0) {
      event.preventDefault();
      setActive(
        chosen < 0 && step < 0 ? lines.length - 1 : (chosen + step + lines.length) % lines.length,
      );
    } else if (event.code === "Enter" || event.code === "NumpadEnter") {
      event.preventDefault();
      if (event.repeat) {
        return;
      }
      const isStale = line === undefined || line.kind === "order";
      if (isStale && !orders.isAnswered) {
        setAwaited(true);
      } else if (line !== undefined) {
        choose(line);
      }
    }
  };

  return (
    <>
      <div className="flex shrink-0 items-center gap-3 border-line border-b px-4 text-ink-faint">
        <SearchIcon />
        <input
          aria-activedescendant={line === undefined ? undefined : `${id}-${chosen}`}
          aria-autocomplete="list"
          aria-controls={lines.length > 0 ? id : undefined}
          aria-expanded={lines.length > 0}
          aria-label={translate("palette.name")}
          autoComplete="off"
          // Text of either direction begins where the page begins.
          className="h-12 min-w-0 flex-1 select-text bg-transparent text-ink text-title outline-none [text-align:-webkit-match-parent]"
          {...directionOf(typed)}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(event.target.value.trim() === "" ? -1 : 0);
            setAwaited(false);
          }}
          onKeyDown={onKeyDown}
          placeholder={translate("palette.placeholder")}
          ref={input}
          role="combobox"
          spellCheck={false}
          type="text"
          value={typed}
        />
      </div>
      {orders.error !== null && (
        <div className="p-2">
          <FailureNote failure={failureOf(orders.error)} />
        </div>
      )}
      {lines.length > 0 && (
        <PaletteList
          active={chosen}
          hidesMoney={hidesMoney}
          id={id}
          onActive={setActive}
          onChoose={choose}
          sections={sections}
        />
      )}
      <div role="status">
        {lines.length === 0 && orders.isAnswered && orders.error === null && (
          <Nothing search={search} />
        )}
      </div>
    </>
  );
}

/** What can be typed, where what was typed names nothing. */
function Nothing({ search }: { readonly search: string }) {
  const translate = useMessages();
  return (
    <div className="px-6 py-8 text-center">
      <p className="line-clamp-3 font-medium wrap-anywhere">
        <bdi>{translate("palette.nothing", { search })}</bdi>
      </p>
      <p className="mx-auto max-w-[440px] pt-1 text-ink-faint">{translate("palette.canBeTyped")}</p>
    </div>
  );
}
