import { Button, EmptyState, FileIcon } from "../design";
import { useMessages } from "../messages";

/** No order yet: why the list is empty and how to fill it. */
export function NoOrders({ onAddOrders }: { readonly onAddOrders: () => void }) {
  const translate = useMessages();
  return (
    <EmptyState
      action={
        <Button kind="primary" onPress={onAddOrders}>
          {translate("frame.addOrders")}
        </Button>
      }
      icon={<FileIcon size={22} />}
      title={translate("empty.noOrders.title")}
    >
      <p>{translate("empty.noOrders.why")}</p>
    </EmptyState>
  );
}
