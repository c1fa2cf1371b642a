import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { keys } from "../../queries";

/** Another store is open: the desk says which one, and all else follows. */
export function useStoreConnected(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    // What fails is kept by its own query and shown where it belongs.
    void client.invalidateQueries({ queryKey: keys.desk });
  }, [client]);
}
