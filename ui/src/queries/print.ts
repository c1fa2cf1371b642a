/** Orders on paper. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { printOrders } from "../bridge";
import type { PrintRequest } from "../bridge/types";
import { keys } from "./keys";

/** Makes a PDF. The desk remembers how, and offers it the next time. */
export function usePrint() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: PrintRequest) => printOrders(request),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.desk }),
  });
}
