/** The merchant's webhooks at Points: looked at, registered, changed, removed and tried out. */
export { useWebhookCommands } from "./commands";
export { Webhooks } from "./webhooks";
