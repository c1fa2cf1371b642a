import type { Settings } from "../../bridge/types";
import { Choices } from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import { calendars, densities, digits, languages, themes } from "./looks";
import { Line, Section } from "./section";
import type { ChangeSettings } from "./settings-screen";

/** How the page is written and drawn. */
export function LookSection({
  settings,
  onChange,
}: {
  readonly settings: Settings;
  readonly onChange: ChangeSettings;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <Section title={translate("settings.look")} what={translate("settings.lookWhat")}>
      <Line name={translate("settings.language")}>
        <Choices
          name={translate("settings.language")}
          onChange={(language) => onChange({ language })}
          options={languages.map((value) => ({
            value,
            words: <span lang={value}>{translate(`language.${value}`)}</span>,
          }))}
          value={settings.language}
        />
      </Line>
      <Line name={translate("settings.theme")}>
        <Choices
          name={translate("settings.theme")}
          onChange={(theme) => onChange({ theme })}
          options={themes.map((value) => ({ value, words: translate(`settings.theme.${value}`) }))}
          value={settings.theme}
        />
      </Line>
      <Line name={translate("settings.digits")}>
        <Choices
          name={translate("settings.digits")}
          onChange={(chosen) => onChange({ digits: chosen })}
          options={digits.map((value) => ({
            value,
            words: translate(`settings.digits.${value}`),
            name: translate(`settings.digits.${value}.name`),
          }))}
          value={settings.digits}
        />
      </Line>
      <Line
        hint={<Message id="settings.calendarNow" values={{ time: format.moment(now) }} />}
        name={translate("settings.calendar")}
      >
        <Choices
          name={translate("settings.calendar")}
          onChange={(calendar) => onChange({ calendar })}
          options={calendars.map((value) => ({
            value,
            words: translate(`settings.calendar.${value}`),
          }))}
          value={settings.calendar}
        />
      </Line>
      <Line name={translate("settings.density")}>
        <Choices
          name={translate("settings.density")}
          onChange={(density) => onChange({ density })}
          options={densities.map((value) => ({
            value,
            words: translate(`settings.density.${value}`),
          }))}
          value={settings.density}
        />
      </Line>
    </Section>
  );
}
