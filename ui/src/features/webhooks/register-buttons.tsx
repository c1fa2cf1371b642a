import { AddIcon, Button } from "../../design";
import { useMessages } from "../../messages";

/** Registers the connected inbox, where that is of use, or any other address. */
export function RegisterButtons({
  suggestedUrl,
  isAlone,
  onRegister,
}: {
  readonly suggestedUrl: string | null;
  /** There is no webhook yet, and one step to be seen. */
  readonly isAlone: boolean;
  readonly onRegister: (url: string) => void;
}) {
  const translate = useMessages();
  return (
    <span className="flex flex-wrap gap-2">
      {suggestedUrl !== null && (
        <Button kind="primary" onPress={() => onRegister(suggestedUrl)} size="small">
          {translate("webhooks.register")}
        </Button>
      )}
      <Button
        icon={<AddIcon />}
        kind={isAlone && suggestedUrl !== null ? "quiet" : "plain"}
        onPress={() => onRegister("")}
        size="small"
      >
        {translate("webhooks.registerOther")}
      </Button>
    </span>
  );
}
