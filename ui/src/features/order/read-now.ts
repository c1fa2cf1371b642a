import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useRefreshOrder } from "../../queries";

/** Reads one order from Points at once and says what came of it. */
export function useReadNow(uuid: string) {
  const translate = useMessages();
  const { say, fail } = useNotices();
  const refresh = useRefreshOrder();
  const read = () =>
    refresh.mutate(uuid, {
      onSuccess: ({ outcome }) => say(translate(`check.${outcome}`)),
      onError: fail,
    });
  return { read, isReading: refresh.isPending };
}
