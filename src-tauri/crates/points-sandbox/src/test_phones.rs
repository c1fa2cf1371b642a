//! The test phones whose customers cannot pay with points (dossier, "Environments, keys").

/// An account without a balance.
pub(crate) const NO_BALANCE: &str = "500000002";
/// No Points account at all.
pub(crate) const NO_ACCOUNT: &str = "500000003";
