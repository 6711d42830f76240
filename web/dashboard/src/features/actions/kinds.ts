// The pictures of what a field takes.
import {
  AlignLeft,
  AtSign,
  Banknote,
  Calendar,
  CircleDot,
  Handshake,
  Hash,
  ListChecks,
  type LucideIcon,
  Paperclip,
  Phone,
  Rows3,
  TicketCheck,
  ToggleLeft,
  Type,
} from 'lucide-react';
import type { FieldKind } from '../../lib/wire';

export const KIND_ICONS: Record<FieldKind['type'], LucideIcon> = {
  text: Type,
  long_text: AlignLeft,
  email: AtSign,
  phone: Phone,
  code: TicketCheck,
  choice: CircleDot,
  choices: ListChecks,
  yes_no: ToggleLeft,
  number: Hash,
  money: Banknote,
  date: Calendar,
  file: Paperclip,
  record: Rows3,
  consent: Handshake,
};
