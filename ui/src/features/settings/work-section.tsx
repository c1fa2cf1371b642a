import type { Settings } from "../../bridge/types";
import { Checkbox, NumberField } from "../../design";
import { Message, useMessages } from "../../messages";
import { limits } from "../../settings-limits";
import { PersonField } from "./person-field";
import { Section } from "./section";
import type { ChangeSettings } from "./settings-screen";

/** How the desk works: who is at it, when a checkout is stale, which steps the shop has, how fast it reads. */
export function WorkSection({
  settings,
  onChange,
}: {
  readonly settings: Settings;
  readonly onChange: ChangeSettings;
}) {
  const translate = useMessages();
  return (
    <Section title={translate("settings.work")} what={translate("settings.workWhat")}>
      <PersonField onChange={(atDesk) => onChange({ atDesk })} value={settings.atDesk} />
      <div className="grid grid-cols-2 gap-4">
        <NumberField
          {...limits.staleNewMinutes}
          hint={translate("settings.staleNewWhat")}
          label={translate("settings.staleNew")}
          onChange={(staleNewMinutes) => onChange({ staleNewMinutes })}
          unit={translate("settings.minutes", { count: settings.staleNewMinutes })}
          value={settings.staleNewMinutes}
        />
        <NumberField
          {...limits.staleAuthorizedHours}
          hint={translate("settings.staleAuthorizedWhat")}
          label={translate("settings.staleAuthorized")}
          onChange={(staleAuthorizedHours) => onChange({ staleAuthorizedHours })}
          unit={translate("settings.hours", { count: settings.staleAuthorizedHours })}
          value={settings.staleAuthorizedHours}
        />
      </div>
      <Checkbox
        isSelected={settings.nightlyRun}
        onChange={(nightlyRun) => onChange({ nightlyRun })}
      >
        <span className="block">{translate("settings.nightlyRun")}</span>
        <span className="block text-ink-faint text-small">
          {translate("settings.nightlyRunWhat")}
        </span>
      </Checkbox>
      <NumberField
        {...limits.requestsPerSecond}
        hint={
          <Message
            id="settings.paceWhat"
            values={{
              least: limits.requestsPerSecond.least,
              most: limits.requestsPerSecond.most,
            }}
          />
        }
        label={translate("settings.pace")}
        onChange={(requestsPerSecond) => onChange({ requestsPerSecond })}
        unit={translate("settings.paceUnit")}
        value={settings.requestsPerSecond}
      />
      <Checkbox
        isSelected={settings.licenceStep}
        onChange={(licenceStep) => onChange({ licenceStep })}
      >
        <span className="block">{translate("settings.licence")}</span>
        <span className="block text-ink-faint text-small">{translate("settings.licenceWhat")}</span>
      </Checkbox>
      <Checkbox
        isSelected={settings.singleKeyShortcuts}
        onChange={(singleKeyShortcuts) => onChange({ singleKeyShortcuts })}
      >
        <span className="block">{translate("settings.shortcuts")}</span>
        <span className="block text-ink-faint text-small">
          {translate("settings.shortcutsWhat")}
        </span>
      </Checkbox>
    </Section>
  );
}
