import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { forgetProfile, keys } from "../../queries";

/** Another store is open: its name, its numbers and its orders are asked for. */
export function useStoreConnected(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    // What fails is kept by its own query and shown where it belongs.
    void client.invalidateQueries({ queryKey: keys.desk });
    void forgetProfile(client);
  }, [client]);
}
