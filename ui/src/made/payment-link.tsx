import { useState } from "react";

import type { Language, PurchaseRequest } from "../bridge/types";
import { Button, Choices, CopyIcon, IconButton } from "../design";
import { formatHalalas } from "../format";
import { useCopy } from "../frame";
import { type Locale, translator, useLocale, useMessages } from "../messages";
import { Code } from "./code";

/** What of a purchase its link is about; the customer's name where it is known. */
export type LinkedPurchase = Pick<PurchaseRequest, "orderNumber" | "totalHalalas" | "customerName">;

/** The link: to copy, to be read by a camera, and to send with a few words in the customer's language. */
export function PaymentLink({
  url,
  purchase,
}: {
  readonly url: string;
  readonly purchase: LinkedPurchase;
}) {
  const translate = useMessages();
  const locale = useLocale();
  const copy = useCopy();
  const [language, setLanguage] = useState<Language>(locale.language);
  const text = shareText(url, purchase, { ...locale, language });
  return (
    <div className="flex items-start gap-5">
      <Code name={translate("purchase.code", { number: purchase.orderNumber })} text={url} />
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <div>
          <h3 className="mb-1 font-medium">{translate("purchase.link")}</h3>
          <div className="flex items-center gap-1 rounded-control bg-sunken py-1 ps-3 pe-1">
            <bdi className="selectable min-w-0 flex-1 break-all font-mono text-small" dir="ltr">
              {url}
            </bdi>
            <IconButton autoFocus name={translate("purchase.copyLink")} onPress={() => copy(url)}>
              <CopyIcon />
            </IconButton>
          </div>
        </div>
        <div>
          <div className="mb-1 flex items-center justify-between gap-2">
            <h3 className="font-medium">{translate("purchase.share")}</h3>
            <Choices
              name={translate("purchase.shareLanguage")}
              onChange={setLanguage}
              options={[
                { value: "ar", words: <span lang="ar">{translate("language.ar")}</span> },
                { value: "en", words: <span lang="en">{translate("language.en")}</span> },
              ]}
              value={language}
            />
          </div>
          <p
            className="selectable wrap-anywhere rounded-control bg-sunken px-3 py-2"
            dir={language === "ar" ? "rtl" : "ltr"}
            lang={language}
          >
            {text}
          </p>
          <Button className="mt-2" icon={<CopyIcon />} onPress={() => copy(text)} size="small">
            {translate("purchase.copyText")}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** What to send to the customer. */
function shareText(url: string, purchase: LinkedPurchase, locale: Locale): string {
  const translate = translator(locale);
  const values = {
    number: purchase.orderNumber,
    amount: formatHalalas(locale, purchase.totalHalalas),
    url,
  };
  return purchase.customerName === null
    ? translate("purchase.shareText", values)
    : translate("purchase.shareTextNamed", { ...values, name: purchase.customerName });
}
