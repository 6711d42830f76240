// The form of the mail settings, and what goes over the wire.
import type { MailSettingsView, Security, SetUpMail } from '../../lib/wire';

export interface Fields {
  host: string;
  port: string;
  security: Security;
  user_name: string;
  password: string;
  from_address: string;
  from_name: string;
  reply_to: string;
}

export function toFields(it: MailSettingsView | null): Fields {
  return {
    host: it?.host ?? '',
    port: String(it?.port ?? 587),
    security: it?.security ?? 'starttls',
    user_name: it?.user_name ?? '',
    // What is stored never comes back.
    password: '',
    from_address: it?.from_address ?? '',
    from_name: it?.from_name ?? '',
    reply_to: it?.reply_to ?? '',
  };
}

export function toSettings(it: Fields): SetUpMail {
  const filled = (text: string) => text.trim() || null;
  return {
    host: it.host.trim(),
    port: Math.min(Number(it.port), 65_535),
    security: it.security,
    user_name: filled(it.user_name),
    // A password may begin or end with a space.
    password: it.password || null,
    from_address: it.from_address.trim(),
    from_name: it.from_name.trim(),
    reply_to: filled(it.reply_to),
  };
}

/** Whether a server is on the machine itself. */
export function isHere(host: string): boolean {
  const name = host.trim().toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}
