import { Checkbox } from "../design";
import { useMessages } from "../messages";

/** The person's own decision to do without the keyring until the app is closed. */
export function KeepForSession({
  isChosen,
  isDisabled,
  onChange,
}: {
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (isChosen: boolean) => void;
}) {
  const translate = useMessages();
  return (
    <Checkbox isDisabled={isDisabled} isSelected={isChosen} onChange={onChange}>
      <span className="block">{translate("key.forSession")}</span>
      <span className="block text-ink-faint text-small">{translate("key.forSessionWhy")}</span>
    </Checkbox>
  );
}
