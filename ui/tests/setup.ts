/** jsdom lays nothing out: it gets a window of a fixed size, so that the virtual list has rows. */
import "@testing-library/jest-dom/vitest";

import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";

/**
 * Every test begins at noon in Riyadh, whenever it is run: what was done some minutes or hours ago was
 * done today, and the demo's yesterday is yesterday.
 */
const day = 86_400_000;
const noon = 32_400_000;
const begun = Date.now();
const shift = noon - (begun % day);
globalThis.Date = new Proxy(Date, {
  construct: (real, parts, target) =>
    Reflect.construct(real, parts.length === 0 ? [real.now() + shift] : parts, target),
  get: (real, name, target) =>
    name === "now" ? () => real.now() + shift : Reflect.get(real, name, target),
});

const size = { width: 1200, height: 360 };

for (const [name, value] of Object.entries({
  offsetWidth: size.width,
  offsetHeight: size.height,
  clientWidth: size.width,
  clientHeight: size.height,
})) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
}

// As high as what is in it says, so that a list ends where it ends in a browser.
Object.defineProperty(HTMLElement.prototype, "scrollHeight", {
  configurable: true,
  get(this: HTMLElement) {
    const heights = [...this.children].map((child) =>
      child instanceof HTMLElement ? Number.parseFloat(child.style.blockSize) || 0 : 0,
    );
    return Math.max(size.height, ...heights);
  },
});

class SizeObserver implements ResizeObserver {
  observe() {
    // The size never changes.
  }
  unobserve() {
    // Nothing was observed.
  }
  disconnect() {
    // Nothing was observed.
  }
}
vi.stubGlobal("ResizeObserver", SizeObserver);
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
// Fonts are there at once.
Object.defineProperty(document, "fonts", {
  configurable: true,
  value: { load: () => Promise.resolve([]) },
});
vi.stubGlobal("CSS", { escape: (text: string) => text, supports: () => false });

Element.prototype.scrollTo = function scrollTo(this: Element, to?: ScrollToOptions | number) {
  const top = typeof to === "object" ? (to.top ?? 0) : 0;
  this.scrollTop = Math.max(0, Math.min(top, this.scrollHeight - this.clientHeight));
  // Browsers tell of it later too, never in the midst of the call.
  queueMicrotask(() => this.dispatchEvent(new Event("scroll")));
} as Element["scrollTo"];
Element.prototype.scrollIntoView = () => undefined;

// No style sheet is loaded here, so an element has the style that is written on it. jsdom would look
// through its own sheet for each of the many thousand questions of axe and Testing Library.
const styleOf = ((element: HTMLElement) => element.style) as typeof window.getComputedStyle;
for (const view of [globalThis, document.defaultView]) {
  Object.defineProperty(view, "getComputedStyle", { configurable: true, value: styleOf });
}

afterEach(async () => {
  cleanup();
  // Listeners are taken off a moment after the page is gone.
  await new Promise((resolve) => setTimeout(resolve, 0));
  clearMocks();
  // What was announced stays for seconds, and names what went with the page before.
  for (const log of document.querySelectorAll("[data-live-announcer] [role=log]")) {
    log.replaceChildren();
  }
  window.history.replaceState(null, "", "/");
});
