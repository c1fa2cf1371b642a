const mobile = /^5(\d)(\d{3})(\d{4})$/;

/** `512345678` as people write it to the world: `+966 51 234 5678`. Any other number as it came. */
export function formatPhone(phone: string): string {
  return phone.replace(mobile, "+966 5$1 $2 $3");
}

/** The same as people here dial it: `051 234 5678`. */
export function formatLocalPhone(phone: string): string {
  return phone.replace(mobile, "05$1 $2 $3");
}
