import type { ReactNode } from "react";

import {
  Button,
  type ButtonProps,
  ExportIcon,
  KeyCap,
  PrintIcon,
  RefreshIcon,
  SendIcon,
} from "../../design";
import {
  type ShortcutName,
  shortcuts,
  useNotices,
  useShortcut,
  useShortcutsEnabled,
} from "../../frame";
import { Message, type MessageId, useMessages } from "../../messages";
import { uuidsOf } from "../../queries";
import type { ChosenOrders } from "../../selection";
import { type BulkDialog, useRefresh } from "./work";

/** So many orders are printed at once; the desk holds to it. */
const mostPrinted = 500;

/** At the foot of the list, what can be done with the chosen orders. */
export function SelectionBar({
  chosen,
  onDialog,
  onExport,
  onPrint,
  onClear,
}: {
  readonly chosen: ChosenOrders;
  readonly onDialog: (dialog: BulkDialog) => void;
  readonly onExport: () => void;
  readonly onPrint: (uuids: readonly string[]) => void;
  readonly onClear: () => void;
}) {
  const translate = useMessages();
  const { fail } = useNotices();
  const { read } = useRefresh();
  const { selection, total } = chosen;
  const isEmpty = total.count === 0;

  const ship = () => onDialog({ of: "ship", selection, step: { step: "next" } });
  const print = () => {
    if (total.count > mostPrinted) {
      fail({ code: "too_many_to_print", details: { limit: String(mostPrinted) } });
    } else {
      uuidsOf(selection, mostPrinted).then(onPrint, fail);
    }
  };
  useShortcut("shippingMenu", ship, !isEmpty);
  useShortcut("close", onClear);

  return (
    <section
      aria-label={translate("bulk.bar")}
      className="@container appear shrink-0 border-line border-t bg-panel shadow-over"
    >
      <div className="flex min-h-12 flex-wrap items-center gap-x-1.5 gap-y-1 px-4 py-2">
        <span className="me-2 font-semibold">
          <Message
            id={total.atLeast ? "choose.countAtLeast" : "choose.count"}
            values={{ count: total.count }}
          />
        </span>
        <Action
          act={ship}
          icon={<SendIcon />}
          isOff={isEmpty}
          kind="primary"
          name="advance"
          words="bulk.ship"
        />
        <Action
          act={() => read(chosen)}
          icon={<RefreshIcon />}
          isOff={isEmpty}
          kind="plain"
          name="refresh"
          words="bulk.refresh"
        />
        <Action
          act={onExport}
          icon={<ExportIcon />}
          isOff={isEmpty}
          kind="plain"
          name="export"
          words="bulk.export"
        />
        <Action
          act={print}
          icon={<PrintIcon />}
          isOff={isEmpty}
          kind="plain"
          name="print"
          words="bulk.print"
        />
        <Action
          act={() => onDialog({ of: "note", chosen })}
          isOff={isEmpty}
          kind="plain"
          name="noteChosen"
          words="bulk.note"
        />
        <span className="flex-1" />
        <Button kind="quiet" onPress={onClear} size="small">
          {translate("bulk.clear")}
          <Key>{shortcuts.close.cap}</Key>
        </Button>
      </div>
    </section>
  );
}

/** A button and its key. */
function Action({
  name,
  act,
  isOff,
  kind,
  icon,
  words,
}: {
  readonly name: ShortcutName;
  readonly act: () => void;
  readonly isOff: boolean;
  readonly kind: NonNullable<ButtonProps["kind"]>;
  readonly icon?: ReactNode;
  readonly words: MessageId;
}) {
  const translate = useMessages();
  const hasKey = useShortcutsEnabled();
  useShortcut(name, act, !isOff);
  return (
    <Button icon={icon} isDisabled={isOff} kind={kind} onPress={act} size="small">
      {translate(words)}
      {hasKey && <Key on={kind === "primary" ? "accent" : "panel"}>{shortcuts[name].cap}</Key>}
    </Button>
  );
}

/** A key cap, where there is room for it. */
function Key({
  on = "panel",
  children,
}: {
  readonly on?: "panel" | "accent";
  readonly children: string;
}) {
  return (
    <span className="hidden @min-[720px]:inline-flex">
      <KeyCap on={on}>{children}</KeyCap>
    </span>
  );
}
