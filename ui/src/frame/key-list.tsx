import { type CommandGroup, commandGroups } from "../commands";
import { Dialog, KeyCap } from "../design";
import { useMessages } from "../messages";
import { type Shortcut, shortcuts } from "./shortcuts";

const all: readonly Shortcut[] = Object.values(shortcuts);

/** Every key of the page, by what it is about. */
export function KeyList({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const groups = commandGroups.filter((group) => all.some((shortcut) => shortcut.group === group));
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={translate("keys.title")} wide>
      {/* In a low window it is scrolled, by key too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it has nothing in it to tab to */}
      <section aria-label={translate("keys.title")} className="columns-2 gap-x-10" tabIndex={0}>
        {groups.map((group) => (
          <Group group={group} key={group} />
        ))}
      </section>
      <p className="mt-4 text-ink-faint text-small">{translate("keys.chosen")}</p>
      <p className="mt-1 text-ink-faint text-small">{translate("keys.hint")}</p>
    </Dialog>
  );
}

function Group({ group }: { readonly group: CommandGroup }) {
  const translate = useMessages();
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="pb-1.5 font-medium text-ink-faint text-small">
        {translate(`commands.group.${group}`)}
      </h3>
      <dl className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5">
        {all
          .filter((shortcut) => shortcut.group === group)
          .map(({ words, cap }) => (
            <div className="contents" key={cap + words}>
              <dt>{translate(words)}</dt>
              <dd className="text-end">
                <KeyCap>{cap}</KeyCap>
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
