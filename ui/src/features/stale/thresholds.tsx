import { DialogTrigger } from "react-aria-components";

import type { Settings } from "../../bridge/types";
import { Button, FilterIcon, NumberField, Popover, PopoverDialog } from "../../design";
import { useFormat } from "../../format";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { useSaveSettings } from "../../queries";
import { limits } from "../../settings-limits";

const minute = 60_000;
const hour = 60 * minute;

/** From when on a checkout is stale, and the two numbers that say so. */
export function Thresholds({ settings }: { readonly settings: Settings }) {
  const translate = useMessages();
  const format = useFormat();
  const save = useSaveSettings();
  const { fail } = useNotices();
  const change = (some: Partial<Settings>) =>
    save.mutate({ ...settings, ...some }, { onError: fail });
  return (
    <DialogTrigger>
      <Button icon={<FilterIcon />} kind="quiet" size="small">
        <span>
          <Message
            id="stale.thresholds"
            values={{
              unpaid: format.span(settings.staleNewMinutes * minute),
              reserved: format.span(settings.staleAuthorizedHours * hour),
            }}
          />
        </span>
      </Button>
      <Popover placement="bottom start">
        <PopoverDialog name={translate("stale.thresholdsName")}>
          <div className="flex w-[300px] flex-col gap-4 p-4">
            <NumberField
              {...limits.staleNewMinutes}
              label={translate("settings.staleNew")}
              onChange={(staleNewMinutes) => change({ staleNewMinutes })}
              unit={translate("settings.minutes", { count: settings.staleNewMinutes })}
              value={settings.staleNewMinutes}
            />
            <NumberField
              {...limits.staleAuthorizedHours}
              label={translate("settings.staleAuthorized")}
              onChange={(staleAuthorizedHours) => change({ staleAuthorizedHours })}
              unit={translate("settings.hours", { count: settings.staleAuthorizedHours })}
              value={settings.staleAuthorizedHours}
            />
          </div>
        </PopoverDialog>
      </Popover>
    </DialogTrigger>
  );
}
