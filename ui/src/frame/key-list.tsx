import { Dialog, KeyCap } from "../design";
import { useMessages } from "../messages";
import { type Shortcut, shortcuts } from "./shortcuts";

/** Every key of the page. */
export function KeyList({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const lines: readonly Shortcut[] = Object.values(shortcuts);
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={translate("keys.title")}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2">
        {lines.map((shortcut) => (
          <div className="contents" key={shortcut.words}>
            <dt>{translate(shortcut.words)}</dt>
            <dd className="text-end">
              <KeyCap>{shortcut.cap}</KeyCap>
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-ink-faint text-small">{translate("keys.chosen")}</p>
      <p className="mt-1 text-ink-faint text-small">{translate("keys.hint")}</p>
    </Dialog>
  );
}
