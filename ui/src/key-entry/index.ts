/**
 * How a private key is taken from a person: typed once, sent once, forgotten. It is kept in the
 * form's own field alone, never in an answer that is cached, in the address or in a message.
 */
export { KeepForSession } from "./keep-for-session";
export { KeyringNote } from "./keyring-note";
export { PrivateKeyField } from "./private-key-field";
export { Proofs } from "./proofs";
export { SecretField } from "./secret-field";
export { isAboutKeyring, isAboutPrivateKey, useKeySending } from "./sending";
